import { closeSync, constants, copyFileSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { SetupError } from '../../lib/setup-error.js'
import { makeWhole, refusal } from './copy.js'
import { realFile } from './lock.js'
import { isDamage, troubleOf } from './trouble.js'

/** What SQLite keeps beside a database; of one database it would change another. */
const sides = ['-wal', '-shm', '-journal']

/**
 * Puts a whole database in the place of another, which is kept under the name `aside`. The caller holds the lock. Whenever it
 * breaks off, the old one or the new one is there, and nothing of one beside the other. Answers whether there was an old one.
 */
export function replaceDatabase(fresh: string, path: string, aside: string): boolean {
  const file = realFile(path)
  const wasThere = existsSync(file)
  if (wasThere) {
    keep(file, aside)
  } else {
    for (const side of sides.filter((one) => existsSync(file + one))) renameSync(file + side, aside + side)
  }
  syncFolder(dirname(file))
  renameSync(fresh, file)
  syncFolder(dirname(file))
  return wasThere
}

/** After it, nothing lies beside the file. */
function keep(file: string, aside: string): void {
  if (statSync(file).size === 0) {
    keepDamaged(file, aside) // SQLite would remove the log beside it.
    return
  }
  try {
    makeWhole(file)
  } catch (error) {
    const trouble = troubleOf(error)
    if (!trouble || !isDamage(trouble)) throw refusal(`${file} cannot be put aside`, error)
    keepDamaged(file, aside)
    return
  }
  if (sides.some((side) => existsSync(file + side))) throw new SetupError(`Another program has ${file} open. Stop it, and try again.`)
  keepAs(file, aside)
}

/** What SQLite cannot make whole is kept as it lies. */
function keepDamaged(file: string, aside: string): void {
  const found = sides.filter((side) => existsSync(file + side))
  copyAll(file, aside, ['', ...found])
  for (const side of found) rmSync(file + side)
}

/** Copies a file and what lies beside it, all or nothing. Throws SetupError. */
function copyAll(file: string, aside: string, parts: readonly string[]): void {
  const made: string[] = []
  try {
    for (const part of parts) {
      copyFileSync(file + part, aside + part, constants.COPYFILE_EXCL)
      made.push(aside + part)
      syncFile(aside + part)
    }
  } catch (error) {
    const { code } = error as { code?: unknown }
    const half = code === 'EEXIST' ? [] : [aside + (parts[made.length] ?? '')]
    for (const left of [...made, ...half]) rmSync(left, { force: true })
    const remedy = 'Nothing is changed. Make room, see to the folder and who may write there, and try again.'
    throw new SetupError(`What is there cannot be kept as ${aside} (${String(code)}). ${remedy}`, { cause: error })
  }
}

/** A second name for the file, so that there is one under the first at every moment; a copy where the file system knows no second names. */
function keepAs(file: string, aside: string): void {
  try {
    linkSync(file, aside)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') throw error
    copyAll(file, aside, [''])
  }
}

/** Returns when the file is on the disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Returns when the names in the folder are on the disk. */
export function syncFolder(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
