import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import './combobox.css'

export interface Option {
  readonly value: string | undefined
  readonly text: string
  /** Said after the text, more quietly. */
  readonly note?: string
}

interface ComboboxProps {
  readonly label: string
  readonly placeholder: string
  /** The text of the chosen option; undefined when none is. */
  readonly chosen: string | undefined
  /** Those that match what was typed, in order. */
  readonly options: readonly Option[]
  /** Below the options: that more are on their way, or how to find them. */
  readonly hint: string | undefined
  /** What is typed now; undefined while the list is closed. */
  readonly text: string | undefined
  readonly onText: (text: string | undefined) => void
  readonly onChoose: (value: string | undefined) => void
  /** Of a field that must be filled in. */
  readonly field?: FieldMarks | undefined
}

/** What a field of a form has beside its value. */
export interface FieldMarks {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
}

/** A select to type into: arrows move, Enter takes, Escape leaves it as it was. */
export function Combobox({ label, placeholder, chosen, options, hint, text, onText, onChoose, field }: ComboboxProps): ReactNode {
  const own = useId()
  const id = field?.id ?? own
  const [at, setAt] = useState(0)
  const isOpen = text !== undefined
  const active = Math.min(at, options.length - 1)
  const optionId = (index: number): string => `${id}-${index}`

  useEffect(() => {
    if (isOpen) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, isOpen, active])

  const open = (typed: string): void => {
    setAt(0)
    onText(typed)
  }
  const take = (option: Option | undefined): void => {
    onText(undefined)
    if (option) onChoose(option.value)
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => (isOpen ? setAt(Math.min(active + 1, options.length - 1)) : open('')),
    ArrowUp: () => (isOpen ? setAt(Math.max(active - 1, 0)) : open('')),
    Enter: () => (isOpen ? take(options[active]) : open('')),
    ...(isOpen && { Escape: () => onText(undefined) }),
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keys[event.key]
    if (!act || event.nativeEvent.isComposing) return
    event.preventDefault()
    act()
  }

  return (
    <div className="choice combobox">
      <label htmlFor={id}>{label}</label>
      <input
        {...field}
        id={id}
        role="combobox"
        aria-required={field !== undefined}
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active >= 0 ? optionId(active) : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={isOpen ? (chosen ?? placeholder) : placeholder}
        value={text ?? chosen ?? ''}
        data-chosen={chosen !== undefined}
        onChange={({ target }) => open(target.value)}
        onClick={() => isOpen || open('')}
        onBlur={() => onText(undefined)}
        onKeyDown={onKeyDown}
      />
      <div className="popup" hidden={!isOpen}>
        <ul id={`${id}-list`} role="listbox" aria-label={label}>
          {options.map(({ value, text: title, note }, index) => (
            <li
              key={value ?? ''}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(options[index])}
            >
              {title}
              {note !== undefined && <small> {note}</small>}
            </li>
          ))}
        </ul>
        <p role="status">{isOpen && hint}</p>
      </div>
    </div>
  )
}
