import { and, eq, getTableColumns, gt, isNull, or, sql } from 'drizzle-orm'
import type { Token } from '../rows.js'
import type { TokenStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { inList, inOrder } from './keyset.js'
import type { Db } from './open.js'
import { tokens as table } from './schema.js'

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
    .where(and(isNull(table.revokedAt), or(isNull(table.expiresAt), gt(table.expiresAt, sql.placeholder('now')))))
    .prepare()

  return {
    insert: async (token, tokenHash, record) =>
      db.transaction(
        (tx) => {
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
    byIds: async (ids) => inOrder<Token>(ids, byIds.all({ ids: JSON.stringify(ids) })),
    hashed: async (id) => {
      const row = hashed.get({ id })
      if (!row) return undefined
      const { hash: tokenHash, ...token } = row
      return { token, hash: tokenHash }
    },
    putOperator: async (token, tokenHash) => {
      const row = { ...token, hash: tokenHash }
      db.insert(table).values(row).onConflictDoUpdate({ target: table.id, set: row }).run()
    },
    usable: async (now) => usable.all({ now }),
  }
}
