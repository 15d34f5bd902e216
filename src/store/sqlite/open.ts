import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { root } from '../../lib/root.js'
import { SetupError } from '../../lib/setup-error.js'
import { refuseAdditions } from './additions.js'
import { foreign, openToRead, refusal } from './copy.js'
import { refuseDenied } from './denied.js'
import { lockWithKeys, realFile, unusable, type Lock } from './lock.js'
import { refuseLogAlone } from './log-alone.js'
import { presenceOf } from './presence.js'
import * as schema from './schema.js'
import { troubleOf } from './trouble.js'

export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database }

const migrations = join(root, 'src/store/sqlite/migrations')

/** A database that this process alone writes to. */
export interface OpenDatabase {
  readonly db: Db
  readonly lock: Lock
  /** Throws when its files are no longer those that are open. */
  readonly checkFiles: () => void
  readonly close: () => void
}

/** Opens the file for writing: one writer, who alone uses the key file in its folder too, WAL, every commit on disk, migrated. */
export function openDatabase(file: string, keyFolder?: string): OpenDatabase {
  const lock = lockWithKeys(file, keyFolder)
  let client: Database.Database | undefined
  try {
    refuseDenied(realFile(file))
    client = connect(file)
    // A reopened WAL file comes back at NORMAL, which does not survive a power loss.
    client.pragma('synchronous = FULL')
    client.pragma('foreign_keys = ON')
    client.pragma('trusted_schema = OFF')
    if (client.pragma('synchronous', { simple: true }) !== 2) throw new SetupError(`SQLite does not keep synchronous=FULL on ${file}.`)
    refuseNewer(client, file)
    refuseAdditions(client, file)
    const db = migrated(client)
    writeOnce(client)
    return {
      db,
      lock,
      checkFiles: presenceOf(file),
      close: () => {
        db.$client.close()
        lock.release()
      },
    }
  } catch (error) {
    client?.close()
    lock.release()
    throw troubleOf(error) ? unusable(file, error) : refusal(`The database ${file} cannot be brought up to date`, error)
  }
}

/** The least there is to write, which nobody reads: a transaction that changes nothing does not notice that the file is read-only. */
export function writeOnce(client: Database.Database): void {
  const version = Number(client.pragma('user_version', { simple: true }))
  client.pragma(`user_version = ${version}`)
}

/** Does the migrations that are pending. */
export function migrated(client: Database.Database): Db {
  migrate(client)
  return drizzle(client, { schema })
}

/** Opens the file for reading alone, also beside the one that writes. It must be of this program. */
export function openForReading(file: string): Database.Database {
  let client: Database.Database | undefined
  try {
    client = openToRead(file)
    refuseNewer(client, file)
    refuseAdditions(client, file)
    checkDatabase(client)
    return client
  } catch (error) {
    client?.close()
    if (error instanceof SetupError) throw error
    if (troubleOf(error) && existsSync(file)) throw refusal(`The database ${file} cannot be read`, error)
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
    refuseLogAlone(file)
    client = new Database(file)
    refuseForeign(client, file)
    client.pragma('journal_mode = WAL')
    return client
  } catch (error) {
    client?.close()
    throw error instanceof SetupError ? error : unusable(file, error)
  }
}

/** Throws SetupError when another program has made its tables there. */
function refuseForeign(client: Database.Database, file: string): void {
  const ours = new Set(known())
  if (applied(client).some((at) => ours.has(at))) return
  const others = client.prepare(
    "select 1 from sqlite_master where name not like 'sqlite\\_%' escape '\\' and name <> '__drizzle_migrations'",
  )
  if (others.get()) throw new SetupError(`${foreign(file).message} Choose another with SWITCHBOARD_DATABASE_URL.`)
}

/**
 * Does what is pending, all of it or nothing. Drizzle's own way hides a full disk: SQLite has rolled back already when it does so
 * again, and the error of that is the one that it throws.
 */
function migrate(client: Database.Database): void {
  const newest = Math.max(0, ...applied(client))
  const pending = readMigrationFiles({ migrationsFolder: migrations }).filter(({ folderMillis }) => folderMillis > newest)
  client
    .transaction(() => {
      client.exec('create table if not exists __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)')
      const note = client.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
      for (const { sql, hash, folderMillis } of pending) {
        for (const statement of sql) client.exec(statement)
        note.run(hash, folderMillis)
      }
    })
    .immediate()
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
