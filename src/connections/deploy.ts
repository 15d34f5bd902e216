import { newId } from '../lib/id.js'
import type { JsonObject } from '../lib/json.js'
import { Secret } from '../lib/secret.js'
import type { Connection } from '../store/rows.js'
import type { NewDeployment } from '../store/writes.js'
import type { Deps } from './deps.js'
import { foldKey } from './identity.js'
import type { Identity } from './write.js'

/**
 * What a change leaves for every worker of the workspace. What the connection
 * went by before is taken away, whether or not the change itself is for workers.
 */
export async function deploymentsOf(deps: Deps, identity: Identity, whole: JsonObject, before?: Connection): Promise<NewDeployment[]> {
  const vendor = deps.vendors[identity.vendor]
  if (!vendor.deliver) return []
  const isPut = vendor.deliver({ whole: new Secret(whole) }) !== undefined
  const isRenamed = before !== undefined && before.key !== identity.key
  const former = isRenamed ? { key: before.key, keyFold: foldKey(vendor, before.key) } : undefined
  return (await workerIds(deps, identity)).flatMap((workerId): NewDeployment[] => [
    ...(former ? [{ id: newId('dep'), workerId, kind: 'remove', former } as const] : []),
    ...(isPut ? [{ id: newId('dep'), workerId, kind: 'put' } as const] : []),
  ])
}

/** What a deletion leaves for every worker of the workspace, deployed there or not. */
export async function removalsOf(deps: Deps, connection: Connection): Promise<NewDeployment[]> {
  if (!deps.vendors[connection.vendor].deliver) return []
  return (await workerIds(deps, connection)).map((workerId) => ({ id: newId('dep'), workerId, kind: 'remove' }))
}

/** Tells the courier of what a write has left, once it is committed. */
export function handOver({ courier }: Deps, deployments: readonly NewDeployment[]): void {
  if (deployments.length > 0) courier.wake()
}

async function workerIds({ store }: Deps, { workspaceId }: Pick<Connection, 'workspaceId'>): Promise<string[]> {
  const [workers = []] = await store.workers.inWorkspaces([workspaceId])
  return workers.map(({ id }) => id)
}
