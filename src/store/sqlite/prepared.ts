import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from './open.js'

/** Building an INSERT costs ten times what running it does, so each is prepared once. */
export type Insert<T extends SQLiteTable> = (row: T['$inferInsert']) => number

/** Writes a row with all its columns but `omitted`; answers how many rows came of it. */
export function prepareInsert<T extends SQLiteTable>(db: Db, table: T, omitted: readonly string[] = []): Insert<T> {
  const statement = db.insert(table).values(placeholders(table, omitted)).prepare()
  return (row) => statement.run(row).changes
}

/** The same, but a row whose key is taken, or this one of its keys, is left out. */
export function prepareInsertIfFree<T extends SQLiteTable>(db: Db, table: T, key?: SQLiteColumn): Insert<T> {
  const statement = db
    .insert(table)
    .values(placeholders(table, []))
    .onConflictDoNothing(key && { target: key })
    .prepare()
  return (row) => statement.run(row).changes
}

/** Writes all columns of the row of an id. */
export function prepareReplace<T extends SQLiteTable & { id: SQLiteColumn }>(db: Db, table: T): Insert<T> {
  const statement = db
    .update(table)
    .set(placeholders(table, []))
    .where(eq(table.id, sql.placeholder('id')))
    .prepare()
  return (row) => statement.run(row).changes
}

/** Compares the revision of a row with the one that a caller has read; undefined is any. */
export function prepareCompare(
  db: Db,
  table: SQLiteTable & { id: SQLiteColumn; revision: SQLiteColumn },
): (id: string, expected: number | undefined) => 'done' | 'stale' | 'gone' {
  const current = db
    .select({ revision: table.revision })
    .from(table as SQLiteTable)
    .where(eq(table.id, sql.placeholder('id')))
    .prepare()
  return (id, expected) => {
    const row = current.get({ id })
    if (!row) return 'gone'
    return expected === undefined || row.revision === expected ? 'done' : 'stale'
  }
}

/** Drizzle takes a placeholder wherever it takes a value; its types do not say so of a whole row. */
function placeholders<T extends SQLiteTable>(table: T, omitted: readonly string[]): T['$inferInsert'] {
  const names = Object.keys(getTableColumns(table)).filter((name) => !omitted.includes(name))
  return Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]))
}
