import type { Actor } from '../access/actor.js'
import type { Deps } from '../connections/deps.js'
import type { AuditFilter } from '../store/filters.js'
import type { AuditEvent, Token } from '../store/rows.js'

/** No request can have this id: those that callers give are longer. */
const via = { edge: 'cli', requestId: 'demo', address: 'local' } as const

/** A token as the demo uses it. */
export function actor(token: Token): Actor {
  return { token, via }
}

/** What the demo has done so far, the first thing first: its audit records tell, whatever became of it since. */
export async function ownRecords({ store }: Deps, filter: Omit<AuditFilter, 'visible'>): Promise<AuditEvent[]> {
  const order = { field: 'at', direction: 'asc' } as const
  const records = await store.audit.list({ filter: { visible: undefined, ...filter }, order, limit: undefined })
  return records.filter(({ edge, requestId }) => edge === via.edge && requestId === via.requestId).sort((a, b) => a.seq - b.seq)
}

/** Whether the demo made it. */
export async function isOwn(deps: Deps, subjectId: string): Promise<boolean> {
  return (await ownRecords(deps, { subjectId, action: 'create' })).length > 0
}
