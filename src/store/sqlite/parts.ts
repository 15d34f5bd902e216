import { and, asc, count, eq, getTableColumns, sql } from 'drizzle-orm'
import type { ListQuery } from '../../lib/page.js'
import type { Part } from '../rows.js'
import type { PartFilter } from '../filters.js'
import type { PartStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { idList, inList, inOrder, keyset, keysetValues, statementKey } from './keyset.js'
import type { Db } from './open.js'
import { partWrites } from './part-writes.js'
import { connectionUses, parts as table } from './schema.js'
import { readSealed } from './secrets.js'
import { statements } from './statements.js'

export function partStore(db: Db, audit: AuditWriter): PartStore {
  const byIds = db.select().from(table).where(inList(table.id, 'ids')).prepare()
  const byId = db
    .select()
    .from(table)
    .where(eq(table.id, sql.placeholder('id')))
    .prepare()
  const usedBy = db
    .selectDistinct(getTableColumns(table))
    .from(table)
    .innerJoin(connectionUses, eq(connectionUses.partId, table.id))
    .where(inList(connectionUses.connectionId, 'ids'))
    .prepare()
  const uses = db
    .select()
    .from(connectionUses)
    .where(inList(connectionUses.partId, 'ids'))
    .orderBy(asc(connectionUses.partId), asc(connectionUses.connectionId))
    .prepare()
  const matches = and(eq(table.workspaceId, sql.placeholder('workspaceId')), eq(table.kind, sql.placeholder('kind')))
  const page = statements((query: ListQuery<PartFilter, 'updatedAt'>) => {
    const { where, orderBy } = keyset(table.updatedAt, table.id, query)
    return db
      .select()
      .from(table)
      .where(and(matches, where))
      .orderBy(...orderBy)
      .limit(sql.placeholder('limit'))
      .prepare()
  })
  const total = db.select({ n: count() }).from(table).where(matches).prepare()
  const sealed = readSealed(db)

  return {
    ...partWrites(db, audit),
    usedBy: async (connectionIds) => usedBy.all({ ids: JSON.stringify(connectionIds) }),
    uses: async (ids) => {
      const found = new Map(ids.map((id) => [id, [] as string[]]))
      for (const { partId, connectionId } of uses.all({ ids: JSON.stringify(ids) })) found.get(partId)?.push(connectionId)
      return ids.map((id) => found.get(id) ?? [])
    },
    byIds: async (ids) => inOrder<Part>(ids, byIds.all({ ids: idList(ids) })),
    open: async (id) =>
      db.transaction(() => {
        const part = byId.get({ id })
        return part && { part, sealed: sealed(id, part.secretVersions) }
      }),
    list: async (query) => {
      const rows = page(statementKey(query.filter, query), query).all({ ...query.filter, ...keysetValues(query) })
      return query.fromEnd ? rows.reverse() : rows
    },
    count: async (filter) => total.get({ ...filter })?.n ?? 0,
  }
}
