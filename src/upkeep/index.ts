import { readConfig } from '../config.js'
import { backup, type Backup } from './backup.js'
import { diagnose, type Diagnosis } from './diagnose.js'
import { restore, type Restored } from './restore.js'
import { verifyAudit, type AuditCheck } from './verify-audit.js'
import type { Work } from './work.js'

/** What is done to the files of a gateway from outside. Every verb throws SetupError when it refuses. */
export interface Upkeep {
  /** Looks at everything that a gateway needs, and changes nothing; SQLite itself may leave an empty log beside a database at rest. */
  readonly diagnose: () => Promise<Diagnosis>
  /** Follows the audit chain from its beginning. */
  readonly verifyAudit: AuditCheck
  /** Copies the database into a file, while the gateway runs or not. */
  readonly backup: (file: string, work: Work) => Promise<Backup>
  /** Puts a backup in the place of the database, while no gateway runs. */
  readonly restore: (file: string, work: Work) => Promise<Restored>
}

export type { Backup, Diagnosis, Restored, Work }

/** The upkeep of the gateway that these settings belong to. */
export function openUpkeep(env: Readonly<Record<string, string | undefined>>): Upkeep {
  return {
    diagnose: () => diagnose(env),
    verifyAudit: (...given) => verifyAudit(env, ...given),
    backup: async (file, work) => backup(readConfig(env), file, work),
    restore: async (file, work) => restore(readConfig(env), file, work),
  }
}
