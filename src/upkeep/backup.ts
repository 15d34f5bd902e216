import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Config } from '../config.js'
import { keyFile } from '../data-folder.js'
import { SetupError } from '../lib/setup-error.js'
import { copyDatabase, readFacts, realFile, syncFile, syncFolder } from '../store/open.js'
import { contentsOf, type Contents, type Work } from './work.js'

export interface Backup extends Contents {
  readonly file: string
}

/** Copies the database as it is at one moment, checks the copy, and only then gives it its name. */
export async function backup(config: Config, path: string, { isForced, progress }: Work): Promise<Backup> {
  const { database } = config
  if (!existsSync(database)) throw new SetupError(`There is no database ${database}. Say where it is with SWITCHBOARD_DATA_DIR.`)
  const file = targetOf(config, path)
  refuseTaken(file, isForced)
  const partial = `${file}.partial-${randomBytes(4).toString('hex')}`
  try {
    makeEmpty(partial)
    await copyDatabase(database, partial, progress)
    const facts = readFacts(partial)
    syncFile(partial)
    refuseTaken(file, isForced)
    renameSync(partial, file)
    syncFolder(dirname(file))
    return { file, ...contentsOf(facts) }
  } finally {
    for (const left of [partial, `${partial}-journal`]) rmSync(left, { force: true })
  }
}

/** The file behind a path; nothing that the gateway lives on. */
function targetOf({ database, dataDir }: Config, path: string): string {
  const folder = dirname(resolve(path))
  if (!existsSync(folder)) throw new SetupError(`There is no folder ${folder}. Make it first.`)
  const [file, own] = [realFile(resolve(path)), realFile(database)]
  const taken = [own, ...['-wal', '-shm', '-journal'].map((side) => own + side), join(dirname(own), 'lock.db')]
  if ([...taken, ...(existsSync(dataDir) ? [realFile(keyFile(dataDir))] : [])].includes(file))
    throw new SetupError(`${path} is a file of the gateway itself. Choose another name.`)
  return file
}

function refuseTaken(file: string, isForced: boolean): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found && !found.isFile()) throw new SetupError(`${file} is there already, and is no file. Choose another name.`)
  if (found && !isForced) throw new SetupError(`${file} is there already. Choose another name, or replace it with --force.`)
}

/** For its owner alone from the first byte. */
function makeEmpty(file: string): void {
  try {
    writeFileSync(file, '', { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new SetupError(`${dirname(file)} cannot be written to (${String((error as { code?: unknown }).code)}).`)
  }
}
