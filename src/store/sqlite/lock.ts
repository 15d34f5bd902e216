import { accessSync, constants, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { SetupError } from '../../lib/setup-error.js'
import { troubleOf } from './trouble.js'

/** The file behind every link to it; it need not be there yet. Its folder must. */
export function realFile(path: string, linksLeft = 40): string {
  const file = join(realpathSync(dirname(path)), basename(path))
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  if (isLink && linksLeft === 0) throw new SetupError(`${path} is a link that leads back to itself. Name a file.`)
  return isLink ? realFile(resolve(dirname(file), readlinkSync(file)), linksLeft - 1) : file
}

/** The lock of a database, whatever path leads to it. */
export function lockFile(file: string): string {
  return join(dirname(realFile(file)), 'lock.db')
}

/** Holds an exclusive lock beside the file, whatever path leads to it, for as long as the process lives; a kill frees it. */
export function lockFor(file: string): () => void {
  let lock: Database.Database | undefined
  let path: string | undefined
  try {
    path = lockFile(file)
    lock = new Database(path, { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    const held = lock
    return () => held.close()
  } catch (error) {
    lock?.close()
    if (error instanceof SetupError) throw error
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw (path === undefined ? undefined : denied(path)) ?? unusable(file, error)
    throw new SetupError(
      `Another Switchboard writes to ${file}. Stop it, or give this one a data folder of its own (SWITCHBOARD_DATA_DIR).`,
    )
  }
}

/** Says whose file it is when this user may not write to it. */
function denied(path: string): SetupError | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  const me = process.getuid?.()
  if (!found || me === undefined || !isDenied(path)) return undefined
  const told = `${path} belongs to user ${found.uid}, and user ${me} may not write to it.`
  if (found.uid === me) return new SetupError(`${told} Run: chmod 600 ${path}`)
  return new SetupError(`${told} Run: chown ${me} ${path} – or start Switchboard as user ${found.uid}.`)
}

function isDenied(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return false
  } catch (error) {
    return (error as { code?: unknown }).code === 'EACCES'
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
