import { useState, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import type { Part } from '../sections.js'
import { FileInput } from './file-input.js'
import type { Described } from './notes.js'
import { Pairs } from './pairs.js'

export interface SecretInputProps {
  readonly part: Part
  readonly described: Described
  readonly isNeeded: boolean
  /** Names that a stored document of names and values has. */
  readonly names: readonly string[]
}

/** Where a secret is typed, chosen as a file, or put together from names and values. The browser keeps none of it. */
export function SecretInput(props: SecretInputProps): ReactNode {
  if (props.part.look.as === 'file') return <FileInput {...props} />
  if (props.part.look.as === 'pairs') return <Pairs {...props} />
  return <TypedSecret {...props} />
}

function TypedSecret({ part: { path, label, look }, described, isNeeded }: SecretInputProps): ReactNode {
  const { register } = useFormContext()
  const [isShown, setShown] = useState(look.as === 'address')
  const given = { ...described, required: isNeeded, spellCheck: false, autoCapitalize: 'off', ...register(`${path}.value`) }
  return (
    <span className="with-button">
      {look.as === 'area' ? (
        <textarea rows={4} className={isShown ? 'code' : 'code masked'} autoComplete="off" {...given} />
      ) : (
        <input type={isShown ? 'text' : 'password'} autoComplete={look.as === 'address' ? 'off' : 'new-password'} {...given} />
      )}
      <button type="button" aria-pressed={isShown} aria-controls={described.id} onClick={() => setShown(!isShown)}>
        Show<span className="unseen"> {label}</span>
      </button>
    </span>
  )
}
