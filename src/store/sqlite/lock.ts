import { lstatSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { SetupError } from '../../lib/setup-error.js'
import { troubleOf } from './trouble.js'

/** The file behind every link to it; it need not be there yet. Its folder must. */
export function realFile(path: string): string {
  const file = join(realpathSync(dirname(path)), basename(path))
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  return isLink ? realFile(resolve(dirname(file), readlinkSync(file))) : file
}

/** Holds an exclusive lock beside the file, whatever path leads to it, for as long as the process lives; a kill frees it. */
export function lockFor(file: string): () => void {
  let lock: Database.Database | undefined
  try {
    lock = new Database(join(dirname(realFile(file)), 'lock.db'), { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    const held = lock
    return () => held.close()
  } catch (error) {
    lock?.close()
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw unusable(file, error)
    throw new SetupError(
      `Another Switchboard writes to ${file}. Stop it, or give this one a data folder of its own (SWITCHBOARD_DATA_DIR).`,
    )
  }
}

/** Why a start cannot use the file, and what to do. */
export function unusable(file: string, error: unknown): SetupError {
  const trouble = troubleOf(error)
  const reason = trouble
    ? `${trouble.what} (${trouble.code}). ${trouble.remedy}`
    : `${error instanceof Error ? error.message : 'unknown reason'}.`
  return new SetupError(`The database ${file} cannot be used: ${reason} Another one can be chosen with SWITCHBOARD_DATABASE_URL.`)
}
