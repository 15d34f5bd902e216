import type { ReactNode } from 'react'
import { Link } from '../link.js'
import { unfiltered, type Place } from '../place.js'
import { filtersOf, isFiltered } from './filters.js'
import { useWorkspaceName } from './workspaces.js'

/** Why there is no row: nothing was made yet, nothing matches, or the page lies beyond the end. */
export function Nothing({ place }: { readonly place: Place }): ReactNode {
  const workspace = useWorkspaceName(place.workspace)
  if (isFiltered(place))
    return (
      <div className="state">
        <h2>No connection matches</h2>
        <p>Looked for {filtersOf(place, workspace).join(', ')}.</p>
        <Link to={unfiltered(place)} className="button">
          Clear filters
        </Link>
      </div>
    )
  if (place.after !== undefined || place.before !== undefined)
    return (
      <div className="state">
        <h2>Nothing more on this page</h2>
        <Link to={unfiltered(place)} className="button">
          First page
        </Link>
      </div>
    )
  return (
    <div className="state">
      <h2>No connections yet</h2>
      <p>
        Make the first one here, or with <code>createConnection</code> in <a href="/graphql">GraphiQL</a>. <code>npm start -- --demo</code>{' '}
        fills an empty gateway with examples.
      </p>
      <Link to={{ new: true }} className="button primary">
        New connection
      </Link>
    </div>
  )
}
