import { and, desc, eq, sql } from 'drizzle-orm'
import { SetupError } from '../../lib/setup-error.js'
import { headText, noHash, recordText, type ChainHead, type KeptHead, type Mark } from '../chain.js'
import type { AuditEvent, AuditRecord } from '../rows.js'
import type { AuditStore } from '../store.js'
import { batchReader } from './audit-batches.js'
import type { Db } from './open.js'
import { prepareInsertIfFree } from './prepared.js'
import { audit as table, auditHead, dataKeys, keyCanaries, tokens, workspaces } from './schema.js'
import { aroundTransactions } from './transactions.js'
import { trouble } from './trouble.js'

export interface AuditChain {
  readonly begin: AuditStore['begin']
  /** Writes a record at the end of the chain, inside the transaction that is under way. */
  readonly append: (record: AuditRecord) => AuditEvent
  /** Throws when the head, or the record that it is of, is no longer as this process has left it. */
  readonly check: () => void
}

export function auditChain(db: Db): AuditChain {
  let mark: Mark | undefined
  /** The head as the last transaction that was committed has left it, and as the one under way has. */
  let [committed, written]: [KeptHead | undefined, KeptHead | undefined] = [undefined, undefined]
  aroundTransactions(db, {
    after: (isCommitted) => {
      if (isCommitted) committed = written ?? committed
      written = undefined
    },
  })
  const insert = prepareInsertIfFree(db, table, table.seq)
  const moveHead = headMover(db)
  const head = headReader(db)
  const isEnd = endReader(db)
  const putCanary = db
    .insert(keyCanaries)
    .values({ masterKeyId: sql.placeholder('masterKeyId'), blob: sql.placeholder('blob') })
    .onConflictDoUpdate({ target: keyCanaries.masterKeyId, set: { blob: sql`excluded.blob` } })
    .prepare()

  const append = (record: AuditRecord): AuditEvent => {
    const last = written ?? committed
    if (!mark || !last) throw new Error('A record came before the audit chain had begun.')
    const seq = last.seq + 1
    const hash = mark(recordText(last.hash, seq, { ...record, fields: JSON.stringify(record.fields) }))
    const event = { ...record, seq, hash }
    const next = { ...last, seq, hash, mark: mark(headText({ ...last, seq, hash })) }
    if (moveHead(last, next) !== 1) throw trouble('AUDIT_HEAD')
    if (insert(event) !== 1) throw trouble('AUDIT_INSERT')
    written = next
    return event
  }

  return {
    begin: async (by, now, { canaries, records, newKey }) => {
      mark = by
      db.transaction(
        () => {
          if (newKey) beginWith(db, by, now, newKey)
          const kept = head()
          if (!kept) throw lostChain()
          if (kept.mark !== by(headText(kept)) || !isEnd(kept)) throw lostChain()
          for (const canary of canaries) putCanary.run({ ...canary })
          written = kept
          for (const record of records) append(record)
        },
        { behavior: 'immediate' },
      )
    },
    append,
    check: () => {
      if (committed && !(isSame(head(), committed) && isEnd(committed))) throw trouble('AUDIT_HEAD')
    },
  }
}

const headId = 1

/** The head of the chain, with its mark. */
export function headReader(db: Db): () => KeptHead | undefined {
  const { seq, hash, begunAt, takenOver, mark } = auditHead
  const one = db.select({ seq, hash, begunAt, takenOver, mark }).from(auditHead).where(eq(auditHead.id, headId)).prepare()
  return () => one.get()
}

/** Whether the newest record is the one that a head is of. */
function endReader(db: Db): (head: ChainHead) => boolean {
  const newest = db.select({ seq: table.seq, hash: table.hash }).from(table).orderBy(desc(table.seq)).limit(1).prepare()
  return (head) => {
    const { seq, hash } = newest.get() ?? { seq: 0, hash: noHash }
    return seq === head.seq && hash === head.hash
  }
}

/** Moves the head on from where it was left, and from nowhere else; answers how many heads it has moved. */
function headMover(db: Db): (from: KeptHead, to: KeptHead) => number {
  const { seq, hash, begunAt, takenOver, mark } = auditHead
  const isAsLeft = Object.entries({ seq, hash, begunAt, takenOver, mark }).map(([name, column]) => eq(column, sql.placeholder(name)))
  const statement = db
    .update(auditHead)
    .set({ seq: sql`${sql.placeholder('toSeq')}`, hash: sql`${sql.placeholder('toHash')}`, mark: sql`${sql.placeholder('toMark')}` })
    .where(and(eq(auditHead.id, headId), ...isAsLeft))
    .prepare()
  return (from, to) => statement.run({ ...from, toSeq: to.seq, toHash: to.hash, toMark: to.mark }).changes
}

function isSame(one: KeptHead | undefined, other: KeptHead): boolean {
  return one?.mark === other.mark && headText(one) === headText(other)
}

/** Begins the chain where there was none. A database that has lost its canaries too is not one without a chain, unless it is new. */
function beginWith(db: Db, mark: Mark, now: number, newKey: typeof dataKeys.$inferInsert): void {
  const has = (one: typeof table | typeof tokens | typeof workspaces | typeof keyCanaries | typeof auditHead): boolean =>
    db
      .select({ one: sql`1` })
      .from(one)
      .limit(1)
      .get() !== undefined
  if (has(auditHead) || (!has(keyCanaries) && [table, tokens, workspaces].some(has))) throw lostChain()
  db.insert(dataKeys).values(newKey).run()
  const begun = takeOver(db, mark, now)
  db.insert(auditHead)
    .values({ id: headId, ...begun, mark: mark(headText(begun)) })
    .run()
}

/** Links what a program without a chain has left, in its order. */
function takeOver(db: Db, mark: Mark, begunAt: number): ChainHead {
  const next = batchReader(db)
  const link = db
    .update(table)
    .set({ hash: sql`${sql.placeholder('hash')}` })
    .where(eq(table.seq, sql.placeholder('seq')))
    .prepare()
  let [seq, hash] = [0, noHash]
  for (let rows = next(); rows.length > 0; rows = next(seq)) {
    for (const row of rows) {
      hash = mark(recordText(hash, row.seq, row))
      seq = row.seq
      link.run({ seq, hash })
    }
  }
  return { seq, hash, begunAt, takenOver: seq }
}

/** The refusal of a start on a database whose chain is not as a gateway has left it. */
function lostChain(): SetupError {
  return new SetupError(
    'The audit chain of this database does not end where a gateway left it, or is gone: somebody else has changed it. ' +
      'See what is wrong with: switchboard audit verify. Then restore a backup.',
  )
}
