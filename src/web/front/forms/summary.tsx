import type { ReactNode } from 'react'
import { goTo } from './fields/asked.js'
import type { Refusal } from './refusals.js'

/** What kept a form from being taken, each reason with the way to its field. */
export function Summary({ refusals }: { readonly refusals: readonly Refusal[] }): ReactNode {
  return (
    <div role="alert" tabIndex={-1} className="summary" id="summary">
      {refusals.length > 0 && (
        <>
          <h2>{refusals.length === 1 ? 'One thing is in the way' : `${refusals.length} things are in the way`}</h2>
          <ul>
            {refusals.map(({ path, message }, index) => (
              <li key={index}>
                {path === '' ? (
                  message
                ) : (
                  <button type="button" className="link" onClick={() => goTo(path)}>
                    {message}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
