import type { Courier } from '../connections/deps.js'
import type { Deployment } from '../store/rows.js'
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
    const environment = workers[index]?.environment
    if (environment === undefined || environments.get(environment)?.success === false) continue
    environments.set(environment, { environment, ...outcomeOf(deployment) })
  }
  return [...environments.values()]
}

function outcomeOf({ state, failure }: Deployment): Omit<Deployed, 'environment'> {
  if (state === 'delivered') return { success: true, message: 'Deployment successful' }
  return { success: false, message: failure === null ? 'Deployment pending' : `Deployment failed (${failure}), to be tried again` }
}
