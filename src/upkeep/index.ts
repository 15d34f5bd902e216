import { readConfig } from '../config.js'
import { backup, type Backup } from './backup.js'
import { restore, type Restored } from './restore.js'
import type { Work } from './work.js'

/** What is done to the files of a gateway from outside. Every verb throws SetupError when it refuses. */
export interface Upkeep {
  /** Copies the database into a file, while the gateway runs or not. */
  readonly backup: (file: string, work: Work) => Promise<Backup>
  /** Puts a backup in the place of the database, while no gateway runs. */
  readonly restore: (file: string, work: Work) => Promise<Restored>
}

export type { Backup, Restored, Work }

/** The upkeep of the gateway that these settings belong to. */
export function openUpkeep(env: Readonly<Record<string, string | undefined>>): Upkeep {
  const config = readConfig(env)
  return {
    backup: (file, work) => backup(config, file, work),
    restore: (file, work) => restore(config, file, work),
  }
}
