import { and, asc, count, eq, gt, sql } from 'drizzle-orm'
import type { SecretStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import type { Db } from './open.js'
import { prepareInsert } from './prepared.js'
import { dataKeys as table, keyCanaries } from './schema.js'

type DataKeyStore = Pick<SecretStore, 'dataKeyCounts' | 'wrappedBy' | 'rewrap' | 'removeCanary'>

/** Data keys by the master keys that wrap them. */
export function dataKeyStore(db: Db, audit: AuditWriter): DataKeyStore {
  const transaction = <R>(body: () => R): R => db.transaction(body, { behavior: 'immediate' })
  const row = sql<number>`${table}.rowid`
  const wrappedBy = db
    .select({ row, ownerId: table.ownerId, id: table.id, wrapped: table.wrapped, workspaceId: workspaceOfOwner })
    .from(table)
    .where(and(eq(table.masterKeyId, sql.placeholder('masterKeyId')), gt(row, sql.placeholder('afterRow'))))
    .orderBy(asc(row))
    .limit(sql.placeholder('limit'))
    .prepare()
  const placeholder = { masterKeyId: sql`${sql.placeholder('to')}`, wrapped: sql`${sql.placeholder('wrapped')}` }
  const isAsRead = and(
    eq(table.ownerId, sql.placeholder('ownerId')),
    eq(table.id, sql.placeholder('id')),
    eq(table.masterKeyId, sql.placeholder('from')),
  )
  const rewrapOne = db.update(table).set(placeholder).where(isAsRead).prepare()
  const insertCanary = prepareInsert(db, keyCanaries)
  const removeCanary = db
    .delete(keyCanaries)
    .where(eq(keyCanaries.masterKeyId, sql.placeholder('masterKeyId')))
    .prepare()
  const anyWrapped = db
    .select({ id: table.id })
    .from(table)
    .where(eq(table.masterKeyId, sql.placeholder('masterKeyId')))
    .limit(1)
    .prepare()

  return {
    dataKeyCounts: async () =>
      new Map(
        db
          .select({ id: table.masterKeyId, n: count() })
          .from(table)
          .groupBy(table.masterKeyId)
          .all()
          .map(({ id, n }) => [id, n]),
      ),

    wrappedBy: async (masterKeyId, afterRow, limit) =>
      wrappedBy
        .all({ masterKeyId, afterRow, limit })
        .map(({ id, wrapped, ...kept }) => ({ ...kept, dataKey: { id, masterKeyId, wrapped } })),

    rewrap: async ({ dataKeys, canaries }, record) =>
      transaction(() => {
        for (const canary of canaries) insertCanary(canary)
        audit(record)
        return dataKeys.reduce((sum, { before: { ownerId, dataKey }, after }) => {
          const { id, masterKeyId: from } = dataKey
          return sum + rewrapOne.run({ ownerId, id, from, to: after.masterKeyId, wrapped: after.wrapped }).changes
        }, 0)
      }),

    removeCanary: async (masterKeyId, record) =>
      transaction(() => {
        if (anyWrapped.get({ masterKeyId })) return 'inUse'
        removeCanary.run({ masterKeyId })
        audit(record)
        return 'done'
      }),
  }
}

/** The audit chain is of no workspace; a deleted connection or part is known by its revisions. In words of SQL: Drizzle leaves out the names of tables, and there are several. */
const workspaceOfOwner = sql<string | null>`coalesce(
  (select workspace_id from connections where id = data_keys.owner_id),
  (select workspace_id from parts where id = data_keys.owner_id),
  (select workspace_id from workers where id = data_keys.owner_id),
  (select workspace_id from revisions where revisions.owner_id = data_keys.owner_id limit 1),
  case data_keys.owner_id when 'audit' then '' end
)`
