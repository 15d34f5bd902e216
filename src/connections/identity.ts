import { fold } from '../lib/fold.js'
import { invalid, Problem } from '../lib/problem.js'
import type { Connection } from '../store/rows.js'
import type { Vendor } from '../vendors/vendor.js'
import type { Deps } from './deps.js'

/** A key as it is compared. */
export function foldKey({ ignoresKeyCase }: Pick<Vendor, 'ignoresKeyCase'>, key: string): string {
  return ignoresKeyCase ? fold(key) : key
}

/** Refuses a changed type and a taken name before any field is looked at, for vendors that tell so. The store has the last word. */
export async function refuseIdentity(deps: Deps, vendor: Vendor, workspaceId: string, whole: unknown, before?: Connection): Promise<void> {
  const { key, type } = vendor.identify?.(whole) ?? {}
  if (before && type !== undefined && type !== before.type) throw invalid(['type'], 'cannot be changed')
  if (key === undefined) return
  const holder = await deps.store.connections.byKey(workspaceId, foldKey(vendor, key))
  if (holder && holder.id !== before?.id) throw taken()
}

/** The refusal of a name that another connection has. */
export function taken(): Problem {
  return new Problem('conflict', 'The workspace has a connection of this name.', [{ path: ['name'], message: 'is taken' }])
}
