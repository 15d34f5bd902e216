import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from './lib/setup-error.js'
import { newKeyEntry } from './secrets/key-ring.js'

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
