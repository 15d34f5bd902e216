import { dirname } from 'node:path'
import type { Config } from '../config.js'
import { keyFile, needKeyFile } from '../data-folder.js'
import { SetupError } from '../lib/setup-error.js'
import { tryMark } from '../secrets/audit-mark.js'
import { parseKeyRing, refuseWrongRing, tellsOfChain } from '../secrets/key-ring.js'
import type { Inspection } from '../store/inspection.js'
import { inspectStore, isHeld, logAlone, logAloneRemedy } from '../store/open.js'
import { fileFinding, look, unseen } from './diagnose-files.js'
import { fail, ok, warn, type Finding } from './finding.js'

const largeWal = 256 * 1024 * 1024
/** How far a clock may be behind what was written by it, in milliseconds. */
const clockSlack = 60_000

/** The database, the keys that it was sealed with, and whether the clock goes on from where it was. */
export async function databaseFindings(config: Config): Promise<{ findings: Finding[]; isHeld: boolean }> {
  const { database } = config
  const found = await look(database)
  if (typeof found === 'object' && 'code' in found) return { findings: [unseen('database', database, found.code)], isHeld: held(database) }
  const alone = logAlone(database)
  if (alone !== undefined)
    return { findings: [held(database) ? lostFinding(database) : fail('database', alone, logAloneRemedy)], isHeld: held(database) }
  if (found === 'absent' || found.stats.size === 0) {
    const state = found === 'absent' ? 'not there' : 'empty'
    const remedy = 'Start the gateway once, or correct SWITCHBOARD_DATABASE_URL or SWITCHBOARD_DATA_DIR.'
    const finding = held(database) ? lostFinding(database) : warn('database', `The database ${database} is ${state}.`, remedy)
    return { findings: [finding], isHeld: held(database) }
  }
  let seen: Inspection
  try {
    seen = inspectStore(database)
  } catch (error) {
    return { findings: [await unreadable(database, error)], isHeld: held(database) }
  }
  const keys = keyFinding(config, seen)
  const findings = [
    damageFinding(seen),
    migrationFinding(seen),
    walFinding(seen),
    keys,
    ...(keys.state === 'ok' ? [chainFinding(config, seen)] : []),
    clockFinding(seen, Date.now()),
  ]
  return { findings, isHeld: seen.isHeld }
}

function held(database: string): boolean {
  try {
    return isHeld(database)
  } catch {
    return false // What is wrong with the folder or the lock is another finding.
  }
}

function lostFinding(database: string): Finding {
  const message = `A gateway runs, and its database ${database} was removed or emptied: what it has open is gone when it ends.`
  return fail('database', message, 'Put the file back as it was, or stop the gateway and restore a backup.')
}

/** Why SQLite does not read it: beside a database that it reads it wants to write. */
async function unreadable(database: string, error: unknown): Promise<Finding> {
  if (error instanceof SetupError) return fail('database', error.message, 'Look who owns the file, or restore a backup.')
  const reason = String((error as { code?: unknown }).code)
  const folder = await fileFinding('database', dirname(database), { mode: '700', isShared: true, right: 'written to' })
  const files = ['', '-wal', '-shm'].map((side) => fileFinding('database', database + side, { mode: '600', isShared: true, right: 'read' }))
  const cause = [folder, ...(await Promise.all(files))].find((one) => one?.state === 'fail')
  if (/^SQLITE_(CANTOPEN|READONLY)/.test(reason) && cause?.state === 'fail')
    return fail('database', `The database ${database} cannot be looked at: ${cause.message}`, cause.remedy)
  const isDamaged = /^SQLITE_(CORRUPT|NOTADB)/.test(reason)
  const remedy = isDamaged ? 'Restore a backup.' : 'Look at its disk, and who may write to it, to its folder and to what lies beside it.'
  return fail('database', `The database ${database} cannot be read (${reason}).`, remedy)
}

function damageFinding({ damage }: Inspection): Finding {
  if (damage === undefined) return ok('database', 'The database is whole.')
  return fail('database', 'The database is damaged.', 'Stop the gateway, keep a copy of the file, and restore a backup.')
}

function migrationFinding({ migrations }: Inspection): Finding {
  if (migrations === 'current') return ok('migrations', 'The database has every migration of this program.')
  if (migrations === 'pending') return warn('migrations', 'Migrations are pending.', 'Make a backup, and start the gateway: it does them.')
  return fail('migrations', 'A newer Switchboard has written the database.', 'Start that version, or restore a backup from before.')
}

function walFinding({ walBytes }: Inspection): Finding {
  const text = `The write-ahead log has ${Math.ceil(walBytes / 1024 / 1024)} MiB.`
  if (walBytes < largeWal) return ok('log of the database', text)
  return warn('log of the database', text, 'End programs that keep the file open for reading, and start the gateway again.')
}

function keyFinding({ secrets, dataDir }: Config, { canaries, masterKeysInUse }: Inspection): Finding {
  const source = secrets.masterKeys ? 'SWITCHBOARD_MASTER_KEYS' : keyFile(dataDir)
  try {
    // A ring is never made here: where there is no key file, the database counts as sealed.
    const ring = parseKeyRing(secrets.masterKeys?.open() ?? needKeyFile(dataDir), source)
    refuseWrongRing(ring, canaries, masterKeysInUse)
    return ok('keys', `The keys in ${source} open the database; ${ring.activeId} seals.`)
  } catch (error) {
    const message = error instanceof SetupError ? error.message : `The keys in ${source} cannot be read.`
    return fail('keys', message, `Put the keys that this database was sealed with into ${source}.`)
  }
}

/** To be looked at with keys that are the right ones. */
function chainFinding({ secrets, dataDir }: Config, { chain, canaries }: Inspection): Finding {
  const check = 'audit chain'
  const ring = parseKeyRing(secrets.masterKeys?.open() ?? needKeyFile(dataDir), keyFile(dataDir))
  const isTold = canaries.some(({ masterKeyId: id, blob }) => ring.has(id) && tellsOfChain(ring, id, blob))
  if (!chain || (!chain.key && !isTold)) return ok(check, 'The next start begins it.')
  const remedy = 'Look at it with switchboard audit verify, and restore a backup.'
  if (!chain.key) return fail(check, 'The key of the audit chain is gone: somebody has changed the database.', remedy)
  const mark = tryMark(ring, chain.key)
  if (!mark) return fail(check, 'The keys do not open the key of the audit chain, so that no record can be written.', remedy)
  if (chain.endsAsMarked(mark)) return ok(check, 'The audit chain ends where a gateway left it.')
  return fail(check, 'The audit chain does not end where a gateway left it: somebody has changed the database.', remedy)
}

/** Before the program was made it is wrong; before the last record either it is, or it was when that was written. */
function clockFinding({ newestRecordAt, newestMigration }: Inspection, now: number): Finding {
  const isBefore = (at: number): boolean => now < at - clockSlack
  const said = `The clock says ${new Date(now).toISOString()}`
  if (isBefore(newestMigration)) {
    const message = `${said}, and this program was made after ${new Date(newestMigration).toISOString()}.`
    return fail('clock', message, 'Set the clock, and keep it right with NTP: tokens expire and records are dated by it.')
  }
  if (newestRecordAt === null || !isBefore(newestRecordAt)) return ok('clock', `${said}.`)
  return warn(
    'clock',
    `${said}, which is before ${new Date(newestRecordAt).toISOString()}, when the last audit record was written.`,
    'Set the clock if it is wrong now. If it was wrong then, there is nothing to do: the next record ends this warning.',
  )
}
