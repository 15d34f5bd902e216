import { useId, type ReactNode } from 'react'

interface ChoiceProps<Value> {
  readonly label: string
  readonly value: Value | undefined
  readonly options: readonly (readonly [Value, string])[]
  readonly onChoose: (value: Value | undefined) => void
}

/** One of several, or any. */
export function Choice<Value extends string | boolean>({ label, value, options, onChoose }: ChoiceProps<Value>): ReactNode {
  const id = useId()
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={String(value ?? '')}
        onChange={({ target }) => onChoose(options.find(([one]) => String(one) === target.value)?.[0])}
        data-chosen={value !== undefined}
      >
        <option value="">any</option>
        {options.map(([one, title]) => (
          <option key={String(one)} value={String(one)}>
            {title}
          </option>
        ))}
      </select>
    </div>
  )
}
