import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { root } from '../../lib/root.js'
import { SetupError } from '../../lib/setup-error.js'
import { lockFor, unusable } from './lock.js'
import * as schema from './schema.js'
import { troubleOf } from './trouble.js'

export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database }

const migrations = join(root, 'src/store/sqlite/migrations')

/** Opens the file for writing: one writer, WAL, every commit on disk, migrated. */
export function openDatabase(file: string): { db: Db; close: () => void } {
  const unlock = lockFor(file)
  let client: Database.Database | undefined
  try {
    client = connect(file)
    // A reopened WAL file comes back at NORMAL, which does not survive a power loss.
    client.pragma('synchronous = FULL')
    client.pragma('foreign_keys = ON')
    client.pragma('trusted_schema = OFF')
    if (client.pragma('synchronous', { simple: true }) !== 2) throw new SetupError(`SQLite does not keep synchronous=FULL on ${file}.`)
    refuseNewer(client, file)
    const db = migrated(client)
    return {
      db,
      close: () => {
        db.$client.close()
        unlock()
      },
    }
  } catch (error) {
    client?.close()
    unlock()
    throw troubleOf(error) ? unusable(file, error) : error
  }
}

/** Does the migrations that are pending. */
export function migrated(client: Database.Database): Db {
  const db = drizzle(client, { schema })
  migrate(db, { migrationsFolder: migrations })
  return db
}

/** Opens the file for reading alone, also beside the one that writes. It must be of this program. */
export function openForReading(file: string): Database.Database {
  let client: Database.Database | undefined
  try {
    client = new Database(file, { readonly: true, fileMustExist: true })
    refuseNewer(client, file)
    checkDatabase(client)
    return client
  } catch (error) {
    client?.close()
    if (error instanceof SetupError) throw error
    const reason = error instanceof Error ? error.message : 'unknown reason'
    throw new SetupError(
      `The database ${file} cannot be read: ${reason.replace(/\.$/, '')}. Say where it is with SWITCHBOARD_DATA_DIR or SWITCHBOARD_DATABASE_URL; one of an earlier Switchboard is brought up to date by a start.`,
    )
  }
}

/** A connection in WAL mode, which is the first that reads the file. */
function connect(file: string): Database.Database {
  let client: Database.Database | undefined
  try {
    client = new Database(file)
    client.pragma('journal_mode = WAL')
    return client
  } catch (error) {
    client?.close()
    throw unusable(file, error)
  }
}

/** Migrations that this program knows, by the time they were written. */
export function known(): number[] {
  const journal = JSON.parse(readFileSync(join(migrations, 'meta/_journal.json'), 'utf8')) as { entries: { when: number }[] }
  return journal.entries.map(({ when }) => when)
}

/** Migrations that the database has had. */
export function applied(client: Database.Database): number[] {
  const table = client.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get()
  if (!table) return []
  return (client.prepare('select created_at as at from __drizzle_migrations').all() as { at: number }[]).map(({ at }) => at)
}

/** Throws SetupError when a program that knows more than this one has written it. */
export function refuseNewer(client: Database.Database, name: string): void {
  const newest = Math.max(...known())
  if (applied(client).some((at) => at > newest)) {
    throw new SetupError(`${name} was written by a newer Switchboard. Start that version, or restore a backup from before the upgrade.`)
  }
}

/** Throws when the database does not answer, or lacks a migration. */
export function checkDatabase(client: Database.Database): void {
  const have = new Set(applied(client))
  if (known().some((at) => !have.has(at))) throw new Error('A migration is missing.')
}
