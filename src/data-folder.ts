import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from './lib/problem.js'
import { SetupError } from './lib/setup-error.js'
import { newKeyEntry, parseKeyRing } from './secrets/key-ring.js'
import type { RingFile } from './secrets/live-ring.js'

/** Makes the folder that everything is kept in, for its owner alone. */
export function makeDataFolder(folder: string): void {
  try {
    makeLevels(folder)
    accessSync(join(folder, '/'), constants.W_OK) // The slash makes it fail of a file.
  } catch {
    throw new SetupError(`The data folder ${folder} cannot be written to. Change its owner, or choose another with SWITCHBOARD_DATA_DIR.`)
  }
}

/** One by one: where the system answers that a folder is missing whose parent is there, Node's way for all of them never ends. */
function makeLevels(folder: string): void {
  if (existsSync(folder)) return
  if (dirname(folder) !== folder) makeLevels(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** Where the master keys are kept when the environment does not bring them. */
export function keyFile(folder: string): string {
  return join(folder, 'master.key')
}

/** The ring in the key file; undefined when there is no such file. */
export function readKeyFile(folder: string): string | undefined {
  const file = keyFile(folder)
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      refuseBrokenLink(file)
      return undefined
    }
    throw new SetupError(
      `The master key file ${file} cannot be read (${codeOf(error)}). Make it a file that this user may read, or set SWITCHBOARD_MASTER_KEYS.`,
    )
  }
}

function refuseBrokenLink(file: string): void {
  if (!lstatSync(file, { throwIfNoEntry: false })) return
  throw new SetupError(`The master key file ${file} is a link, and what it leads to is missing. Put that back, or remove the link.`)
}

/** The ring in the key file of a database that was sealed with it. */
export function needKeyFile(folder: string): string {
  const text = readKeyFile(folder)
  if (text !== undefined) return text
  throw new SetupError(
    `The master key file ${keyFile(folder)} is missing, and this database was sealed with it. Put it back, or set SWITCHBOARD_MASTER_KEYS.`,
  )
}

/** Makes a key file with one new key, whole and on the disk before anybody can read it, and answers what is in it. */
export function makeKeyFile(folder: string): string {
  const file = keyFile(folder)
  try {
    placeFile(file, `${newKeyEntry('k1')}\n`, nameOnce)
  } catch (error) {
    throw new SetupError(
      `The master key file ${file} cannot be made (${codeOf(error)}). Make room for it, or choose another folder with SWITCHBOARD_DATA_DIR.`,
    )
  }
  return needKeyFile(folder)
}

/** Gives the file its name where nobody has taken it; where the file system knows no second names, it is renamed. */
export function nameOnce(next: string, file: string): void {
  try {
    linkSync(next, file)
    rmSync(next)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error
    renameSync(next, file)
  }
}

/** The key file as something that changes while the gateway runs. Refused as `unavailable` when it cannot be read or written. */
export function ringFile(folder: string): RingFile {
  const file = keyFile(folder)
  return {
    kind: 'file',
    read: () =>
      parseKeyRing(
        told('read', () => readFileSync(file, 'utf8')),
        file,
      ),
    write: (text) => told('written', () => placeFile(realpathSync(file), `${text}\n`, renameSync)),
  }
}

function told<Result>(what: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new Problem('unavailable', `The master key file cannot be ${what} (${codeOf(error)}). Look at it, its folder and its disk.`)
  }
}

/** What was there or the new file is there, whole and on disk, whenever the machine stops; `name` gives it its name. */
function placeFile(file: string, text: string, name: (next: string, file: string) => void): void {
  const next = `${file}.new`
  rmSync(next, { force: true })
  try {
    writeFileSync(next, text, { mode: 0o600, flag: 'wx', flush: true })
    name(next, file)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  }
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code)
}
