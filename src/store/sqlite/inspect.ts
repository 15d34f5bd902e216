import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { Inspection } from '../inspection.js'
import { applied, known } from './open.js'

/** Looks at the file without changing it, beside a gateway that runs or without one. Throws when it is no database. */
export function inspectSqlite(file: string): Inspection {
  const client = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const [have, program] = [applied(client), known()]
    const isMade = have.length > 0
    return {
      isHeld: isHeld(file),
      damage: damageOf(client),
      migrations: have.some((at) => at > Math.max(...program)) ? 'newer' : program.some((at) => !have.includes(at)) ? 'pending' : 'current',
      newestMigration: Math.max(...program),
      walBytes: statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
      newestRecordAt: isMade ? (client.prepare('select max(at) as at from audit').get() as { at: number | null }).at : null,
      canaries: isMade
        ? (client.prepare('select master_key_id as masterKeyId, blob from key_canaries').all() as { masterKeyId: string; blob: Buffer }[])
        : [],
      masterKeysInUse: isMade
        ? (client.prepare('select distinct master_key_id as id from data_keys').all() as { id: string }[]).map(({ id }) => id)
        : [],
    }
  } finally {
    client.close()
  }
}

function damageOf(client: Database.Database): string | undefined {
  const [first] = client.pragma('quick_check(1)') as { quick_check: string }[]
  return first?.quick_check === 'ok' ? undefined : (first?.quick_check ?? 'unknown')
}

/** Whether a gateway writes to the file now. */
function isHeld(file: string): boolean {
  const path = join(dirname(file), 'lock.db')
  if (!statSync(path, { throwIfNoEntry: false })) return false
  const lock = new Database(path, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE; ROLLBACK')
    return false
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error
    return true
  } finally {
    lock.close()
  }
}
