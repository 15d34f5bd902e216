import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { SetupError } from '../../lib/setup-error.js'
import { realFile } from './lock.js'
import { refuseLogAlone } from './log-alone.js'
import { isDamage, troubleOf } from './trouble.js'

/** Told how many parts of how many are done. */
export type CopyProgress = (done: number, total: number) => void

/** How much is copied before others get their turn: 4 MB of the usual pages. */
const pagesAtOnce = 1024

/**
 * Copies a database as it is at one moment into an empty file, while others write to it. The copy is one
 * file, written through to the disk. Throws SetupError.
 *
 * The read transaction around it holds that moment: without it SQLite would begin again after every write of
 * another process, and under constant writes never end. VACUUM INTO would do as well, but tells no progress.
 */
export async function copyDatabase(source: string, target: string, progress: CopyProgress): Promise<void> {
  let from: Database.Database | undefined
  try {
    from = openToRead(source)
    from.exec('BEGIN')
    from.prepare('select count(*) from sqlite_master').get()
    await from.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        progress(totalPages - remainingPages, totalPages)
        return pagesAtOnce
      },
    })
    makeWhole(target)
  } catch (error) {
    throw troubleOf(error)?.code === 'SQLITE_NOTADB' ? foreign(source) : refusal(`${source} cannot be copied to ${dirname(target)}`, error)
  } finally {
    from?.close()
  }
}

/** A database that is only read, which must be there; on a disk that is mounted read-only too. */
export function openToRead(file: string): Database.Database {
  refuseLogAlone(file)
  const client = new Database(file, { readonly: true, fileMustExist: true })
  try {
    client.prepare('select count(*) from sqlite_master').get()
    return client
  } catch (error) {
    if (troubleOf(error)?.code !== 'SQLITE_CANTOPEN') return client // Whoever reads it is told.
    const rested = atRest(file)
    if (!rested) return client
    client.close()
    return new Database(rested, { readonly: true })
  }
}

/** As many bytes as can be read at once. */
const mostInMemory = 2 ** 31 - 1

/**
 * The bytes of a database that nobody writes to: without a log it is whole in its one file. SQLite wants to make a log beside it
 * even to read it, since its header says that it has one.
 */
function atRest(file: string): Buffer | undefined {
  const isAtRest = (): boolean => ['-wal', '-shm', '-journal'].every((side) => !existsSync(realFile(file) + side))
  if (!isAtRest() || statSync(file).size > mostInMemory) return undefined
  const bytes = readFileSync(file)
  bytes.fill(1, 18, 20)
  return isAtRest() ? bytes : undefined
}

/** Takes a database out of WAL mode, so that nothing of it lies in a second file. */
export function makeWhole(file: string): void {
  const client = new Database(file, { fileMustExist: true })
  try {
    client.pragma('wal_checkpoint(TRUNCATE)')
    client.pragma('journal_mode = DELETE')
  } finally {
    client.close()
  }
}

/** A trouble as a sentence for a person, and so what a database lacks; a bug stays what it is. */
export function refusal(what: string, error: unknown): unknown {
  const trouble = troubleOf(error)
  if (trouble) {
    const told = `${what}: ${trouble.what} (${trouble.code}).`
    return new SetupError(isDamage(trouble) ? told : `${told} ${trouble.remedy}`)
  }
  const [, lack] =
    /\b(no such (?:table|column): "?[\w.]+"?|table \w+ has no column named \w+|\w+ [`"]?\w+[`"]? already exists)/.exec(reasonOf(error)) ??
    []
  return lack === undefined ? error : new SetupError(`${what}: it is not complete (${lack}).`)
}

/** What SQLite says, which Drizzle wraps. */
function reasonOf(error: unknown): string {
  const { code, message, cause } = (error ?? {}) as { code?: unknown; message?: unknown; cause?: unknown }
  if (code === 'SQLITE_ERROR') return String(message)
  return cause === undefined ? '' : reasonOf(cause)
}

/** The refusal of a file that is something else. */
export function foreign(file: string): SetupError {
  return new SetupError(`${file} is no database of Switchboard.`)
}
