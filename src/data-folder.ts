import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
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
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
  } catch {
    throw new SetupError(`The data folder ${folder} cannot be written to. Change its owner, or choose another with SWITCHBOARD_DATA_DIR.`)
  }
}

/** Where the master keys are kept when the environment does not bring them. */
export function keyFile(folder: string): string {
  return join(folder, 'master.key')
}

/** The ring in the key file; a new one when there is none yet and nothing was sealed before. */
export function readKeyFile(folder: string, isSealed: boolean): { text: string; isNew: boolean } {
  const file = keyFile(folder)
  if (existsSync(file)) return { text: readFileSync(file, 'utf8'), isNew: false }
  if (isSealed) {
    throw new SetupError(
      `The master key file ${file} is missing, and this database was sealed with it. Put it back, or set SWITCHBOARD_MASTER_KEYS.`,
    )
  }
  const text = newKeyEntry('k1')
  writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' })
  return { text, isNew: true }
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
    write: (text) => told('written', () => replaceFile(realpathSync(file), `${text}\n`)),
  }
}

function told<Result>(what: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new Problem('unavailable', `The master key file cannot be ${what} (${String((error as { code?: unknown }).code)}).`)
  }
}

/** The old file or the new one is there, whole and on disk, whenever the machine stops. */
function replaceFile(file: string, text: string): void {
  const next = `${file}.new`
  rmSync(next, { force: true })
  try {
    writeFileSync(next, text, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(next, file)
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
