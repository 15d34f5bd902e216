import { asc, gt, sql } from 'drizzle-orm'
import type { Db } from './open.js'
import { audit as table } from './schema.js'

const batch = 1000

/** Records in the order of their numbers, so many at a time: the first ones, whatever their numbers are, or those after a number. */
export function batchReader(db: Db) {
  const { seq, id, at, tokenId, action, wanted, subject, subjectId, workspaceId, edge, requestId, address, hash } = table
  const fields = sql<string>`${table.fields}`
  const columns = { seq, id, at, tokenId, action, wanted, subject, subjectId, workspaceId, edge, requestId, address, fields, hash }
  const first = db.select(columns).from(table).orderBy(asc(seq)).limit(batch).prepare()
  const following = db
    .select(columns)
    .from(table)
    .where(gt(seq, sql.placeholder('after')))
    .orderBy(asc(seq))
    .limit(batch)
    .prepare()
  return (after?: number) => (after === undefined ? first.all() : following.all({ after }))
}
