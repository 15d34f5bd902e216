import type { ReactNode } from 'react'
import { Ago } from '../ago.js'
import { SecretFact } from './secret-fact.js'
import { isSecret } from './shapes.js'

/** A single value of any field. Texts are shown as they are kept, because people copy them. */
export function Value({ name, value }: { readonly name: string; readonly value: unknown }): ReactNode {
  if (isSecret(value)) return <SecretFact secret={value} />
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return /[a-z]At$/.test(name) ? <Ago at={value} /> : <code>{value}</code>
  if (typeof value === 'number') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return <Words words={value} />
  return <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
}

function Words({ words }: { readonly words: readonly string[] }): ReactNode {
  return (
    <ul className="words">
      {words.map((word) => (
        <li key={word}>
          <code>{word}</code>
        </li>
      ))}
    </ul>
  )
}
