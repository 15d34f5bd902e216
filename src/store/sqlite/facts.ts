import { statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { is } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { SetupError } from '../../lib/setup-error.js'
import type { Canary } from '../store.js'
import { refuseAdditions } from './additions.js'
import { foreign, openToRead, refusal } from './copy.js'
import { canariesIn, masterKeysIn } from './inspect.js'
import { applied, known, refuseNewer } from './open.js'
import * as schema from './schema.js'

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

/**
 * Reads a whole database of ours. Throws SetupError when it is damaged, not complete, another program's, or of a newer
 * Switchboard; in it the file is called `name`.
 */
export function readFacts(file: string, name: string): DatabaseFacts {
  let client: Database.Database | undefined
  try {
    client = openToRead(file)
    refuseForeign(client, name)
    refuseNewer(client, name)
    refuseAdditions(client, name)
    refuseDamaged(client, name)
    refuseIncomplete(client)
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
    throw refusal(`${name} cannot be read`, error)
  } finally {
    client?.close()
  }
}

function refuseForeign(client: Database.Database, name: string): void {
  const [first] = known()
  if (!applied(client).some((at) => at === first)) throw foreign(name)
}

function refuseDamaged(client: Database.Database, name: string): void {
  const isSound = client.pragma('integrity_check(1)', { simple: true }) === 'ok'
  const orphans = isSound ? (client.pragma('foreign_key_check') as unknown[]) : []
  if (!isSound || orphans.length > 0) throw new SetupError(`${name} is damaged: SQLite's integrity check fails. Take another one.`)
}

/** Every table is read once; one of before a migration that is pending may lack some. */
function refuseIncomplete(client: Database.Database): void {
  const have = new Set(applied(client))
  if (known().some((at) => !have.has(at))) return
  for (const table of tables) drizzle(client).select().from(table).limit(1).all()
}

const tables = Object.values(schema).filter((one) => is(one, SQLiteTable))
