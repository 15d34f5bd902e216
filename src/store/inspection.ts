import type { Canary } from './store.js'

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
  readonly newestRecordAt: number | null
  readonly canaries: Canary[]
  readonly masterKeysInUse: string[]
}
