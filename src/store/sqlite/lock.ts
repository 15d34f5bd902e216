import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { SetupError } from '../../lib/setup-error.js'
import { denied } from './denied.js'
import { trouble, troubleOf } from './trouble.js'

/** An exclusive lock, held for as long as the process lives; a kill frees it. */
export interface Lock {
  readonly release: () => void
  /** Throws when its file is no longer the one that is locked, so that another process may hold the one that is there now. */
  readonly check: () => void
}

/** The file behind every link to it; it need not be there yet. Its folder must. */
export function realFile(path: string, linksLeft = 40): string {
  const file = join(realpathSync(dirname(path)), basename(path))
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  if (isLink && linksLeft === 0) throw new SetupError(`${path} is a link that leads back to itself. Name a file.`)
  return isLink ? realFile(resolve(dirname(file), readlinkSync(file)), linksLeft - 1) : file
}

/** The lock of a database, whatever path leads to it. */
export function lockFile(file: string): string {
  return join(dirname(realFile(file)), lockName)
}

/** Holds the lock beside a database, whatever path leads to it. Throws SetupError when another process does. */
export function lockFor(file: string): Lock {
  const lock = tryLock(file)
  if (lock) return lock
  throw new SetupError(
    `Another Switchboard writes to ${file}, or to another database in its folder. Stop it, or give this one a data folder of its own (SWITCHBOARD_DATA_DIR).`,
  )
}

/** Holds it and the lock in the folder whose key file is used, where that is another one: of two gateways that share it one would retire the other's keys. */
export function lockWithKeys(file: string, keyFolder: string | undefined): Lock {
  const lock = lockFor(file)
  if (keyFolder === undefined) return lock
  try {
    if (realpathSync(keyFolder) === dirname(realFile(file))) return lock
    const keys = tryLock(join(keyFolder, lockName), 'KEY_LOCK_LOST')
    if (keys) return joined([lock, keys])
    throw new SetupError(
      `Another Switchboard uses the key file in ${keyFolder}. Stop it, or give this one a data folder of its own (SWITCHBOARD_DATA_DIR).`,
    )
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Whether a gateway writes to the file, or to what was there under its name. Never makes a lock: the user who does would own it. */
export function isHeld(file: string): boolean {
  if (!existsSync(dirname(file))) return false
  let lock: Database.Database | undefined
  try {
    lock = new Database(lockFile(file), { readonly: true, fileMustExist: true, timeout: 0 })
    lock.prepare('select count(*) from sqlite_master').get()
    return false
  } catch (error) {
    const code = troubleOf(error)?.code
    if (code === 'SQLITE_CANTOPEN') return false // There is none, or none that this user may open.
    if (code === 'SQLITE_BUSY') return true
    throw error
  } finally {
    lock?.close()
  }
}

function joined(locks: readonly Lock[]): Lock {
  return {
    release: () => locks.forEach(({ release }) => release()),
    check: () => locks.forEach(({ check }) => check()),
  }
}

/** What it is called, in the folder of a database and in that of a key file. */
export const lockName = 'lock.db'

/** Undefined when another process has it. */
function tryLock(file: string, whenLost: 'LOCK_LOST' | 'KEY_LOCK_LOST' = 'LOCK_LOST'): Lock | undefined {
  let client: Database.Database | undefined
  const path = pathOf(file)
  try {
    client = new Database(path, { timeout: 0 })
    client.pragma('journal_mode = MEMORY')
    client.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1') // On a file that is read-only the first alone locks nothing, and does not say so.
    const held = client
    const own = identityOf(path)
    return {
      release: () => held.close(),
      check: () => {
        if (identityOf(path) !== own) throw trouble(whenLost)
      },
    }
  } catch (error) {
    client?.close()
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return undefined
    throw denied(path) ?? unusable(file, error, `Its lock file is ${lockName} beside it.`)
  }
}

function pathOf(file: string): string {
  try {
    return lockFile(file)
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw withoutFolder(file, error) ?? unusable(file, error, `Its lock file is ${lockName} beside it.`)
  }
}

function withoutFolder(file: string, error: unknown): SetupError | undefined {
  const { code, path } = error as { code?: unknown; path?: unknown }
  if (code !== 'ENOENT') return undefined
  return new SetupError(
    `There is no folder ${String(path)} for the database ${file}. Make it, or choose another with SWITCHBOARD_DATABASE_URL.`,
  )
}

/** Which file a path leads to now. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found && `${found.dev}:${found.ino}`
}

/** Why a start cannot use the file, and what to do. */
export function unusable(file: string, error: unknown, more?: string): SetupError {
  const found = troubleOf(error)
  const forbidden = /^SQLITE_(CANTOPEN|READONLY)/.test(found?.code ?? '') ? denied(file) : undefined
  if (forbidden) return forbidden
  const reason = found ? `${found.what} (${found.code}). ${found.remedy}` : `${error instanceof Error ? error.message : 'unknown reason'}.`
  const words = [`The database ${file} cannot be used: ${reason}`, more, 'Another one can be chosen with SWITCHBOARD_DATABASE_URL.']
  return new SetupError(words.filter((word) => word !== undefined).join(' '))
}
