import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { SetupError } from '../../lib/setup-error.js'
import { realFile } from './lock.js'

/**
 * Says what is wrong where a log lies beside a database that is missing or empty; undefined where none does. SQLite takes that for
 * what is left of another one and removes it, whoever opens the file: with it would go what was written last.
 */
export function logAlone(path: string): string | undefined {
  if (!statSync(dirname(path), { throwIfNoEntry: false })) return undefined
  const file = realFile(path)
  const found = statSync(file, { throwIfNoEntry: false })
  if (found && found.size > 0) return undefined
  const log = [`${file}-wal`, `${file}-journal`].find(holdsPages)
  return log && `${path} is ${found ? 'empty' : 'not there'}, but ${log} is there, with what was written last.`
}

/** Throws SetupError where a log would be lost. */
export function refuseLogAlone(path: string): void {
  const told = logAlone(path)
  if (told !== undefined) throw new SetupError(`${told} ${logAloneRemedy}`)
}

export const logAloneRemedy =
  'Put the database back beside it, or restore a backup with switchboard restore FILE --force, which puts both aside.'

/** A journal that was begun beside an empty database, by a first start that was killed, has nothing to bring back. */
function holdsPages(log: string): boolean {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0 || log.endsWith('-wal')) return size > 0
  const header = Buffer.alloc(20)
  const handle = openSync(log, 'r')
  try {
    readSync(handle, header, 0, header.length, 0)
  } finally {
    closeSync(handle)
  }
  return header.readUInt32BE(16) > 0 // How many pages the database had.
}
