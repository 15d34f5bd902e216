import type { Courier } from '../connections/deps.js'
import type { Deployment, Worker } from '../store/rows.js'
import type { Store } from '../store/store.js'
import type { Deployed } from '../vendors/route.js'

/** What has become of a write in each environment, for its reply. One that has several workers stands there once, with the first that failed. */
export async function reportOf(
  { store, courier }: { readonly store: Store; readonly courier: Courier },
  connectionId: string,
): Promise<readonly Deployed[]> {
  const deployments = await courier.settle(connectionId)
  const workers = await store.workers.byIds(deployments.map(({ workerId }) => workerId))
  const environments = new Map<string, Deployed>()
  for (const [index, deployment] of deployments.entries()) {
    const entry = entryOf(deployment, workers[index])
    if (environments.get(entry.environment)?.success !== false) environments.set(entry.environment, entry)
  }
  return [...environments.values()]
}

function entryOf({ state, failure }: Deployment, worker: Worker | undefined): Deployed {
  const environment = worker?.environment ?? ''
  if (state === 'delivered') return { environment, success: true, message: 'Deployment successful' }
  return {
    environment,
    success: false,
    message: failure === null ? 'Deployment pending' : `Deployment failed (${failure}), to be tried again`,
  }
}
