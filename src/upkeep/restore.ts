import { accessSync, constants, existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../config.js'
import { keyFile, makeDataFolder, readKeyFile } from '../data-folder.js'
import { Problem } from '../lib/problem.js'
import { SetupError } from '../lib/setup-error.js'
import { beginAudit } from '../secrets/audit-mark.js'
import { newKeyEntry, parseKeyRing, refuseWrongRing, type KeyRing } from '../secrets/key-ring.js'
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
import { contentsOf, orRefused, refuseBlankEnd, type Contents, type Work } from './work.js'

export interface Restored extends Contents {
  readonly database: string
  /** Where the database that was there is kept. */
  readonly kept: string | null
}

/** Puts a backup in the place of the database, once it is known to be whole, ours, and sealed with keys that are here. */
export async function restore(config: Config, path: string, { isForced, progress }: Work): Promise<Restored> {
  const { database } = config
  refuseBlankEnd(path)
  const file = resolve(path)
  const found = orRefused(path, () => statSync(file, { throwIfNoEntry: false }))
  if (!found?.isFile()) throw new SetupError(`There is no file ${file}.`)
  orRefused(path, () => accessSync(file, constants.R_OK))
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
    const ring = ringFor(config, facts)
    await rehearseStart(fresh, file, (store) => beginAudit(ring, store, Date.now(), []).catch(refuseLostChain(file)))
    await refuseBrokenChain(config, fresh, file, progress)
    syncFile(fresh)
    const aside = freeName(`${target}.before-restore-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`)
    const wasThere = replaceDatabase(fresh, target, aside)
    return { database: config.database, kept: wasThere ? aside : null, ...contentsOf(facts) }
  } finally {
    removeFresh()
  }
}

/** The ring that a start would use, or one like that which it would make. Opens nothing but the canaries; a key that lacks is named. */
function ringFor({ secrets, dataDir }: Config, { canaries, masterKeys }: DatabaseFacts): KeyRing {
  const fromEnvironment = secrets.masterKeys?.open()
  const text = fromEnvironment ?? readKeyFile(dataDir)
  if (text !== undefined) {
    const source = fromEnvironment === undefined ? keyFile(dataDir) : 'SWITCHBOARD_MASTER_KEYS'
    const ring = parseKeyRing(text, source)
    refuseWrongRing(ring, canaries, masterKeys)
    return ring
  }
  if (canaries.length > 0) {
    const ids = masterKeys.length > 0 ? masterKeys : canaries.map(({ masterKeyId }) => masterKeyId)
    const needed = ids.length === 1 ? `the master key ${ids.join()}, which is` : `the master keys ${ids.join(', ')}, which are`
    throw new SetupError(`This backup needs ${needed} not here. Put the key file at ${keyFile(dataDir)}, or set SWITCHBOARD_MASTER_KEYS.`)
  }
  return parseKeyRing(newKeyEntry('k1'), 'a new key file')
}

/** A start refuses a chain that it cannot go on with, and one that somebody has taken away. */
function refuseLostChain(name: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Problem) throw new SetupError(`No gateway can start on ${name}. ${error.message}`)
    if (!(error instanceof SetupError)) throw error
    throw new SetupError(
      `The audit chain of ${name} is gone, or not as a gateway left it: somebody has changed this backup. Take another one.`,
    )
  }
}

/** One that was changed before its end, which a start looks at alone, has lost its worth. */
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
