import { z } from 'zod'
import type { Actor } from '../access/actor.js'
import { allow, recordDenial } from '../access/allow.js'
import { auditOf } from '../access/audit.js'
import { may } from '../access/roles.js'
import type { Deps } from '../connections/deps.js'
import { check } from '../lib/check.js'
import { newId } from '../lib/id.js'
import { invalid, Problem } from '../lib/problem.js'
import { Secret } from '../lib/secret.js'
import type { Worker, Workspace } from '../store/rows.js'
import { takenName } from './reach-worker.js'
import { newSigningSecret } from './signature.js'
import { signingSecret, workerFields } from './worker-input.js'

const newWorker = z.object({ ...workerFields, secret: signingSecret.optional() })

/** A worker, and its signing secret where the gateway has made it: answered now and never again. */
export interface MadeWorker {
  readonly worker: Worker
  readonly secret: Secret<string> | undefined
}

/** Every write goes to every worker. */
const most = 20

/** Makes a worker in a workspace of a vendor that deploys. It gets what is written from now on. */
export async function createWorker(
  deps: Deps,
  actor: Actor,
  { workspaceId, ...input }: { readonly workspaceId: string } & z.input<typeof newWorker>,
): Promise<MadeWorker> {
  const id = newId('wrk')
  const workspace = await reachWorkspace(deps, actor, workspaceId, id)
  if (!deps.vendors[workspace.vendor].deliver) throw invalid(['workspaceId'], 'is a workspace of a vendor that deploys nothing')
  const { secret: given, ...fields } = check(newWorker, input)
  const [others = []] = await deps.store.workers.inWorkspaces([workspaceId])
  if (others.length >= most) throw invalid(['workspaceId'], `has ${most} workers, and may not have more`)

  const now = deps.now()
  const secret = new Secret(given ?? newSigningSecret())
  const { change: sealed, versions } = deps.vault.seal({ id, workspaceId }, { secret }, 1, now)
  const worker: Worker = { id, workspaceId, ...fields, revision: 1, secretVersions: versions, createdAt: now, updatedAt: now }
  const names = ['name', 'environment', 'url', 'secret']
  const record = auditOf(actor, now, { action: 'create', subject: 'worker', subjectId: id, workspaceId, fields: names })
  if ((await deps.store.workers.insert({ worker, sealed }, record)) === 'conflict') throw takenName('name')
  return { worker, secret: given === undefined ? secret : undefined }
}

async function reachWorkspace(deps: Deps, actor: Actor, id: string, workerId: string): Promise<Workspace> {
  const subject = { subject: 'worker', subjectId: workerId } as const
  const [workspace] = await deps.store.workspaces.byIds([id])
  if (!workspace || !may(actor, 'enter', id)) {
    if (workspace) await recordDenial(deps, actor, 'administer', id, subject)
    throw new Problem('workspaceNotFound', 'There is no such workspace.', [{ path: ['workspaceId'], message: 'is no workspace' }])
  }
  await allow(deps, actor, 'administer', workspace, subject)
  return workspace
}
