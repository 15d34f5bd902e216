import type { ReactNode } from 'react'
import { Link } from '../link.js'
import type { Place } from '../place.js'
import type { Page } from './queries.js'

/** The way to the pages before and after this one. */
export function Pager({ place, info }: { readonly place: Place; readonly info: Page['pageInfo'] }): ReactNode {
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = info
  if (!hasPreviousPage && !hasNextPage) return null
  return (
    <nav className="pager" aria-label="Pages">
      <Step to={hasPreviousPage && startCursor !== null && { ...place, after: undefined, before: startCursor }}>← Previous</Step>
      <Step to={hasNextPage && endCursor !== null && { ...place, before: undefined, after: endCursor }}>Next →</Step>
    </nav>
  )
}

function Step({ to, children }: { readonly to: Place | false; readonly children: ReactNode }): ReactNode {
  if (to)
    return (
      <Link to={to} className="button">
        {children}
      </Link>
    )
  return (
    <a role="link" aria-disabled="true" className="button">
      {children}
    </a>
  )
}
