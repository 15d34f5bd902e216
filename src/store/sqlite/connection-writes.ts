import { and, eq, sql } from 'drizzle-orm'
import type { AuditRecord, Connection, Part } from '../rows.js'
import type { ConnectionStore, ConnectionWrite } from '../store.js'
import type { AuditWriter } from './audit.js'
import type { Db } from './open.js'
import { prepareInsert, prepareInsertIfFree, prepareReplace } from './prepared.js'
import { connections as table, connectionUses, counters, parts, revisions } from './schema.js'
import { sealedWriter } from './secrets.js'

type Writes = Pick<ConnectionStore, 'insert' | 'replace' | 'confirm' | 'remove'>

/** Every write of connections: row, secrets, parts, uses, revision and audit record in one transaction. */
export function connectionWrites(db: Db, audit: AuditWriter): Writes {
  const transaction = <R>(body: () => R): R => db.transaction(body, { behavior: 'immediate' })
  const insertRow = prepareInsertIfFree(db, table)
  const replaceRow = prepareReplace(db, table)
  const byId = sql.placeholder('id')
  const current = db.select({ revision: table.revision }).from(table).where(eq(table.id, byId)).prepare()
  const holder = db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.workspaceId, sql.placeholder('workspaceId')), eq(table.keyFold, sql.placeholder('keyFold'))))
    .prepare()
  const touch = db
    .update(table)
    .set({ updatedAt: sql`coalesce(${sql.placeholder('updatedAt')}, ${table.updatedAt})` })
    .where(eq(table.id, byId))
    .prepare()
  const clearUses = db.delete(connectionUses).where(eq(connectionUses.connectionId, byId)).prepare()
  const nextKey = keyCounter(db)
  const writeAround = aroundWriter(db, revisionWriter(db))
  const removeRow = connectionRemover(db, audit)

  const compare = (id: string, expected: number | undefined): 'done' | 'stale' | 'gone' => {
    const row = current.get({ id })
    if (!row) return 'gone'
    return expected === undefined || row.revision === expected ? 'done' : 'stale'
  }

  return {
    insert: async (change, record) =>
      transaction(() => {
        const key = change.connection.key ?? nextKey(change.connection.vendor)
        const connection: Connection = { ...change.connection, key }
        if (insertRow({ ...connection, ...change.folded, keyFold: change.folded.keyFold ?? key }) === 0) return 'conflict'
        writeAround(change, connection)
        audit(record)
        return connection
      }),

    replace: async (change, expected, record) =>
      transaction(() => {
        const { id, key, workspaceId } = change.connection
        const outcome = compare(id, expected)
        if (outcome !== 'done' || key === null) return outcome === 'done' ? 'conflict' : outcome
        const connection: Connection = { ...change.connection, key }
        const keyFold = change.folded.keyFold ?? key
        const held = holder.get({ workspaceId, keyFold })
        if (held && held.id !== id) return 'conflict'
        replaceRow({ ...connection, ...change.folded, keyFold })
        clearUses.run({ id })
        writeAround(change, connection)
        audit(record)
        return 'done'
      }),

    confirm: async (id, updatedAt, record) =>
      transaction(() => {
        if (touch.run({ id, updatedAt: updatedAt ?? null }).changes === 0) return 'gone'
        audit(record)
        return 'done'
      }),

    remove: async (id, expected, record) =>
      transaction(() => {
        const outcome = compare(id, expected)
        if (outcome !== 'done') return outcome
        removeRow(id, record)
        return 'done'
      }),
  }
}

/** The next key of a vendor, never given out before. */
function keyCounter(db: Db): (vendor: string) => string {
  const next = db
    .insert(counters)
    .values({ name: sql.placeholder('name'), value: 1 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
    .returning()
    .prepare()
  return (vendor) => {
    const [row] = next.all({ name: `${vendor} key` })
    if (!row) throw new Error('The counter of keys answered nothing.')
    return String(row.value)
  }
}

type RevisionWriter = (state: Connection | Part, tokenId: string, isDeletion: boolean) => void

function revisionWriter(db: Db): RevisionWriter {
  const insert = prepareInsert(db, revisions)
  return ({ id, updatedAt, ...state }, tokenId, isDeletion) => void insert({ ...state, ownerId: id, at: updatedAt, tokenId, isDeletion })
}

/** Takes a connection away inside the transaction that is under way; its last revision says so. */
export function connectionRemover(db: Db, audit: AuditWriter): (id: string, record: AuditRecord) => void {
  const writeRevision = revisionWriter(db)
  const remove = db
    .delete(table)
    .where(eq(table.id, sql.placeholder('id')))
    .returning()
    .prepare()
  return (id, record) => {
    const [row] = remove.all({ id })
    if (!row) throw new Error('A connection that was just there is gone.')
    writeRevision({ ...row, revision: row.revision + 1, updatedAt: record.at }, record.tokenId, true)
    audit(record)
  }
}

/** Writes what belongs to a connection's row: its secrets, new parts, uses and the revision. */
function aroundWriter(db: Db, writeRevision: RevisionWriter): (change: ConnectionWrite, connection: Connection) => void {
  const writeSealed = sealedWriter(db)
  const insertPart = prepareInsert(db, parts)
  const insertUse = prepareInsert(db, connectionUses)
  return (change, connection) => {
    writeSealed(connection.id, change.sealed)
    for (const { part, sealed } of change.parts) {
      insertPart(part)
      writeSealed(part.id, sealed)
      writeRevision(part, change.tokenId, false)
    }
    for (const partId of change.uses) insertUse({ connectionId: connection.id, partId })
    writeRevision(connection, change.tokenId, false)
  }
}
