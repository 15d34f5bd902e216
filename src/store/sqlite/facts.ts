import { statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { SetupError } from '../../lib/setup-error.js'
import type { Canary } from '../store.js'
import { foreign, openToRead, refusal } from './copy.js'
import { canariesIn, masterKeysIn } from './inspect.js'
import { applied, known, refuseNewer } from './open.js'

/** What there is to know of a database without opening a secret. */
export interface DatabaseFacts {
  readonly bytes: number
  readonly connections: number
  readonly workspaces: number
  /** Number of the newest audit record; 0 when there is none. */
  readonly newestAudit: number
  /** Ids of the master keys that its secrets are sealed with. */
  readonly masterKeys: readonly string[]
  readonly canaries: readonly Canary[]
}

/** Reads a whole database of ours. Throws SetupError when it is damaged, another program's, or of a newer Switchboard. */
export function readFacts(file: string): DatabaseFacts {
  let client: Database.Database | undefined
  try {
    client = openToRead(file)
    refuseForeign(client, file)
    refuseNewer(client, file)
    refuseDamaged(client, file)
    const number = (query: string): number => Number(client?.prepare(query).pluck().get())
    return {
      bytes: statSync(file).size,
      connections: number('select count(*) from connections'),
      workspaces: number('select count(*) from workspaces'),
      newestAudit: number('select coalesce(max(seq), 0) from audit'),
      masterKeys: masterKeysIn(client),
      canaries: canariesIn(client),
    }
  } catch (error) {
    throw refusal(`${file} cannot be read`, error)
  } finally {
    client?.close()
  }
}

function refuseForeign(client: Database.Database, file: string): void {
  const [first] = known()
  if (!applied(client).some((at) => at === first)) throw foreign(file)
}

function refuseDamaged(client: Database.Database, file: string): void {
  const isSound = client.pragma('integrity_check(1)', { simple: true }) === 'ok'
  const orphans = isSound ? (client.pragma('foreign_key_check') as unknown[]) : []
  if (!isSound || orphans.length > 0) throw new SetupError(`${file} is damaged: SQLite's integrity check fails. Take another one.`)
}
