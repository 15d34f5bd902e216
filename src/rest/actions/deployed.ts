import { reportOf } from '../../deployments/report.js'
import type { Deployed } from '../../vendors/route.js'
import type { Call } from './action.js'

/** What has become of a write to a connection in each environment; undefined for a vendor that deploys nothing. */
export async function deployedOf({ deps, dialect }: Call, connectionId: string): Promise<readonly Deployed[] | undefined> {
  return deps.vendors[dialect.vendor].deliver ? reportOf(deps, connectionId) : undefined
}
