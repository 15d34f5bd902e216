import { z } from 'zod'
import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import type { Deps } from '../connections/deps.js'
import { check } from '../lib/check.js'
import { Secret } from '../lib/secret.js'
import type { Worker } from '../store/rows.js'
import type { WorkerWrite } from '../store/writes.js'
import type { MadeWorker } from './create-worker.js'
import { reachWorker, takenName, unknownWorker } from './reach-worker.js'
import { newSigningSecret } from './signature.js'
import { signingSecret, workerFields } from './worker-input.js'

const patchShape = z.object(workerFields).partial()
const names = ['name', 'environment', 'url'] as const

/** Changes what a worker is called, where it is and what it serves; an absent field is kept. What is pending for it goes out at once. */
export async function updateWorker(deps: Deps, actor: Actor, id: string, patch: unknown, expectedRevision: number): Promise<Worker> {
  const { worker: before } = await reachWorker(deps, actor, id, expectedRevision)
  const given = check(patchShape, patch, ['patch'])
  const { name = before.name, environment = before.environment, url = before.url } = given
  const after = { name, environment, url }
  const fields = names.filter((field) => after[field] !== before[field])
  const now = deps.now()
  const worker: Worker = fields.length === 0 ? before : { ...before, ...after, revision: before.revision + 1, updatedAt: now }
  await keep(deps, actor, { worker, sealed: { dataKey: undefined, added: [] } }, expectedRevision, fields, now)
  return worker
}

/** Gives a worker a new signing secret, the caller's or one made here. What is sent from now on is signed with it. */
export async function rotateWorkerSecret(
  deps: Deps,
  actor: Actor,
  id: string,
  given: string | undefined,
  expectedRevision: number,
): Promise<MadeWorker> {
  const { worker: before, sealed } = await reachWorker(deps, actor, id, expectedRevision)
  const secret = new Secret(given === undefined ? newSigningSecret() : check(signingSecret, given, ['secret']))
  const now = deps.now()
  const revision = before.revision + 1
  const { change, versions } = deps.vault.seal(before, { secret }, revision, now, sealed)
  const worker: Worker = { ...before, secretVersions: versions, revision, updatedAt: now }
  await keep(deps, actor, { worker, sealed: change }, expectedRevision, ['secret'], now)
  return { worker, secret: given === undefined ? secret : undefined }
}

/** Takes a worker away; what is pending for it is not delivered any more. */
export async function deleteWorker(deps: Deps, actor: Actor, id: string, expectedRevision: number): Promise<void> {
  const { worker } = await reachWorker(deps, actor, id, expectedRevision)
  const told = { action: 'delete', subject: 'worker', subjectId: id, workspaceId: worker.workspaceId } as const
  const outcome = await deps.store.workers.remove(id, expectedRevision, auditOf(actor, deps.now(), told))
  if (outcome !== 'done') await goneOrStale(deps, actor, id, expectedRevision)
}

async function keep(deps: Deps, actor: Actor, write: WorkerWrite, expected: number, fields: readonly string[], now: number): Promise<void> {
  const { id, workspaceId } = write.worker
  const record = auditOf(actor, now, { action: 'update', subject: 'worker', subjectId: id, workspaceId, fields })
  const outcome = await deps.store.workers.replace(write, expected, record)
  if (outcome === 'conflict') throw takenName('patch', 'name')
  if (outcome !== 'done') await goneOrStale(deps, actor, id, expected)
  deps.courier.wake()
}

/** Someone was faster: reading again says how. */
async function goneOrStale(deps: Deps, actor: Actor, id: string, expected: number): Promise<never> {
  await reachWorker(deps, actor, id, expected)
  throw unknownWorker()
}
