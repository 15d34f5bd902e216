import type { ReactNode } from 'react'
import { go, here, type Order, type Place } from '../place.js'
import type { Row } from './queries.js'
import { ConnectionRow } from './row.js'

interface Column {
  readonly title: string
  /** What it can be ordered by, and which way at first. */
  readonly order?: Order
}

const columns: readonly Column[] = [
  { title: 'Name', order: { field: 'NAME', direction: 'ASC' } },
  { title: 'Vendor' },
  { title: 'Workspace' },
  { title: 'Type' },
  { title: 'Points at' },
  { title: 'Created', order: { field: 'CREATED_AT', direction: 'DESC' } },
  { title: 'Changed', order: { field: 'UPDATED_AT', direction: 'DESC' } },
]
const byName: Order = { field: 'NAME', direction: 'ASC' }

/** The rows of a page. The roles stand there although they are the elements' own: on a narrow screen a row is no table row for CSS. */
export function Table({ place, rows }: { readonly place: Place; readonly rows: readonly Row[] }): ReactNode {
  const order = place.order ?? byName
  return (
    <table role="table" aria-label="Connections" className="connections">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <Header key={column.title} column={column} order={order} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <ConnectionRow key={row.id} row={row} place={place} />
        ))}
      </tbody>
    </table>
  )
}

function Header({ column: { title, order: own }, order }: { readonly column: Column; readonly order: Order }): ReactNode {
  if (!own)
    return (
      <th role="columnheader" scope="col">
        {title}
      </th>
    )
  const isChosen = own.field === order.field
  const sort = !isChosen ? undefined : order.direction === 'ASC' ? 'ascending' : 'descending'
  const next: Order = isChosen ? { ...own, direction: order.direction === 'ASC' ? 'DESC' : 'ASC' } : own
  return (
    <th role="columnheader" scope="col" aria-sort={sort}>
      <button type="button" onClick={() => go({ ...here(), order: next, after: undefined, before: undefined })}>
        {title}
      </button>
    </th>
  )
}
