import { isDeepStrictEqual } from 'node:util'
import { asc, eq, gt, sql } from 'drizzle-orm'
import { SetupError } from '../../lib/setup-error.js'
import { headText, noHash, recordText, type ChainHead, type KeptHead, type Mark } from '../chain.js'
import type { AuditEvent, AuditRecord } from '../rows.js'
import type { AuditStore } from '../store.js'
import type { Db } from './open.js'
import { prepareInsert } from './prepared.js'
import { audit as table, auditHead, dataKeys } from './schema.js'

export interface AuditChain {
  readonly begin: AuditStore['begin']
  /** Writes a record at the end of the chain, inside the transaction that is under way. */
  readonly append: (record: AuditRecord) => AuditEvent
}

export function auditChain(db: Db): AuditChain {
  let mark: Mark | undefined
  /** The head as this process has left it. */
  let own: KeptHead | undefined
  const insert = prepareInsert(db, table)
  const insertHead = prepareInsert(db, auditHead)
  const insertKey = prepareInsert(db, dataKeys)
  const head = headReader(db)
  const moveHead = db
    .update(auditHead)
    .set({ seq: sql`${sql.placeholder('seq')}`, hash: sql`${sql.placeholder('hash')}`, mark: sql`${sql.placeholder('mark')}` })
    .where(eq(auditHead.id, headId))
    .prepare()

  /** The end of the chain. One that a stranger has moved back must not become the end of what comes now. */
  const trustedHead = (by: Mark): KeptHead => {
    const kept = head()
    if (!kept || (!isDeepStrictEqual(kept, own) && kept.mark !== by(headText(kept)))) throw brokenHead()
    return kept
  }

  return {
    begin: async (by, now, newKey) =>
      db.transaction(
        () => {
          if (newKey) {
            if (head()) throw brokenHead()
            insertKey(newKey)
            const begun = takeOver(db, by, now)
            insertHead({ id: headId, ...begun, mark: by(headText(begun)) })
          } else trustedHead(by)
          mark = by
        },
        { behavior: 'immediate' },
      ),
    append: (record) => {
      if (!mark) throw new Error('A record came before the audit chain had begun.')
      const kept = trustedHead(mark)
      const seq = kept.seq + 1
      const hash = mark(recordText(kept.hash, seq, { ...record, fields: JSON.stringify(record.fields) }))
      const event = { ...record, seq, hash }
      insert(event)
      own = { ...kept, seq, hash, mark: mark(headText({ ...kept, seq, hash })) }
      moveHead.run({ ...own })
      return event
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

const batch = 1000

/** Links what a program without a chain has left, in its order. */
function takeOver(db: Db, mark: Mark, begunAt: number): ChainHead {
  const next = batchReader(db)
  const link = db
    .update(table)
    .set({ hash: sql`${sql.placeholder('hash')}` })
    .where(eq(table.seq, sql.placeholder('seq')))
    .prepare()
  let [seq, hash] = [0, noHash]
  for (let rows = next(seq); rows.length > 0; rows = next(seq)) {
    for (const row of rows) {
      hash = mark(recordText(hash, row.seq, row))
      seq = row.seq
      link.run({ seq, hash })
    }
  }
  return { seq, hash, begunAt, takenOver: seq }
}

/** The records after a number, so many at a time. */
export function batchReader(db: Db) {
  const { seq, id, at, tokenId, action, wanted, subject, subjectId, workspaceId, edge, requestId, address, hash } = table
  const fields = sql<string>`${table.fields}`
  const rows = db
    .select({ seq, id, at, tokenId, action, wanted, subject, subjectId, workspaceId, edge, requestId, address, fields, hash })
    .from(table)
    .where(gt(seq, sql.placeholder('after')))
    .orderBy(asc(seq))
    .limit(batch)
    .prepare()
  return (after: number) => rows.all({ after })
}

function brokenHead(): SetupError {
  return new SetupError(
    'The audit chain of this database does not end where this gateway left it: somebody else has changed it. ' +
      'See what is wrong with: switchboard audit verify. Then restore a backup.',
  )
}
