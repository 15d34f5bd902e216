import { setImmediate } from 'node:timers/promises'
import { count, eq, getTableColumns } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { SetupError } from '../../lib/setup-error.js'
import type { AuditFault, AuditReader, AuditVerdict, ChainPlace, Gap, Progress } from '../audit-reader.js'
import { headText, noHash, recordText, type KeptHead, type Mark } from '../chain.js'
import { batchReader } from './audit-batches.js'
import { headReader } from './audit-chain.js'
import { refusal } from './copy.js'
import { openForReading, type Db } from './open.js'
import * as schema from './schema.js'
import { isDamage, troubleOf } from './trouble.js'

/** Reads the audit chain in a SQLite file, also while a gateway writes to it. Throws SetupError when it cannot be read. */
export function openSqliteAuditReader(file: string): AuditReader {
  const client = openForReading(file)
  const db = drizzle(client, { schema })
  const { ownerId, ...keyColumns } = getTableColumns(schema.dataKeys)
  client.exec('begin') // All that is read from here on is of one moment.
  return {
    key: (owner) => {
      try {
        return db.select(keyColumns).from(schema.dataKeys).where(eq(ownerId, owner)).get()
      } catch (error) {
        throw unreadable(error)
      }
    },
    verify: (mark, progress, noted) =>
      verify(db, mark, progress, noted).catch((error: unknown) => {
        throw unreadable(error)
      }),
    close: () => client.close(),
  }
}

/** Damage, and a table or column that is gone, are a broken chain; a disk that fails is not. */
function unreadable(error: unknown): unknown {
  const told = refusal('The audit chain cannot be read', error)
  if (!(told instanceof SetupError)) return told
  const trouble = troubleOf(error)
  if (trouble && !isDamage(trouble)) return told
  return new SetupError(`${told.message} Restore a backup.`, { code: 'AUDIT_BROKEN' })
}

async function verify(db: Db, mark: Mark, progress: Progress, noted: ChainPlace | undefined): Promise<AuditVerdict> {
  const total = db.select({ n: count() }).from(schema.audit).get()?.n ?? 0
  const kept = headReader(db)()
  const head = kept?.mark === (kept && mark(headText(kept))) ? kept : undefined
  const found = await follow(db, mark, head?.takenOver ?? 0, (done) => progress(done, total), noted)
  const { records, gaps } = found
  const fault = faultOf(head, { ...found, lost: found.hasNoted ? undefined : noted, isWhole: records === total })
  return { records, gaps, head, fault: fault ?? indexFault(db) }
}

/** Records are followed by their numbers, and listed by indexes, which somebody may have built to say something else. */
function indexFault({ $client }: Db): AuditFault | undefined {
  const [first] = $client.pragma("integrity_check('audit')") as { integrity_check: string }[]
  return first?.integrity_check === 'ok' ? undefined : { kind: 'index' }
}

/**
 * From the first record on, as far as each is linked to the one before it and has the next number. Only among those that were taken
 * over may numbers be missing: they were before there was a chain.
 */
async function follow(db: Db, mark: Mark, takenOver: number, progress: (done: number) => void, noted: ChainPlace | undefined) {
  const next = batchReader(db)
  let last: ChainPlace = { seq: 0, hash: noHash }
  let hasNoted = isSame(last, noted)
  let records = 0
  const gaps: Gap[] = []
  for (let rows = next(); rows.length > 0; rows = next(last.seq)) {
    for (const { hash, ...row } of rows) {
      const isNext = row.seq === last.seq + 1
      const mayFollow = isNext || (row.seq > last.seq && row.seq <= takenOver)
      if (!mayFollow || hash !== mark(recordText(last.hash, row.seq, row))) return { records, gaps, last, broken: row.seq, hasNoted }
      if (!isNext) gaps.push({ from: last.seq + 1, to: row.seq - 1 })
      last = { seq: row.seq, hash }
      hasNoted ||= isSame(last, noted)
      records += 1
    }
    progress(records)
    await setImmediate()
  }
  return { records, gaps, last, broken: undefined, hasNoted }
}

interface Followed {
  readonly last: ChainPlace
  readonly broken: number | undefined
  readonly lost: ChainPlace | undefined
  readonly isWhole: boolean
}

function faultOf(head: KeptHead | undefined, { last, broken, lost, isWhole }: Followed): AuditFault | undefined {
  if (broken !== undefined) return { kind: 'link', seq: broken }
  if (!head || !isSame(head, last)) return { kind: 'end', seq: last.seq + 1 }
  if (!isWhole) return { kind: 'link', seq: last.seq + 1 }
  return lost && { kind: 'noted', seq: lost.seq }
}

function isSame(one: ChainPlace, other: ChainPlace | undefined): boolean {
  return one.seq === other?.seq && one.hash === other.hash
}
