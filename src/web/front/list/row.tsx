import type { ReactNode } from 'react'
import { Ago } from '../ago.js'
import { textOfEndpoint } from '../endpoint.js'
import { Link } from '../link.js'
import type { Place } from '../place.js'
import { VendorName } from '../vendor-name.js'
import type { Row } from './queries.js'

/** One connection; its name is the link, and the whole row follows it. */
export function ConnectionRow({ row, place }: { readonly row: Row; readonly place: Place }): ReactNode {
  const { id, name, vendor, workspace, type, enabled, createdAt, updatedAt, endpoints } = row
  return (
    <tr role="row">
      <td role="cell" className="name">
        <Link id={rowId(id)} to={{ ...place, connection: id }} title={name}>
          {name}
        </Link>
        {!enabled && <span className="off">off</span>}
      </td>
      <td role="cell" className="vendor">
        <VendorName vendor={vendor} />
      </td>
      <td role="cell" className="workspace" title={workspace.key}>
        {workspace.name}
      </td>
      <td role="cell" className="type">
        {type}
      </td>
      <td role="cell" className="endpoint" title={endpoints.map(textOfEndpoint).join('\n')}>
        <Endpoints endpoints={endpoints} />
      </td>
      <td role="cell" className="created">
        <Ago at={createdAt} />
      </td>
      <td role="cell" className="changed">
        <Ago at={updatedAt} />
      </td>
    </tr>
  )
}

/** The element of a row that can be focused. */
export function rowId(connection: string): string {
  return `row-${connection}`
}

function Endpoints({ endpoints: [first, ...others] }: { readonly endpoints: Row['endpoints'] }): ReactNode {
  if (!first) return <span className="none">nowhere</span>
  return (
    <>
      <span>{textOfEndpoint(first)}</span>
      {others.length > 0 && <small> +{others.length}</small>}
    </>
  )
}
