import type { Mark } from './chain.js'
import type { WrappedKey } from './rows.js'
import type { Canary } from './store.js'

/** The audit chain, its key as it is wrapped. */
export interface InspectedChain {
  readonly key: WrappedKey | undefined
  /** Whether its head has this mark, and is that of the newest record. */
  readonly endsAsMarked: (mark: Mark) => boolean
}

/** What a look at a database from outside finds. */
export interface Inspection {
  /** A gateway writes to it now. */
  readonly isHeld: boolean
  /** What is broken, in the database's words. */
  readonly damage: string | undefined
  readonly migrations: 'current' | 'pending' | 'newer'
  /** When the newest migration of this program was written. */
  readonly newestMigration: number
  readonly walBytes: number
  /** When the last audit record was written. */
  readonly newestRecordAt: number | null
  readonly canaries: Canary[]
  /** Undefined where a start has yet to make its tables. */
  readonly chain: InspectedChain | undefined
  readonly masterKeysInUse: string[]
}
