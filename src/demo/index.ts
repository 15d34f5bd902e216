import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '../access/actor.js'
import { createConnection } from '../connections/create.js'
import type { Deps } from '../connections/deps.js'
import { updateConnection, type Change } from '../connections/update.js'
import { isObject, type JsonObject } from '../lib/json.js'
import { root } from '../lib/root.js'
import type { Token, Workspace } from '../store/rows.js'
import type { Vendor, VendorId } from '../vendors/vendor.js'
import { createWorkspace } from '../workspaces/create.js'
import { editorsOf } from './editors.js'
import { actor, isOwn, ownRecords } from './own.js'

/** Vendors with examples to show. Nothing that README tells to make has one of these keys. */
const workspaces: Readonly<Partial<Record<VendorId, { readonly key: string; readonly name: string }>>> = {
  apinizer: { key: 'Acme', name: 'Acme gateway' },
  chartbrew: { key: '70', name: 'Acme charts' },
  credible: { key: 'orchard_demo', name: 'Orchard models' },
  versori: { key: '01HQ7Z3T5E8W2N4K6M9P1R3D3M', name: 'Northwind integrations' },
}

/** What there is of the demo. */
export interface Demo {
  readonly workspaces: number
  /** In these workspaces now. */
  readonly connections: number
  /** Of them, by this call. */
  readonly connectionsMade: number
  /** What has the key of one of its workspaces and was made by somebody else. */
  readonly others: readonly Workspace[]
}

/**
 * A workspace per vendor with connections of every type, some of them changed by
 * several tokens. It goes on where it was interrupted, so that a second time adds
 * nothing; a workspace that somebody else made is left alone.
 */
export async function addDemo(deps: Deps, operator: Token): Promise<Demo> {
  const owner = actor(operator)
  const others: Workspace[] = []
  const own: Workspace[] = []
  let connectionsMade = 0
  for (const vendor of Object.values(deps.vendors)) {
    const shown = workspaces[vendor.id]
    if (!shown) continue
    const found = await deps.store.workspaces.byKey(vendor.id, shown.key)
    if (found && !(await isOwn(deps, found.id))) {
      others.push(found)
      continue
    }
    const workspace = found ?? (await createWorkspace(deps, owner, vendor, shown))
    connectionsMade += await fill(deps, owner, vendor, workspace)
    own.push(workspace)
  }
  const counts = await Promise.all(own.map(({ id }) => deps.store.connections.count({ visible: undefined, workspaceId: id })))
  return { workspaces: own.length, connections: counts.reduce((sum, count) => sum + count, 0), connectionsMade, others }
}

/** The examples of a vendor, as its own clients would send them; those after the ones that were made before. Answers how many. */
async function fill(deps: Deps, owner: Actor, vendor: Vendor, workspace: Workspace): Promise<number> {
  const file = join(root, `examples/connections/${vendor.id}.json`)
  const examples = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, JsonObject & { readonly name: string }>)
  const before = await ownRecords(deps, { workspaceId: workspace.id, action: 'create', subject: 'connection' })
  const ids = before.map(({ subjectId }) => subjectId ?? '')
  for (const example of examples.slice(ids.length)) ids.push((await createConnection(deps, owner, workspace, example)).connection.id)
  for (const [index, id] of ids.slice(0, 3).entries()) await changeOften(deps, owner, vendor, id, examples[index]?.name ?? '')
  return ids.length - before.length
}

/** What people do to a connection over time, by one token after the other: a name that says more, or a password that moves on. */
async function changeOften(deps: Deps, owner: Actor, vendor: Vendor, id: string, name: string): Promise<void> {
  const before = await ownRecords(deps, { subjectId: id, action: 'update' })
  const [connection] = await deps.store.connections.byIds([id])
  if (!connection || before.length > 1) return
  for (const [index, editor] of (await editorsOf(deps, owner)).entries()) {
    if (index < before.length) continue
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
