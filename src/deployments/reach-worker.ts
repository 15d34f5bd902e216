import type { Actor } from '../access/actor.js'
import { recordDenial, type AccessDeps } from '../access/allow.js'
import { may } from '../access/roles.js'
import { Problem } from '../lib/problem.js'
import type { SealedSecrets, Worker } from '../store/rows.js'

/** A worker at the revision that the caller has read, for one who administers its workspace. What he may not read does not exist for him. */
export async function reachWorker(
  deps: AccessDeps,
  actor: Actor,
  id: string,
  expectedRevision: number,
): Promise<{ worker: Worker; sealed: SealedSecrets }> {
  const opened = await deps.store.workers.open(id)
  if (!opened) throw unknownWorker()
  const { worker } = opened
  if (!may(actor, 'administer', worker.workspaceId)) {
    await recordDenial(deps, actor, 'administer', worker.workspaceId, { subject: 'worker', subjectId: id })
    throw may(actor, 'read', worker.workspaceId) ? new Problem('forbidden', 'Your token may not do this to this worker.') : unknownWorker()
  }
  if (worker.revision !== expectedRevision) throw staleWorker(worker.revision)
  return opened
}

export function unknownWorker(): Problem {
  return new Problem('notFound', 'There is no such worker.', [{ path: ['id'], message: 'is unknown' }])
}

function staleWorker(currentRevision: number): Problem {
  return new Problem(
    'stale',
    `The worker is at revision ${currentRevision}, not at the one you read.`,
    [{ path: ['expectedRevision'], message: 'is not the current revision' }],
    { currentRevision, changedFields: [] },
  )
}

/** The refusal of a name that another worker of the workspace has. */
export function takenName(...path: string[]): Problem {
  return new Problem('conflict', 'The workspace has a worker of this name.', [{ path, message: 'is taken' }])
}
