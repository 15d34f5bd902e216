import { and, eq, sql } from 'drizzle-orm'
import type { AuditRecord, Connection } from '../rows.js'
import type { ConnectionWrite, NewDeployment } from '../writes.js'
import type { ConnectionStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { deploymentWriter } from './deployment-writes.js'
import type { Db } from './open.js'
import { partChecker, partInserter } from './part-writes.js'
import { prepareCompare, prepareInsert, prepareInsertIfFree, prepareReplace } from './prepared.js'
import { revisionWriter } from './revisions.js'
import { connections as table, connectionUses, counters } from './schema.js'
import { sealedWriter } from './secrets.js'

type Writes = Pick<ConnectionStore, 'insert' | 'replace' | 'confirm' | 'remove'>

/** Every write of connections: row, secrets, parts, uses, revision, deployments and audit record in one transaction. */
export function connectionWrites(db: Db, audit: AuditWriter): Writes {
  const transaction = <R>(body: () => R): R => db.transaction(body, { behavior: 'immediate' })
  const insertRow = prepareInsertIfFree(db, table)
  const replaceRow = prepareReplace(db, table)
  const byId = sql.placeholder('id')
  const compare = prepareCompare(db, table)
  const lacksPart = partChecker(db)
  const holder = db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.workspaceId, sql.placeholder('workspaceId')), eq(table.keyFold, sql.placeholder('keyFold'))))
    .prepare()
  const touch = db
    .update(table)
    .set({ updatedAt: sql`coalesce(${sql.placeholder('updatedAt')}, ${table.updatedAt})` })
    .where(eq(table.id, byId))
    .returning({ id: table.id, workspaceId: table.workspaceId, key: table.key, keyFold: table.keyFold, revision: table.revision })
    .prepare()
  const clearUses = db.delete(connectionUses).where(eq(connectionUses.connectionId, byId)).prepare()
  const nextKey = keyCounter(db)
  const writeAround = aroundWriter(db)
  const deploy = deploymentWriter(db)
  const removeRow = connectionRemover(db, audit)
  const auditBoth = (record: AuditRecord, reveal?: AuditRecord): void => {
    audit(record)
    if (reveal) audit(reveal)
  }

  return {
    insert: async (change, record, reveal) =>
      transaction(() => {
        if (lacksPart(change)) return 'stale'
        const key = change.connection.key ?? nextKey(change.connection.vendor)
        const connection: Connection = { ...change.connection, key }
        const keyFold = change.folded.keyFold ?? key
        if (insertRow({ ...connection, ...change.folded, keyFold }) === 0) return 'conflict'
        writeAround(change, connection)
        deploy({ ...connection, keyFold }, record.at, change.deployments)
        auditBoth(record, reveal)
        return connection
      }),

    replace: async (change, expected, record, reveal) =>
      transaction(() => {
        const { id, key, workspaceId } = change.connection
        const outcome = compare(id, expected)
        if (outcome !== 'done' || key === null) return outcome === 'done' ? 'conflict' : outcome
        const connection: Connection = { ...change.connection, key }
        const keyFold = change.folded.keyFold ?? key
        const held = holder.get({ workspaceId, keyFold })
        if (held && held.id !== id) return 'conflict'
        if (lacksPart(change)) return 'stale'
        replaceRow({ ...connection, ...change.folded, keyFold })
        clearUses.run({ id })
        writeAround(change, connection)
        deploy({ ...connection, keyFold }, record.at, change.deployments)
        auditBoth(record, reveal)
        return 'done'
      }),

    confirm: async (id, { updatedAt, deployments = [] }, record, reveal) =>
      transaction(() => {
        const [row] = touch.all({ id, updatedAt: updatedAt ?? null })
        if (!row) return 'gone'
        deploy(row, record.at, deployments)
        auditBoth(record, reveal)
        return 'done'
      }),

    remove: async (id, expected, record, deployments) =>
      transaction(() => {
        const outcome = compare(id, expected)
        if (outcome !== 'done') return outcome
        removeRow(id, record, deployments)
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

/** Takes a connection away inside the transaction that is under way; its last revision says so. */
export function connectionRemover(
  db: Db,
  audit: AuditWriter,
): (id: string, record: AuditRecord, deployments?: readonly NewDeployment[]) => void {
  const writeRevision = revisionWriter(db)
  const deploy = deploymentWriter(db)
  const remove = db
    .delete(table)
    .where(eq(table.id, sql.placeholder('id')))
    .returning()
    .prepare()
  return (id, record, deployments = []) => {
    const [row] = remove.all({ id })
    if (!row) throw new Error('A connection that was just there is gone.')
    const last = { ...row, revision: row.revision + 1, updatedAt: record.at }
    writeRevision(last, record.tokenId, true)
    deploy(last, record.at, deployments)
    audit(record)
  }
}

/** Writes what belongs to a connection's row: its secrets, new parts, uses and the revision. */
function aroundWriter(db: Db): (change: ConnectionWrite, connection: Connection) => void {
  const writeSealed = sealedWriter(db)
  const writeRevision = revisionWriter(db)
  const insertPart = partInserter(db)
  const insertUse = prepareInsert(db, connectionUses)
  return (change, connection) => {
    writeSealed(connection.id, change.sealed)
    for (const part of change.parts) insertPart(part, change.tokenId)
    for (const partId of change.uses) insertUse({ connectionId: connection.id, partId })
    writeRevision(connection, change.tokenId, false)
  }
}
