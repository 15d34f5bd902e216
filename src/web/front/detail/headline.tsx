import type { ReactNode } from 'react'
import { Ago } from '../ago.js'
import { textOfEndpoint } from '../endpoint.js'
import { Heading } from '../heading.js'
import { Link } from '../link.js'
import { usePlace } from '../place.js'
import { VendorName } from '../vendor-name.js'
import { humanised } from '../words.js'
import type { Connection } from './connection.js'
import { Delete } from './delete.js'

/** What every connection has, whichever vendor it is of, and what can be done to it. */
export function Headline({ connection }: { readonly connection: Connection }): ReactNode {
  const place = usePlace()
  const { id, name, vendor, vendorKey, type, workspace, enabled, revision, createdAt, updatedAt, endpoints } = connection
  return (
    <>
      <div className="bar">
        <Heading title={name} />
        {!enabled && <span className="off">off</span>}
        <div className="actions">
          <Link to={{ ...place, edit: true }} className="button">
            Edit
          </Link>
          <Delete connection={connection} />
        </div>
      </div>
      <dl className="facts common">
        <Fact label="Vendor">
          <VendorName vendor={vendor} />
        </Fact>
        <Fact label="Type">
          <code>{type}</code>
        </Fact>
        <Fact label="Workspace">
          {workspace.name} <small>{workspace.key}</small>
        </Fact>
        <Fact label="Points at">
          {endpoints.length === 0 && <span className="none">nowhere</span>}
          {endpoints.map((endpoint, index) => (
            <div key={index}>
              <code>{textOfEndpoint(endpoint)}</code> <small>{humanised(endpoint.kind)}</small>
            </div>
          ))}
        </Fact>
        <Fact label="Changed">
          <Ago at={updatedAt} /> <small>revision {revision}</small>
        </Fact>
        <Fact label="Created">
          <Ago at={createdAt} />
        </Fact>
        <Fact label="Key">
          <code>{vendorKey}</code>
        </Fact>
        <Fact label="ID">
          <code>{id}</code>
        </Fact>
      </dl>
    </>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
