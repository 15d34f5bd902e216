import { and, asc, desc, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { bounds } from '../../lib/bounds.js'
import type { ListQuery, Place } from '../../lib/page.js'

/** Conditions and order of a keyset page; the values stay placeholders, so that the statement can be prepared once. */
export function keyset(
  column: SQLiteColumn,
  id: SQLiteColumn,
  query: Pick<ListQuery<unknown, string>, 'order' | 'after' | 'before' | 'fromEnd'>,
): { where: SQL | undefined; orderBy: SQL[] } {
  const isAscending = query.order.direction === 'asc'
  const forward = isAscending ? sql`>` : sql`<`
  const backward = isAscending ? sql`<` : sql`>`
  const beyond = (side: 'after' | 'before', than: SQL): SQL =>
    sql`(${column}, ${id}) ${than} (${sql.placeholder(`${side}Value`)}, ${sql.placeholder(`${side}Id`)})`
  const direction = isAscending === (query.fromEnd !== true) ? asc : desc
  return {
    where: and(query.after && beyond('after', forward), query.before && beyond('before', backward)),
    orderBy: [direction(column), direction(id)],
  }
}

/** Values for the placeholders of `keyset`, and for `limit`. */
export function keysetValues({
  after,
  before,
  limit,
}: {
  after?: Place
  before?: Place
  limit: number | undefined
}): Record<string, unknown> {
  return {
    limit: limit ?? -1,
    ...(after && { afterValue: after.value, afterId: after.id }),
    ...(before && { beforeValue: before.value, beforeId: before.id }),
  }
}

/** What makes two queries the same statement: which parts are there, not their values. */
export function statementKey(filter: object, query?: Pick<ListQuery<unknown, string>, 'order' | 'after' | 'before' | 'fromEnd'>): string {
  const present = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  const order = query && [query.order.field, query.order.direction, query.after && 'after', query.before && 'before', query.fromEnd]
  return JSON.stringify([present, order])
}

/** `column in (…)` over any number of values in one statement; bind a JSON list. */
export function inList(column: SQLiteColumn, name: string): SQL {
  return sql`${column} in (select value from json_each(${sql.placeholder(name)}))`
}

/** Ids to bind as a JSON list; what is longer than any id is not looked for. */
export function idList(ids: readonly string[]): string {
  return JSON.stringify(ids.filter((id) => id.length <= bounds.name))
}

/** Rows in the order of ids, `undefined` in the place of one that is missing. */
export function inOrder<R extends { readonly id: string }>(ids: readonly string[], rows: readonly R[]): (R | undefined)[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id))
}
