import type { Actor } from '../access/actor.js'
import type { AccessDeps } from '../access/allow.js'
import { auditOf } from '../access/audit.js'
import { Problem } from '../lib/problem.js'
import type { AuditRecord, Workspace } from '../store/rows.js'
import { reachAdministered, refuseStaleWorkspace } from './administered.js'

/** Deletes a workspace with its connections, shared parts and workers; each connection leaves a record and a last revision. */
export async function deleteWorkspace(deps: AccessDeps, actor: Actor, id: string, expectedRevision?: number): Promise<Workspace> {
  const workspace = await reachAdministered(deps, actor, id)
  refuseStaleWorkspace(workspace, expectedRevision)
  const now = deps.now()
  const recordOf = (subject: 'workspace' | 'connection', subjectId: string): AuditRecord =>
    auditOf(actor, now, { action: 'delete', subject, subjectId, workspaceId: id })
  const query = {
    filter: { visible: undefined, workspaceId: id },
    order: { field: 'createdAt', direction: 'asc' },
    limit: undefined,
  } as const
  const connections = await deps.store.connections.list(query)
  const inside = new Map(connections.map((connection) => [connection.id, recordOf('connection', connection.id)]))
  const outcome = await deps.store.workspaces.remove(id, workspace.revision, recordOf('workspace', id), inside)
  if (outcome === 'stale') return deleteWorkspace(deps, actor, id, expectedRevision)
  if (outcome === 'gone') throw new Problem('notFound', 'There is no such workspace.', [{ path: ['id'], message: 'is unknown' }])
  return workspace
}
