import type { ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Ago } from '../../ago.js'
import type { Look } from '../looks/look.js'
import type { Part } from '../sections.js'
import { isSecret, type Kept } from '../values.js'
import { useIsNeeded } from './asked.js'
import { Notes, useDescribed } from './notes.js'
import { SecretInput } from './secret-input.js'

const choices = { keep: 'Keep', set: 'Replace', clear: 'Remove' } as const

/** A secret: a new one is typed; of a stored one there are facts, and the choice to keep, replace or remove it. */
export function SecretField({ part }: { readonly part: Part }): ReactNode {
  const { path, label, look } = part
  const described = useDescribed(part)
  const isNeeded = useIsNeeded(part)
  const value: unknown = useWatch({ name: path })
  if (!isSecret(value)) return null
  if (!value.kept) {
    const isGroup = look.as === 'pairs'
    return (
      <div className={classOf(look)}>
        {isGroup ? <span id={`${described.id}-label`}>{label}</span> : <label htmlFor={described.id}>{label}</label>}
        <SecretInput part={part} described={described} isNeeded={isNeeded} names={[]} />
        <Notes part={part} />
      </div>
    )
  }
  return <KeptSecret part={part} choice={value.choice} kept={value.kept} />
}

interface KeptSecretProps {
  readonly part: Part
  readonly choice: keyof typeof choices
  readonly kept: Kept
}

function KeptSecret({ part, choice, kept }: KeptSecretProps): ReactNode {
  const { register, setValue } = useFormContext()
  const { id, ...described } = useDescribed(part)
  const { path, label, look } = part
  return (
    <fieldset className={classOf(look)} {...(choice !== 'set' && { id, tabIndex: -1, 'aria-describedby': described['aria-describedby'] })}>
      <legend>{label}</legend>
      <p>
        {kept.shown.length > 0 && <code>{kept.shown.join(', ')}</code>}
        <span className="secret">
          set{kept.changedAt !== null && ', changed '}
          {kept.changedAt !== null && <Ago at={kept.changedAt} />}
        </span>
      </p>
      <div className="ticks">
        {Object.entries(choices).map(([value, word]) => (
          <label key={value}>
            <input type="radio" value={value} {...register(`${path}.choice`, { onChange: () => setValue(`${path}.value`, '') })} />
            {word}
            <span className="unseen"> {label}</span>
          </label>
        ))}
      </div>
      {choice === 'set' && (
        <>
          {look.as === 'pairs' ? (
            <span id={`${id}-label`}>New {label.toLowerCase()}</span>
          ) : (
            <label htmlFor={id}>
              New value<span className="unseen"> of {label}</span>
            </label>
          )}
          <SecretInput part={part} described={{ id, ...described }} isNeeded names={kept.shown} />
        </>
      )}
      <Notes part={part} />
    </fieldset>
  )
}

function classOf({ as }: Look): string {
  return as === undefined || as === 'file' ? 'field' : 'field wide'
}
