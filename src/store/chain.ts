import type { AuditRecord } from './rows.js'

/**
 * How audit records are linked: each has a mark over the one before it and its
 * own content, and the newest one's is kept once more, with how many there are.
 * Marks are made with a key that the database does not hold in the clear, so
 * who can only write to the database cannot change, add, remove or reorder a
 * record without its being found.
 */

/** A keyed mark of a text, in hexadecimal: nobody makes one who lacks the key. */
export type Mark = (text: string) => string

/** Where the chain ends, and where it began. */
export interface ChainHead {
  /** Number and hash of the newest record; 0 and `noHash` before the first. */
  readonly seq: number
  readonly hash: string
  /** When the chain was begun, and the last record that was there already and taken over as it was. */
  readonly begunAt: number
  readonly takenOver: number
}

/** What a store holds of the head: all of it, and the mark that vouches for it. */
export interface KeptHead extends ChainHead {
  readonly mark: string
}

/** What stands before the first record. */
export const noHash = '0'.repeat(64)

/** A record as it is marked; `fields` as JSON text, so that it is read as it was written. */
export type Linkable = Omit<AuditRecord, 'fields'> & { readonly fields: string }

/** What a record's hash is the mark of. */
export function recordText(previous: string, seq: number, record: Linkable): string {
  const { id, at, tokenId, action, wanted, subject, subjectId, workspaceId, edge, requestId, address, fields } = record
  const content = [id, at, tokenId, action, wanted, subject, subjectId, workspaceId, edge, requestId, address, fields]
  return JSON.stringify(['switchboard audit record 1', previous, seq, ...content])
}

/** What the head's mark is made of. */
export function headText({ seq, hash, begunAt, takenOver }: ChainHead): string {
  return JSON.stringify(['switchboard audit head 1', seq, hash, begunAt, takenOver])
}
