import type { ReactNode } from 'react'
import { Link } from './link.js'

/** Says why the gateway refused, or that it does not answer, with a way to ask again. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }): ReactNode {
  return (
    <div role="alert" className="state">
      <h2>This could not be read</h2>
      <p>{error.message}</p>
      <p>
        <button type="button" onClick={onRetry}>
          Try again
        </button>{' '}
        <Link to={{}}>All connections</Link>
      </p>
    </div>
  )
}
