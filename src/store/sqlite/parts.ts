import { eq, getTableColumns } from 'drizzle-orm'
import type { Part } from '../rows.js'
import type { PartStore } from '../store.js'
import { inList, inOrder } from './keyset.js'
import type { Db } from './open.js'
import { connectionUses, parts as table } from './schema.js'

export function partStore(db: Db): PartStore {
  const byIds = db.select().from(table).where(inList(table.id, 'ids')).prepare()
  const usedBy = db
    .selectDistinct(getTableColumns(table))
    .from(table)
    .innerJoin(connectionUses, eq(connectionUses.partId, table.id))
    .where(inList(connectionUses.connectionId, 'ids'))
    .prepare()
  return {
    byIds: async (ids) => inOrder<Part>(ids, byIds.all({ ids: JSON.stringify(ids) })),
    usedBy: async (connectionIds) => usedBy.all({ ids: JSON.stringify(connectionIds) }),
  }
}
