import type { AuditRecord } from '../../src/store/rows.js'
import type { Store } from '../../src/store/store.js'

/** Every audit record as it was given to the store, in the order in which they were written. */
export async function recordsIn({ audit }: Store): Promise<AuditRecord[]> {
  const events = await audit.list({ filter: { visible: undefined }, order: { field: 'at', direction: 'asc' }, limit: undefined })
  return events.toSorted((one, other) => one.seq - other.seq).map(({ seq, hash, ...record }) => record)
}
