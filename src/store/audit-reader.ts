import type { ChainHead, Mark } from './chain.js'
import type { WrappedKey } from './rows.js'

/** The audit chain of a database, read beside the gateway that writes it, as it is at one moment. */
export interface AuditReader {
  /** The wrapped key of an owner. Undefined when it has none. Throws SetupError when it cannot be read. */
  key(ownerId: string): WrappedKey | undefined
  /** Follows the chain from its beginning; `noted` is an end of it that was noted before. Throws SetupError when it cannot be read. */
  verify(mark: Mark, progress: Progress, noted?: ChainPlace): Promise<AuditVerdict>
  close(): void
}

export type Progress = (done: number, total: number) => void

/** A record's number and hash. */
export type ChainPlace = Pick<ChainHead, 'seq' | 'hash'>

/** What has come of it. */
export interface AuditVerdict {
  /** How many records hold good. */
  readonly records: number
  /** Numbers that are missing among the records that were taken over. */
  readonly gaps: readonly Gap[]
  /** Undefined when it is not one that the key has marked. */
  readonly head: ChainHead | undefined
  readonly fault: AuditFault | undefined
}

/** From one number to another, both included. */
export interface Gap {
  readonly from: number
  readonly to: number
}

/**
 * Why the chain does not hold, with the number of the first record that is not as it was written: `link`, it or one before
 * it was changed, removed, added or moved; `end`, it was the next and is missing; `noted`, it is not the one that was noted.
 * Where all of them are as they were: `index`, what finds them is not, so that a list may hide or misdate one.
 */
export type AuditFault = { readonly kind: 'link' | 'end' | 'noted'; readonly seq: number } | { readonly kind: 'index' }
