import { getTableColumns } from 'drizzle-orm'
import type { AuditRecord } from '../rows.js'
import type { AuditStore } from '../store.js'
import type { Db } from './open.js'
import { prepareInsert } from './prepared.js'
import { audit as table } from './schema.js'

/** Writes a record, inside the transaction that is under way if there is one. */
export type AuditWriter = (record: AuditRecord) => void

export function auditWriter(db: Db): AuditWriter {
  const insert = prepareInsert(db, table, ['seq'])
  return (record) => void insert(record)
}

export function auditStore(db: Db, write: AuditWriter): AuditStore {
  const { seq, ...columns } = getTableColumns(table)
  const all = db.select(columns).from(table).orderBy(seq).prepare()
  return {
    record: async (record) => write(record),
    list: async () => all.all(),
  }
}
