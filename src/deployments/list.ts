import type { AccessDeps } from '../access/allow.js'
import { readPage, type Page, type PageRequest } from '../lib/page.js'
import type { Deployment } from '../store/rows.js'
import type { DeploymentFilter } from '../store/filters.js'

/** One page of the deployments of a connection or a worker that the caller has reached, the newest first. */
export async function listDeployments(
  { store }: Pick<AccessDeps, 'store'>,
  filter: DeploymentFilter,
  request: PageRequest,
): Promise<Page<Deployment>> {
  const source = { list: store.deployments.list, count: store.deployments.count, valueOf: ({ seq }: Deployment) => seq }
  return readPage(source, filter, { field: 'seq', direction: 'desc' }, request)
}
