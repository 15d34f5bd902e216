import type { Actor } from '../access/actor.js'
import { allow, type AccessDeps, type Subject } from '../access/allow.js'
import { may, type Action } from '../access/roles.js'
import { Problem } from '../lib/problem.js'
import type { Workspace } from '../store/rows.js'

/** A workspace that the caller may enter. */
export async function findWorkspace({ store }: AccessDeps, actor: Actor, id: string): Promise<Workspace | undefined> {
  const [workspace] = await store.workspaces.byIds([id])
  return workspace && may(actor, 'enter', workspace.id) ? workspace : undefined
}

/** A workspace by the vendor's own key, for a caller who may do this there. Throws `workspaceNotFound` or `forbidden`. */
export async function reachWorkspace(
  deps: AccessDeps,
  actor: Actor,
  action: Action,
  { vendor, key }: Pick<Workspace, 'vendor' | 'key'>,
  subject?: Subject,
): Promise<Workspace> {
  const workspace = await deps.store.workspaces.byKey(vendor, key)
  if (!workspace) throw new Problem('workspaceNotFound', 'There is no such workspace.')
  await allow(deps, actor, action, workspace, subject)
  return workspace
}
