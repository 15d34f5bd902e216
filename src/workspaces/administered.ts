import type { Actor } from '../access/actor.js'
import { allowAdministration, recordDenial, type AccessDeps } from '../access/allow.js'
import { may } from '../access/roles.js'
import { Problem } from '../lib/problem.js'
import type { Workspace } from '../store/rows.js'

/** A workspace for a caller who administers it. What he may not enter does not exist for him, and the attempt at it leaves a record. */
export async function reachAdministered(deps: AccessDeps, actor: Actor, id: string): Promise<Workspace> {
  const [workspace] = await deps.store.workspaces.byIds([id])
  if (workspace && may(actor, 'enter', id)) {
    await allowAdministration(deps, actor, id, { subject: 'workspace', subjectId: id })
    return workspace
  }
  if (workspace) await recordDenial(deps, actor, 'administer', id, { subject: 'workspace', subjectId: id })
  throw new Problem('notFound', 'There is no such workspace.', [{ path: ['id'], message: 'is unknown' }])
}

/** Refuses when the workspace is not what the caller has read. */
export function refuseStaleWorkspace({ revision }: Workspace, expected: number | undefined): void {
  if (expected === undefined || expected === revision) return
  throw new Problem(
    'stale',
    `The workspace is at revision ${revision}, not at the one you read.`,
    [{ path: ['expectedRevision'], message: 'is not the current revision' }],
    { currentRevision: revision, changedFields: [] },
  )
}
