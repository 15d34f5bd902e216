import { deleteWorker, rotateWorkerSecret, updateWorker } from '../../deployments/change-worker.js'
import { createWorker } from '../../deployments/create-worker.js'
import { listDeployments } from '../../deployments/list.js'
import { may } from '../../access/roles.js'
import type { MutationResolvers } from '../../generated/schema.js'
import type { PageRequest } from '../../lib/page.js'
import type { Connection, Deployment, Worker, Workspace } from '../../store/rows.js'
import type { GraphContext } from '../context.js'
import type { Selected } from '../limits/selected.js'
import { secretFacts } from '../present.js'
import { sameWords, withUserErrors } from '../user-errors.js'
import { pageResolvers } from './pages.js'
import { readable } from './query.js'

type WorkerMutations = Pick<MutationResolvers, 'createWorker' | 'updateWorker' | 'rotateWorkerSecret' | 'deleteWorker'>

export const workerMutations: WorkerMutations = {
  createWorker: (_, { input: { secret: given, ...input } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => {
      const { worker, secret } = await createWorker(deps, actor, { ...input, secret: given ?? undefined })
      return { worker, secret: secret?.open() ?? null }
    }),

  updateWorker: (_, { input: { id, patch, expectedRevision } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => ({ worker: await updateWorker(deps, actor, id, patch, expectedRevision) })),

  rotateWorkerSecret: (_, { input: { id, secret: given, expectedRevision } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => {
      const { worker, secret } = await rotateWorkerSecret(deps, actor, id, given ?? undefined, expectedRevision)
      return { worker, secret: secret?.open() ?? null }
    }),

  deleteWorker: (_, { input: { id, expectedRevision } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => {
      await deleteWorker(deps, actor, id, expectedRevision)
      return { deletedWorkerId: id }
    }),
}

/** One page of what is to be delivered, and was, of a connection or to a worker. */
export const deploymentsOf =
  (owner: 'connectionId' | 'workerId') =>
  ({ id }: Connection | Worker, page: PageRequest, { deps }: GraphContext) =>
    listDeployments(deps, { [owner]: id }, page)

export const workersOf = async (
  { id }: Workspace,
  _: unknown,
  { actor, loaders, budget }: GraphContext,
  selected: Selected,
): Promise<readonly Worker[]> => (may(actor, 'read', id) ? budget.items(await loaders.workersIn.load(id), selected) : [])

const workerFields = {
  workspace: ({ workspaceId }: Worker, _: unknown, { loaders }: GraphContext) => loaders.workspaces.load(workspaceId),
  secret: (worker: Worker, _: unknown, context: GraphContext) => secretFacts(worker, 'secret', context),
  deployments: deploymentsOf('workerId'),
}

const deploymentFields = {
  worker: async ({ workerId }: Deployment, _: unknown, { actor, loaders }: GraphContext) =>
    readable(actor, await loaders.workers.load(workerId)),
  connection: ({ connectionId }: Deployment, _: unknown, { loaders }: GraphContext) => loaders.connections.load(connectionId),
}

interface WritePayload {
  readonly connection?: Connection | null
  readonly deletedConnectionId?: string | null
}

/** What a write has come to at the workers: whoever asks, waits for it. */
const deployedFields = {
  deployments: ({ connection, deletedConnectionId }: WritePayload, _: unknown, { deps }: GraphContext) => {
    const id = connection?.id ?? deletedConnectionId
    return id == null ? null : deps.courier.settle(id)
  },
}

/** Resolvers of the types that workers and deployments bring. */
export const workerTypes = {
  Worker: workerFields,
  Deployment: deploymentFields,
  DeploymentKind: { PUT: 'put', REMOVE: 'remove' },
  DeploymentState: { PENDING: 'pending', DELIVERED: 'delivered', SUPERSEDED: 'superseded', EXPIRED: 'expired' },
  DeploymentConnection: pageResolvers,
  CreateConnectionPayload: deployedFields,
  UpdateConnectionPayload: deployedFields,
  DuplicateConnectionPayload: deployedFields,
  DeleteConnectionPayload: deployedFields,
}
