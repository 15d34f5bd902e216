import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '../access/actor.js'
import { createToken } from '../access/tokens.js'
import { createConnection } from '../connections/create.js'
import type { Deps } from '../connections/deps.js'
import { updateConnection, type Change } from '../connections/update.js'
import { isObject, type JsonObject } from '../lib/json.js'
import { root } from '../lib/root.js'
import type { Connection, Token, Workspace } from '../store/rows.js'
import type { Vendor, VendorId } from '../vendors/vendor.js'
import { createWorkspace } from '../workspaces/create.js'

/** Vendors with examples to show. */
const workspaces: Readonly<Partial<Record<VendorId, { readonly key: string; readonly name: string }>>> = {
  apinizer: { key: 'Acme', name: 'Acme gateway' },
  chartbrew: { key: '7', name: 'Acme charts' },
  credible: { key: 'orchard', name: 'Orchard models' },
  versori: { key: '01HQ7Z3T5E8W2N4K6M9P1R3S5V', name: 'Northwind integrations' },
}

/**
 * A workspace per vendor with connections of every type, some of them changed by
 * several tokens. A workspace that is there is left alone, so a second time adds
 * nothing. Answers how many connections were made.
 */
export async function addDemo(deps: Deps, operator: Token): Promise<number> {
  const owner = actor(operator)
  const editors: Actor[] = []
  let made = 0
  for (const vendor of Object.values(deps.vendors)) {
    const shown = workspaces[vendor.id]
    if (!shown || (await deps.store.workspaces.byKey(vendor.id, shown.key))) continue
    if (editors.length === 0) editors.push(...(await makeEditors(deps, owner)))
    const workspace = await createWorkspace(deps, owner, vendor, shown)
    const connections = await makeConnections(deps, owner, workspace)
    for (const connection of connections.slice(0, 3)) await changeOften(deps, editors, vendor, connection)
    made += connections.length
  }
  return made
}

function actor(token: Token): Actor {
  return { token, via: { edge: 'cli', requestId: 'demo', address: 'local' } }
}

async function makeEditors(deps: Deps, owner: Actor): Promise<Actor[]> {
  const editors: Actor[] = []
  for (const name of ['Ada (demo)', 'Lin (demo)']) {
    const { token } = await createToken(deps, owner, { name, expiresAt: null, grants: [{ workspaceId: null, roles: ['EDITOR'] }] })
    editors.push(actor(token))
  }
  return editors
}

/** The examples of a vendor, as its own clients would send them. */
async function makeConnections(deps: Deps, owner: Actor, workspace: Workspace): Promise<Connection[]> {
  const file = join(root, `examples/connections/${workspace.vendor}.json`)
  const examples = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, JsonObject>)
  const connections: Connection[] = []
  for (const example of examples) connections.push((await createConnection(deps, owner, workspace, example)).connection)
  return connections
}

/** What people do to a connection over time, by one token after the other: a name that says more, or a password that moves on. */
async function changeOften(deps: Deps, editors: readonly Actor[], vendor: Vendor, { id, name }: Connection): Promise<void> {
  for (const [index, editor] of editors.entries()) {
    const change: Change = ({ whole }) =>
      vendor.keys === 'name' ? withNewPasswords(whole.open(), index) : { ...whole.open(), name: `${name} v${index + 2}` }
    await updateConnection(deps, editor, id, change, { vendor: vendor.id })
  }
}

/** The wire form with other passwords, at any depth; other members stay. */
function withNewPasswords(wire: unknown, count: number): unknown {
  if (Array.isArray(wire)) return wire.map((item: unknown) => withNewPasswords(item, count))
  if (!isObject(wire)) return wire
  return Object.fromEntries(
    Object.entries(wire).map(([name, value]) => {
      const isPassword = /password$/i.test(name) && typeof value === 'string'
      return [name, isPassword ? `${value}-${count}` : withNewPasswords(value, count)]
    }),
  )
}
