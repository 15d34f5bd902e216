import type { ReactNode } from 'react'
import type { Connection } from './connection.js'
import { Section } from './section.js'
import { membersOf, type Fields } from './shapes.js'

/** What only this vendor's connections have. */
export function Settings({ connection }: { readonly connection: Connection }): ReactNode {
  const own = ownOf(connection)
  return membersOf(own).length > 0 && <Section title="Settings" fields={own} level={2} />
}

/** The fields beyond the common ones; those of `settings` stand among them. */
function ownOf(connection: Connection): Fields {
  const { id, vendor, vendorKey, name, type, enabled, revision, createdAt, updatedAt, workspace, endpoints, ...own } = connection
  if (!('settings' in own)) return own
  const { settings, ...rest } = own
  return { ...rest, ...settings }
}
