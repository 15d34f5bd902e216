import { setImmediate } from 'node:timers/promises'
import { count, eq, getTableColumns } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { AuditFault, AuditReader, AuditVerdict, ChainPlace, Progress } from '../audit-reader.js'
import { headText, noHash, recordText, type KeptHead, type Mark } from '../chain.js'
import { batchReader, headReader } from './audit-chain.js'
import { openForReading, type Db } from './open.js'
import * as schema from './schema.js'

/** Reads the audit chain in a SQLite file, also while a gateway writes to it. Throws SetupError when it cannot be read. */
export function openSqliteAuditReader(file: string): AuditReader {
  const client = openForReading(file)
  const db = drizzle(client, { schema })
  const { ownerId, ...keyColumns } = getTableColumns(schema.dataKeys)
  client.exec('begin') // All that is read from here on is of one moment.
  return {
    key: (owner) => db.select(keyColumns).from(schema.dataKeys).where(eq(ownerId, owner)).get(),
    verify: (mark, progress, noted) => verify(db, mark, progress, noted),
    close: () => client.close(),
  }
}

async function verify(db: Db, mark: Mark, progress: Progress, noted: ChainPlace | undefined): Promise<AuditVerdict> {
  const total = db.select({ n: count() }).from(schema.audit).get()?.n ?? 0
  const head = headReader(db)()
  const { records, last, broken, hasNoted } = await follow(db, mark, (done) => progress(done, total), noted)
  return { records, head, fault: faultOf(mark, head, last, broken, hasNoted ? undefined : noted) }
}

/** From the first record on, as far as each is linked to the one before it. */
async function follow(db: Db, mark: Mark, progress: (done: number) => void, noted: ChainPlace | undefined) {
  const next = batchReader(db)
  let last: ChainPlace = { seq: 0, hash: noHash }
  let hasNoted = isSame(last, noted)
  let records = 0
  for (let rows = next(0); rows.length > 0; rows = next(last.seq)) {
    for (const { hash, ...row } of rows) {
      if (hash !== mark(recordText(last.hash, row.seq, row))) return { records, last, broken: row.seq, hasNoted }
      last = { seq: row.seq, hash }
      hasNoted ||= isSame(last, noted)
      records += 1
    }
    progress(records)
    await setImmediate()
  }
  return { records, last, broken: undefined, hasNoted }
}

function faultOf(
  mark: Mark,
  head: KeptHead | undefined,
  last: ChainPlace,
  broken: number | undefined,
  lost: ChainPlace | undefined,
): AuditFault | undefined {
  if (broken !== undefined) return { kind: 'link', seq: broken }
  if (!head || !isSame(head, last) || head.mark !== mark(headText(head))) return { kind: 'end', seq: last.seq + 1 }
  return lost && { kind: 'noted', seq: lost.seq }
}

function isSame(one: ChainPlace, other: ChainPlace | undefined): boolean {
  return one.seq === other?.seq && one.hash === other.hash
}
