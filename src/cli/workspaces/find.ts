import type { Vendor, WorkspaceFieldsFragment } from '../../generated/cli/graphql.js'
import { refused } from '../failure.js'
import type { Gateway } from '../gateway.js'
import type { Outside } from '../outside.js'
import { readPages } from '../pages.js'
import { pathText, type WorkspaceName } from '../values.js'
import { listDocument } from './documents.js'

/** Every workspace that the token may see, of one vendor or of all. */
export async function readWorkspaces(
  gateway: Gateway,
  outside: Outside,
  vendor: Vendor | undefined,
): Promise<readonly WorkspaceFieldsFragment[]> {
  const filter = vendor === undefined ? {} : { vendor }
  const { items } = await readPages(
    outside,
    Infinity,
    async (bounds) => (await gateway.ask(listDocument, { ...bounds, filter })).workspaces,
  )
  return items
}

/** Id of a workspace by its vendor's words. Throws Failure at `--workspace` when the token sees no such workspace. */
export async function workspaceId(gateway: Gateway, outside: Outside, { vendor, key }: WorkspaceName): Promise<string> {
  const found = (await readWorkspaces(gateway, outside, vendor)).find((workspace) => workspace.key === key)
  if (found) return found.id
  const message = `There is no workspace ${pathText(vendor, key)} that this token may see.`
  throw refused(`--workspace: ${message}`, [{ code: 'NOT_FOUND', message, at: '--workspace' }])
}
