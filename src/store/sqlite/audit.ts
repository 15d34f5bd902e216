import { and, count, eq, getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { ListQuery } from '../../lib/page.js'
import type { AuditFilter } from '../filters.js'
import type { AuditEvent, AuditRecord } from '../rows.js'
import type { AuditStore } from '../store.js'
import type { AuditChain } from './audit-chain.js'
import { idList, inList, inOrder, keyset, keysetValues, statementKey } from './keyset.js'
import type { Db } from './open.js'
import { audit as table, dataKeys } from './schema.js'
import { statements } from './statements.js'

/** Writes a record, inside the transaction that is under way. */
export type AuditWriter = (record: AuditRecord) => void

export function auditStore(db: Db, { begin, append }: AuditChain): AuditStore {
  const byIds = db.select().from(table).where(inList(table.id, 'ids')).prepare()
  const { ownerId, ...keyColumns } = getTableColumns(dataKeys)
  const key = db
    .select(keyColumns)
    .from(dataKeys)
    .where(eq(ownerId, sql.placeholder('ownerId')))
    .prepare()
  const page = statements((query: ListQuery<AuditFilter, 'at' | 'seq'>) => {
    const { where, orderBy } = keyset(table[query.order.field], table.id, query)
    return db
      .select()
      .from(table)
      .where(and(matches(query.filter, query.order.field), where))
      .orderBy(...orderBy)
      .limit(sql.placeholder('limit'))
      .prepare()
  })
  const total = statements((filter: AuditFilter) => db.select({ n: count() }).from(table).where(matches(filter)).prepare())

  return {
    begin,
    key: async (owner) => key.get({ ownerId: owner }),
    record: async (record) => db.transaction(() => append(record), { behavior: 'immediate' }),
    byIds: async (ids) => inOrder<AuditEvent>(ids, byIds.all({ ids: idList(ids) })),
    list: async (query) => {
      const rows = page(statementKey(query.filter, query), query).all({ ...values(query.filter), ...keysetValues(query) })
      return query.fromEnd ? rows.reverse() : rows
    },
    count: async (filter) => total(statementKey(filter), filter).get(values(filter))?.n ?? 0,
  }
}

/**
 * What leads to few records first: in the order of time the index of the first that is asked for is used, and of the others none. In
 * the order of commits none is, so that page after page the table is read once and never sorted.
 */
const exact = ['subjectId', 'tokenId', 'workspaceId', 'action', 'subject'] as const

function matches(filter: AuditFilter, order: 'at' | 'seq' = 'at'): SQL | undefined {
  const isByTime = order === 'at'
  const asked = exact.filter((name) => filter[name] !== undefined)
  const at = isByTime ? sql`${table.at}` : sql`+${table.at}`
  const isEqual = asked.map((name, index) => sql`${isByTime && index === 0 ? sql`` : sql`+`}${table[name]} = ${sql.placeholder(name)}`)
  return and(
    ...isEqual,
    filter.visible && (isByTime && asked.length === 0 ? inList(table.workspaceId, 'visible') : unindexed(table.workspaceId, 'visible')),
    filter.since === undefined ? undefined : sql`${at} >= ${sql.placeholder('since')}`,
    filter.until === undefined ? undefined : sql`${at} < ${sql.placeholder('until')}`,
  )
}

function unindexed(column: SQLiteColumn, name: string): SQL {
  return sql`+${inList(column, name)}`
}

function values({ visible, ...filter }: AuditFilter): Record<string, unknown> {
  return { ...filter, visible: JSON.stringify(visible) }
}
