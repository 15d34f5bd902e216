import { and, count, eq, notExists, sql } from 'drizzle-orm'
import type { ConnectionWrite, PartWrite } from '../writes.js'
import type { PartStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { inList } from './keyset.js'
import type { Db } from './open.js'
import { prepareCompare, prepareInsert, prepareReplace } from './prepared.js'
import { revisionWriter } from './revisions.js'
import { connectionUses, parts as table } from './schema.js'
import { sealedWriter } from './secrets.js'

/** Every write of a part by itself: row, secrets, revision and audit record in one transaction. */
export function partWrites(db: Db, audit: AuditWriter): Pick<PartStore, 'insert' | 'replace' | 'remove'> {
  const transaction = <R>(body: () => R): R => db.transaction(body, { behavior: 'immediate' })
  const compare = prepareCompare(db, table)
  const insertPart = partInserter(db)
  const replaceRow = prepareReplace(db, table)
  const writeSealed = sealedWriter(db)
  const writeRevision = revisionWriter(db)
  const usesOfIt = db.select().from(connectionUses).where(eq(connectionUses.partId, table.id))
  const removeUnused = db
    .delete(table)
    .where(and(eq(table.id, sql.placeholder('id')), notExists(usesOfIt)))
    .returning()
    .prepare()

  return {
    insert: async (write, record) =>
      transaction(() => {
        insertPart(write, record.tokenId)
        audit(record)
      }),

    replace: async ({ part, sealed }, expected, record) =>
      transaction(() => {
        const outcome = compare(part.id, expected)
        if (outcome !== 'done') return outcome
        replaceRow(part)
        writeSealed(part.id, sealed)
        writeRevision(part, record.tokenId, false)
        audit(record)
        return outcome
      }),

    remove: async (id, expected, record) =>
      transaction(() => {
        const outcome = compare(id, expected)
        if (outcome !== 'done') return outcome
        const [row] = removeUnused.all({ id })
        if (!row) return 'inUse'
        writeRevision({ ...row, revision: row.revision + 1, updatedAt: record.at }, record.tokenId, true)
        audit(record)
        return outcome
      }),
  }
}

/** Writes a new part with its secrets and first revision, inside the transaction that is under way. */
export function partInserter(db: Db): (write: PartWrite, tokenId: string) => void {
  const insertRow = prepareInsert(db, table)
  const writeSealed = sealedWriter(db)
  const writeRevision = revisionWriter(db)
  return ({ part, sealed }, tokenId) => {
    insertRow(part)
    writeSealed(part.id, sealed)
    writeRevision(part, tokenId, false)
  }
}

/** Whether a connection's write uses a part that is neither there nor brought by it. */
export function partChecker(db: Db): (write: Pick<ConnectionWrite, 'parts' | 'uses'>) => boolean {
  const there = db.select({ n: count() }).from(table).where(inList(table.id, 'ids')).prepare()
  return ({ parts, uses }) => {
    const ids = uses.filter((id) => !parts.some(({ part }) => part.id === id))
    return ids.length > 0 && there.get({ ids: JSON.stringify(ids) })?.n !== ids.length
  }
}
