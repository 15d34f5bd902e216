import { getTableColumns } from 'drizzle-orm'
import type { AuditRecord } from '../rows.js'
import type { AuditStore } from '../store.js'
import type { Db } from './open.js'
import { audit as table } from './schema.js'

/** The database, or the transaction that is under way on it. */
export type Writer = Pick<Db, 'insert' | 'update' | 'delete' | 'select'>
export type AuditWriter = (tx: Writer, record: AuditRecord) => void

/** Writes a record inside the transaction of what it tells. */
export const writeAudit: AuditWriter = (tx, record) => {
  tx.insert(table)
    .values({ ...record })
    .run()
}

export function auditStore(db: Db): AuditStore {
  const { seq, ...columns } = getTableColumns(table)
  const all = db.select(columns).from(table).orderBy(seq).prepare()
  return {
    record: async (record) => writeAudit(db, record),
    list: async () => all.all(),
  }
}
