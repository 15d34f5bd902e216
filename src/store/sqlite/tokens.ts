import { and, count, eq, getTableColumns, gt, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import type { ListQuery } from '../../lib/page.js'
import type { Token } from '../rows.js'
import type { TokenFilter } from '../filters.js'
import type { TokenStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { idList, inList, inOrder, keyset, keysetValues, statementKey } from './keyset.js'
import type { Db } from './open.js'
import { tokens as table } from './schema.js'
import { statements } from './statements.js'

export function tokenStore(db: Db, audit: AuditWriter): TokenStore {
  const { hash, ...columns } = getTableColumns(table)
  const byIds = db.select(columns).from(table).where(inList(table.id, 'ids')).prepare()
  const hashed = db
    .select()
    .from(table)
    .where(eq(table.id, sql.placeholder('id')))
    .prepare()
  const usable = db
    .select(columns)
    .from(table)
    .where(and(isNull(table.parentId), isNull(table.revokedAt), or(isNull(table.expiresAt), gt(table.expiresAt, sql.placeholder('now')))))
    .prepare()
  const page = statements((query: ListQuery<TokenFilter, 'createdAt'>) => {
    const { where, orderBy } = keyset(table.createdAt, table.id, query)
    return db
      .select(columns)
      .from(table)
      .where(and(matches(query.filter), where))
      .orderBy(...orderBy)
      .limit(sql.placeholder('limit'))
      .prepare()
  })
  const total = statements((filter: TokenFilter) => db.select({ n: count() }).from(table).where(matches(filter)).prepare())

  const clearExpired = db
    .delete(table)
    .where(and(isNotNull(table.parentId), lt(table.expiresAt, sql.placeholder('now'))))
    .prepare()

  return {
    insert: async (token, tokenHash, record) =>
      db.transaction(
        (tx) => {
          if (token.parentId !== null) clearExpired.run({ now: token.createdAt })
          tx.insert(table)
            .values({ ...token, hash: tokenHash })
            .run()
          audit(record)
        },
        { behavior: 'immediate' },
      ),
    revoke: async (id, at, record) =>
      db.transaction(
        (tx): 'done' | 'gone' => {
          const token = tx.select(columns).from(table).where(eq(table.id, id)).get()
          if (!token) return 'gone'
          if (token.revokedAt === null) tx.update(table).set({ revokedAt: at }).where(eq(table.id, id)).run()
          audit(record)
          return 'done'
        },
        { behavior: 'immediate' },
      ),
    byIds: async (ids) => inOrder<Token>(ids, byIds.all({ ids: idList(ids) })),
    hashed: async (id) => {
      const row = hashed.get({ id })
      if (!row) return undefined
      const { hash: tokenHash, ...token } = row
      return { token, hash: tokenHash }
    },
    putOperator: async (token, tokenHash, record) =>
      db.transaction(
        (tx) => {
          const row = { ...token, hash: tokenHash }
          tx.insert(table).values(row).onConflictDoUpdate({ target: table.id, set: row }).run()
          audit(record)
        },
        { behavior: 'immediate' },
      ),
    usable: async (now) => usable.all({ now }),
    list: async (query) => {
      const rows = page(statementKey(query.filter, query), query).all({ ...filterValues(query.filter), ...keysetValues(query) })
      return query.fromEnd ? rows.reverse() : rows
    },
    count: async (filter) => total(statementKey(filter), filter).get(filterValues(filter))?.n ?? 0,
  }
}

function matches({ known }: TokenFilter): SQL | undefined {
  const workspaceId = sql`json_extract(value, '$.workspaceId')`
  const workspaceIds = sql`(select value from json_each(${sql.placeholder('workspaceIds')}))`
  return and(
    isNull(table.parentId),
    known &&
      sql`(${table.id} = ${sql.placeholder('tokenId')} or exists (select 1 from json_each(${table.grants}) where ${workspaceId} in ${workspaceIds}))`,
  )
}

function filterValues({ known }: TokenFilter): Record<string, unknown> {
  return { tokenId: known?.tokenId, workspaceIds: JSON.stringify(known?.workspaceIds) }
}
