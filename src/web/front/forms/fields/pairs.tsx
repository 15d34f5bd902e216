import { useState, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { isObject } from '../values.js'
import type { SecretInputProps } from './secret-input.js'

interface Pair {
  readonly key: number
  readonly name: string
  readonly value: string
}

/** Names with values, such as headers, that go out as JSON text: a list of objects of one key each. */
export function Pairs({ part: { path, label }, described, names }: SecretInputProps): ReactNode {
  const { getValues, setValue } = useFormContext()
  const [isShown, setShown] = useState(false)
  const [pairs, setPairs] = useState<readonly Pair[]>(
    () => pairsOf(getValues(`${path}.value`)) ?? names.map((name, key) => ({ key, name, value: '' })),
  )
  const change = (next: readonly Pair[]): void => {
    setPairs(next)
    setValue(`${path}.value`, next.length === 0 ? '' : JSON.stringify(next.map(({ name, value }) => ({ [name]: value }))))
  }
  const edit = (key: number, part: Partial<Pair>): void => change(pairs.map((pair) => (pair.key === key ? { ...pair, ...part } : pair)))
  const add = (): void => change([...pairs, { key: Math.max(-1, ...pairs.map(({ key }) => key)) + 1, name: '', value: '' }])

  return (
    <div {...described} role="group" tabIndex={-1} aria-invalid={undefined} aria-labelledby={`${described.id}-label`} className="items">
      {pairs.map(({ key, name, value }, index) => (
        <div key={key} className="item line">
          <label className="field">
            <span>
              Name<span className="unseen"> {index + 1}</span>
            </span>
            <input
              value={name}
              required
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => edit(key, { name: target.value })}
            />
          </label>
          <label className="field">
            <span>
              Value<span className="unseen"> {index + 1}</span>
            </span>
            <input
              type={isShown ? 'text' : 'password'}
              autoComplete="new-password"
              value={value}
              required
              onChange={({ target }) => edit(key, { value: target.value })}
            />
          </label>
          <button type="button" onClick={() => change(pairs.filter((pair) => pair.key !== key))}>
            Remove<span className="unseen"> {index + 1}</span>
          </button>
        </div>
      ))}
      <div className="buttons">
        <button type="button" onClick={add}>
          Add to {label.toLowerCase()}
        </button>
        {pairs.length > 0 && (
          <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            Show<span className="unseen"> {label}</span>
          </button>
        )}
      </div>
    </div>
  )
}

/** The pairs that a form was given filled in; undefined when it was given none. */
function pairsOf(text: unknown): Pair[] | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  const objects: unknown = JSON.parse(text)
  if (!Array.isArray(objects)) return undefined
  return objects
    .flatMap((object: unknown) => (isObject(object) ? Object.entries(object) : []))
    .map(([name, value], key) => ({ key, name, value: String(value) }))
}
