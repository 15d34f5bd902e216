import { useContext, type ReactNode } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { sameLetters } from '../schema.js'
import type { Part } from '../sections.js'
import { AskedContext, useIsNeeded } from './asked.js'
import { Notes, useDescribed } from './notes.js'

interface ChoiceProps {
  readonly part: Part
  readonly values: Readonly<Record<string, string>>
}

/** One value of an enum. */
export function Choice({ part, values }: ChoiceProps): ReactNode {
  const { register, getValues } = useFormContext()
  const { isNew } = useContext(AskedContext)
  const { path, field, look } = part
  const now: unknown = getValues(path)
  const offered = Object.entries(values).filter(([value]) => !look.only || look.only.includes(value) || value === now)
  return (
    <select {...useDescribed(part)} required={useIsNeeded(part)} {...register(path)}>
      <option value="">
        {field.isNeeded ? 'Choose …' : field.untold === undefined || !isNew ? 'Not given' : `${field.untold} unless told`}
      </option>
      {offered.map(([value, help]) => (
        <option key={value} value={value}>
          {wordsOf(value, help)}
        </option>
      ))}
    </select>
  )
}

/** Several values of an enum. One that is ticked goes to the end, so that the order of those before it stays. */
export function Choices({ part, values }: ChoiceProps): ReactNode {
  const { id, 'aria-describedby': describedBy } = useDescribed(part)
  const { field } = useController({ name: part.path })
  const chosen = textsOf(field.value)
  const toggle = (value: string): void =>
    field.onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  return (
    <fieldset id={id} tabIndex={-1} className="field" aria-describedby={describedBy}>
      <legend>{part.label}</legend>
      <div className="ticks">
        {Object.entries(values).map(([value, help]) => (
          <label key={value}>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            {wordsOf(value, help)}
          </label>
        ))}
      </div>
      <Notes part={part} />
    </fieldset>
  )
}

/** The schema's word for a value, and what it says of it, unless that is the same word in a better spelling. */
function wordsOf(value: string, help: string): string {
  const words = help.replace(/\.$/, '')
  return sameLetters(value, words) ? words : `${value} – ${words}`
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
