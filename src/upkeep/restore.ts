import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../config.js'
import { keyFile, makeDataFolder, readKeyFile } from '../data-folder.js'
import { SetupError } from '../lib/setup-error.js'
import { parseKeyRing, refuseWrongRing } from '../secrets/key-ring.js'
import {
  copyDatabase,
  readFacts,
  lockDatabase,
  realFile,
  rehearseStart,
  replaceDatabase,
  syncFile,
  type DatabaseFacts,
} from '../store/open.js'
import { followChain } from './verify-audit.js'
import { contentsOf, orRefused, type Contents, type Work } from './work.js'

export interface Restored extends Contents {
  readonly database: string
  /** Where the database that was there is kept. */
  readonly kept: string | null
}

/** Puts a backup in the place of the database, once it is known to be whole, ours, and sealed with keys that are here. */
export async function restore(config: Config, path: string, { isForced, progress }: Work): Promise<Restored> {
  const { database } = config
  const file = resolve(path)
  const found = orRefused(path, () => statSync(file, { throwIfNoEntry: false }))
  if (!found?.isFile()) throw new SetupError(`There is no file ${file}.`)
  makeDataFolder(config.dataDir)
  const lock = lockDatabase(database)
  try {
    const target = realFile(database)
    if ([target, `${target}.restoring`].includes(realFile(file)))
      throw new SetupError(`${path} is a file of the gateway itself. Name a backup.`)
    if (existsSync(target) && !isForced)
      throw new SetupError(`There is a database already: ${database}. To put it aside and restore over it, add --force.`)
    return await replaceWith(config, file, target, progress)
  } finally {
    lock.release()
  }
}

async function replaceWith(config: Config, file: string, target: string, progress: Work['progress']): Promise<Restored> {
  const fresh = `${target}.restoring` // Nobody else makes one: the lock is held. One that is there was left by a kill.
  const removeFresh = (): void => ['', '-journal'].forEach((side) => rmSync(fresh + side, { force: true }))
  removeFresh()
  try {
    orRefused(fresh, () => writeFileSync(fresh, '', { mode: 0o600, flag: 'wx' }))
    await copyDatabase(file, fresh, progress)
    const facts = readFacts(fresh, file)
    refuseWithoutKeys(config, facts)
    rehearseStart(fresh, file)
    await refuseBrokenChain(config, fresh, file, progress)
    syncFile(fresh)
    const aside = freeName(`${target}.before-restore-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`)
    const wasThere = replaceDatabase(fresh, target, aside)
    return { database: config.database, kept: wasThere ? aside : null, ...contentsOf(facts) }
  } finally {
    removeFresh()
  }
}

/** Opens nothing but the canaries; a key that lacks is named. */
function refuseWithoutKeys({ secrets, dataDir }: Config, { canaries, masterKeys }: DatabaseFacts): void {
  const fromEnvironment = secrets.masterKeys?.open()
  const text = fromEnvironment ?? readKeyFile(dataDir)
  if (text !== undefined) {
    const source = fromEnvironment === undefined ? keyFile(dataDir) : 'SWITCHBOARD_MASTER_KEYS'
    refuseWrongRing(parseKeyRing(text, source), canaries, masterKeys)
  } else if (canaries.length > 0) {
    const ids = masterKeys.length > 0 ? masterKeys : canaries.map(({ masterKeyId }) => masterKeyId)
    const needed = ids.length === 1 ? `the master key ${ids.join()}, which is` : `the master keys ${ids.join(', ')}, which are`
    throw new SetupError(`This backup needs ${needed} not here. Put the key file at ${keyFile(dataDir)}, or set SWITCHBOARD_MASTER_KEYS.`)
  }
}

/** A start would refuse one whose end was changed; one that was changed before it has lost its worth. */
async function refuseBrokenChain(config: Config, fresh: string, name: string, progress: Work['progress']): Promise<void> {
  const verdict = await followChain(config, fresh, progress)
  if (!verdict?.fault) return
  const place = verdict.fault.kind === 'index' ? 'by its indexes' : `at record ${verdict.fault.seq}`
  throw new SetupError(`The audit chain of ${name} does not hold ${place}: somebody has changed this backup. Take another one.`)
}

function freeName(name: string, count = 1): string {
  const tried = count === 1 ? name : `${name}-${count}`
  return existsSync(tried) ? freeName(name, count + 1) : tried
}
