import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Config } from '../config.js'
import { keyFile, nameOnce } from '../data-folder.js'
import { SetupError } from '../lib/setup-error.js'
import { copyDatabase, lockName, readFacts, realFile, syncFile, syncFolder } from '../store/open.js'
import { partialName, removeLeftovers } from './leftovers.js'
import { contentsOf, orRefused, refuseBlankEnd, type Contents, type Work } from './work.js'

export interface Backup extends Contents {
  readonly file: string
}

/** Copies the database as it is at one moment, checks the copy, and only then gives it its name. */
export async function backup(config: Config, path: string, { isForced, progress }: Work): Promise<Backup> {
  const { database } = config
  if (!existsSync(database)) throw new SetupError(`There is no database ${database}. Say where it is with SWITCHBOARD_DATA_DIR.`)
  const file = orRefused(path, () => targetOf(config, path))
  refuseTaken(file, isForced)
  orRefused(path, () => removeLeftovers(file))
  const partial = partialName(file, randomBytes(4).toString('hex'))
  orRefused(path, () => writeFileSync(partial, '', { mode: 0o600, flag: 'wx' })) // For its owner alone from the first byte.
  try {
    await copyDatabase(database, partial, progress)
    const facts = readFacts(partial, database)
    syncFile(partial)
    refuseTaken(file, isForced)
    orRefused(path, () => (isForced ? renameSync : nameOnce)(partial, file))
    orRefused(path, () => syncFolder(dirname(file)))
    return { file, ...contentsOf(facts) }
  } finally {
    for (const left of [partial, `${partial}-journal`]) rmSync(left, { force: true })
  }
}

/** Bytes that the names of a file may have beside what is put behind them while it is made. */
const longestName = 200

/** The file behind a path; nothing that the gateway lives on. */
function targetOf(config: Config, path: string): string {
  refuseBlankEnd(path)
  const folder = dirname(resolve(path))
  if (!existsSync(folder)) throw new SetupError(`There is no folder ${folder}. Make it first.`)
  const name = basename(path)
  if (Buffer.byteLength(name) > longestName)
    throw new SetupError(`The name ${name} is too long. Choose one of ${longestName} bytes at the most.`)
  const file = realFile(resolve(path))
  refuseBlankEnd(file)
  if (ownFiles(config).includes(file)) throw new SetupError(`${path} is a file of the gateway itself. Choose another name.`)
  return file
}

/** Every file that a gateway or a restore makes, replaces or takes away, whether it is there now or not. */
function ownFiles({ database, dataDir }: Config): string[] {
  const own = realFile(database)
  const isThere = existsSync(dataDir)
  const locks = [dirname(own), ...(isThere ? [realFile(dataDir)] : [])].map((folder) => join(folder, lockName))
  const databases = [own, `${own}.restoring`, ...locks]
  const keys = isThere ? [realFile(keyFile(dataDir)), join(realFile(dataDir), basename(keyFile(dataDir)))] : []
  return [
    ...databases.flatMap((file) => ['', '-wal', '-shm', '-journal'].map((side) => file + side)),
    ...keys.flatMap((file) => [file, `${file}.new`]),
  ]
}

function refuseTaken(file: string, isForced: boolean): void {
  const found = orRefused(file, () => statSync(file, { throwIfNoEntry: false }))
  if (found && !found.isFile()) throw new SetupError(`${file} is there already, and is no file. Choose another name.`)
  if (found && !isForced) throw new SetupError(`${file} is there already. Choose another name, or replace it with --force.`)
}
