import type { ReactNode } from 'react'
import { Ago } from '../ago.js'
import { humanised } from '../words.js'
import { membersOf, type Secret } from './shapes.js'

/** That a secret is kept, since when, and what may be told about it. The value itself never comes here. */
export function SecretFact({ secret }: { readonly secret: Secret }): ReactNode {
  const { isSet, changedAt, version, withoutCredentials, ...others } = secret
  if (!isSet) return <span className="none">not set</span>
  return (
    <>
      {typeof withoutCredentials === 'string' && <code>{withoutCredentials}</code>}
      <span className="secret">
        set
        {changedAt !== null && (
          <>
            , changed <Ago at={changedAt} />
          </>
        )}
        {version !== null && `, since revision ${version}`}
      </span>
      {membersOf(others).map(([name, value]) => (
        <div key={name}>
          {humanised(name)}: <code>{Array.isArray(value) ? value.join(', ') : String(value)}</code>
        </div>
      ))}
    </>
  )
}
