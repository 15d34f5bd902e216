import { fold } from '../lib/fold.js'
import { isBeyondNames } from '../lib/name.js'
import { invalid, Problem } from '../lib/problem.js'
import type { Connection, Workspace } from '../store/rows.js'
import type { Vendor } from '../vendors/vendor.js'
import type { Deps } from './deps.js'

/** A key as it is compared. */
export function foldKey({ ignoresKeyCase }: Pick<Vendor, 'ignoresKeyCase'>, key: string): string {
  return ignoresKeyCase ? fold(key) : key
}

/** The connection of a workspace that goes by a key. What is longer than any key is not looked for. */
export async function connectionByKey(
  { store, vendors }: Pick<Deps, 'store' | 'vendors'>,
  workspace: Pick<Workspace, 'id' | 'vendor'>,
  key: string,
): Promise<Connection | undefined> {
  return isBeyondNames(key) ? undefined : store.connections.byKey(workspace.id, foldKey(vendors[workspace.vendor], key))
}

/** Refuses a changed type and a taken name before any field is looked at, for vendors that tell so. The store has the last word. */
export async function refuseIdentity(deps: Deps, vendor: Vendor, workspaceId: string, whole: unknown, before?: Connection): Promise<void> {
  const { key, type } = vendor.identify?.(whole) ?? {}
  if (before && type !== undefined && type !== before.type) throw invalid(['type'], 'cannot be changed')
  if (key === undefined) return
  const holder = await connectionByKey(deps, { id: workspaceId, vendor: vendor.id }, key)
  if (holder && holder.id !== before?.id) throw taken()
}

/** The refusal of a name that another connection has. */
export function taken(): Problem {
  return new Problem('conflict', 'The workspace has a connection of this name.', [{ path: ['name'], message: 'is taken' }])
}
