import { and, eq, sql } from 'drizzle-orm'
import type { AuditRecord, Connection, Part } from '../rows.js'
import type { ConnectionStore, ConnectionWrite } from '../store.js'
import { writeAudit, type Writer } from './audit.js'
import type { Db } from './open.js'
import { connections as table, connectionUses, counters, parts, revisions } from './schema.js'
import { writeSealed } from './secrets.js'

type Writes = Pick<ConnectionStore, 'insert' | 'replace' | 'confirm' | 'remove'>

/** Every write of connections: row, secrets, parts, uses, revision and audit record in one transaction. */
export function connectionWrites(db: Db): Writes {
  const write = <R>(body: (tx: Writer) => R): R => db.transaction((tx) => body(tx), { behavior: 'immediate' })

  return {
    insert: async (change, audit) =>
      write((tx) => {
        const key = change.connection.key ?? nextKey(tx, change.connection.vendor)
        const connection: Connection = { ...change.connection, key }
        const row = { ...connection, ...change.folded, keyFold: change.folded.keyFold ?? key }
        if (tx.insert(table).values(row).onConflictDoNothing().run().changes === 0) return 'conflict'
        writeAround(tx, change, connection, audit)
        return connection
      }),

    replace: async (change, expected, audit) =>
      write((tx) => {
        const { id, key } = change.connection
        const outcome = compare(tx, id, expected)
        if (outcome !== 'done' || key === null) return outcome === 'done' ? 'conflict' : outcome
        const connection: Connection = { ...change.connection, key }
        const keyFold = change.folded.keyFold ?? key
        const holder = tx
          .select({ id: table.id })
          .from(table)
          .where(and(eq(table.workspaceId, connection.workspaceId), eq(table.keyFold, keyFold)))
          .get()
        if (holder && holder.id !== id) return 'conflict'
        tx.update(table)
          .set({ ...connection, ...change.folded, keyFold })
          .where(eq(table.id, id))
          .run()
        tx.delete(connectionUses).where(eq(connectionUses.connectionId, id)).run()
        writeAround(tx, change, connection, audit)
        return 'done'
      }),

    confirm: async (id, updatedAt, audit) =>
      write((tx) => {
        const { changes } = tx
          .update(table)
          .set({ updatedAt: updatedAt ?? sql`${table.updatedAt}` })
          .where(eq(table.id, id))
          .run()
        if (changes === 0) return 'gone'
        writeAudit(tx, audit)
        return 'done'
      }),

    remove: async (id, expected, audit) =>
      write((tx) => {
        const outcome = compare(tx, id, expected)
        if (outcome !== 'done') return outcome
        const [row] = tx.delete(table).where(eq(table.id, id)).returning().all()
        if (!row) return 'gone'
        writeRevision(tx, { ...row, revision: row.revision + 1, updatedAt: audit.at }, audit.tokenId, true)
        writeAudit(tx, audit)
        return 'done'
      }),
  }
}

function nextKey(tx: Writer, vendor: string): string {
  const [row] = tx
    .insert(counters)
    .values({ name: `${vendor} key`, value: 1 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
    .returning()
    .all()
  if (!row) throw new Error('The counter of keys answered nothing.')
  return String(row.value)
}

function compare(tx: Writer, id: string, expected: number | undefined): 'done' | 'stale' | 'gone' {
  const row = tx.select({ revision: table.revision }).from(table).where(eq(table.id, id)).get()
  if (!row) return 'gone'
  return expected === undefined || row.revision === expected ? 'done' : 'stale'
}

function writeAround(tx: Writer, change: ConnectionWrite, connection: Connection, audit: AuditRecord): void {
  writeSealed(tx, connection.id, change.sealed)
  for (const { part, sealed } of change.parts) {
    tx.insert(parts).values(part).run()
    writeSealed(tx, part.id, sealed)
    writeRevision(tx, part, change.tokenId, false)
  }
  if (change.uses.length > 0) {
    tx.insert(connectionUses)
      .values(change.uses.map((partId) => ({ connectionId: connection.id, partId })))
      .run()
  }
  writeRevision(tx, connection, change.tokenId, false)
  writeAudit(tx, audit)
}

function writeRevision(tx: Writer, state: Connection | Part, tokenId: string, isDeletion: boolean): void {
  const { id, updatedAt, ...row } = state
  tx.insert(revisions)
    .values({ ...row, ownerId: id, at: updatedAt, tokenId, isDeletion })
    .run()
}
