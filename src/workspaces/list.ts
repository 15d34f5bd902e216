import type { Actor } from '../access/actor.js'
import type { AccessDeps } from '../access/allow.js'
import { enteredWorkspaces } from '../access/roles.js'
import { fold } from '../lib/fold.js'
import { readPage, type Page, type PageRequest } from '../lib/page.js'
import type { Workspace } from '../store/rows.js'

/** One page of the workspaces that the caller may enter, by name. */
export async function listWorkspaces(
  { store }: AccessDeps,
  actor: Actor,
  vendor: string | undefined,
  request: PageRequest,
): Promise<Page<Workspace>> {
  const source = { list: store.workspaces.list, count: store.workspaces.count, valueOf: ({ name }: Workspace) => fold(name) }
  const filter = { visible: enteredWorkspaces(actor), ...(vendor === undefined ? {} : { vendor }) }
  return readPage(source, filter, { field: 'name', direction: 'asc' }, request)
}

/** All workspaces of a vendor that the caller may enter, by name. */
export async function allWorkspaces({ store }: AccessDeps, actor: Actor, vendor: string): Promise<Workspace[]> {
  const filter = { visible: enteredWorkspaces(actor), vendor }
  return store.workspaces.list({ filter, order: { field: 'name', direction: 'asc' }, limit: undefined })
}
