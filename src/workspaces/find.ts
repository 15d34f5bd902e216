import type { Actor } from '../access/actor.js'
import { allow, type AccessDeps, type Subject } from '../access/allow.js'
import { may, type Action } from '../access/roles.js'
import { isBeyondNames } from '../lib/name.js'
import { Problem } from '../lib/problem.js'
import type { Workspace } from '../store/rows.js'

/** A workspace that the caller may enter. */
export async function findWorkspace({ store }: AccessDeps, actor: Actor, id: string): Promise<Workspace | undefined> {
  const [workspace] = await store.workspaces.byIds([id])
  return workspace && may(actor, 'enter', workspace.id) ? workspace : undefined
}

/** A workspace by the vendor's own key, whoever asks. What is longer than any key is not looked for. */
export async function workspaceByKey(
  { store }: Pick<AccessDeps, 'store'>,
  vendor: Workspace['vendor'],
  key: string,
): Promise<Workspace | undefined> {
  return isBeyondNames(key) ? undefined : store.workspaces.byKey(vendor, key)
}

/**
 * A workspace by the vendor's own key, for a caller who may do this there; `subjectIn` finds what a denied attempt was about.
 * Throws `workspaceNotFound` or `forbidden`.
 */
export async function reachWorkspace(
  deps: AccessDeps,
  actor: Actor,
  action: Action,
  { vendor, key }: Pick<Workspace, 'vendor' | 'key'>,
  subjectIn?: (workspace: Workspace) => Promise<Subject | undefined>,
): Promise<Workspace> {
  const workspace = await workspaceByKey(deps, vendor, key)
  if (!workspace) throw workspaceGone()
  await allow(deps, actor, action, workspace, may(actor, action, workspace.id) ? undefined : await subjectIn?.(workspace))
  return workspace
}

/** The refusal of a workspace that there is not, or not any more. */
export function workspaceGone(): Problem {
  return new Problem('workspaceNotFound', 'There is no such workspace.')
}
