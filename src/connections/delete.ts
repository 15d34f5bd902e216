import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { Problem } from '../lib/problem.js'
import { handOver, removalsOf } from './deploy.js'
import type { Deps } from './deps.js'
import { reachConnection } from './find.js'
import { refuseStale } from './update.js'

/** Deletes a connection. Its revisions and sealed secrets stay, so that the deletion can be undone. */
export async function deleteConnection(deps: Deps, actor: Actor, id: string, expectedRevision?: number): Promise<void> {
  const connection = await reachConnection(deps, actor, 'edit', id)
  await refuseStale(deps, connection, expectedRevision)
  const record = auditOf(actor, deps.now(), { action: 'delete', subject: 'connection', subjectId: id, workspaceId: connection.workspaceId })
  const deployments = await removalsOf(deps, connection)
  const outcome = await deps.store.connections.remove(id, expectedRevision, record, deployments)
  if (outcome === 'stale') return deleteConnection(deps, actor, id, expectedRevision)
  if (outcome === 'gone') throw new Problem('notFound', 'There is no such connection.', [{ path: ['id'], message: 'is unknown' }])
  handOver(deps, deployments)
}
