import { statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { headText, noHash, type KeptHead } from '../chain.js'
import type { InspectedChain, Inspection } from '../inspection.js'
import type { WrappedKey } from '../rows.js'
import type { Canary } from '../store.js'
import { additionIn } from './additions.js'
import { openToRead } from './copy.js'
import { isHeld } from './lock.js'
import { applied, known } from './open.js'

/** Looks at the file without changing it, beside a gateway that runs or without one. Throws when it is no database. */
export function inspectSqlite(file: string): Inspection {
  const client = openToRead(file)
  try {
    const [have, program] = [applied(client), known()]
    const isMade = have.length > 0
    return {
      isHeld: isHeld(file),
      damage: damageOf(client),
      migrations: have.some((at) => at > Math.max(...program)) ? 'newer' : program.some((at) => !have.includes(at)) ? 'pending' : 'current',
      newestMigration: Math.max(...program),
      walBytes: statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
      newestRecordAt: isMade ? newestRecordAt(client) : null,
      chain: have.length < program.length ? undefined : chainIn(client),
      canaries: isMade ? canariesIn(client) : [],
      masterKeysInUse: isMade ? masterKeysIn(client) : [],
    }
  } finally {
    client.close()
  }
}

/** By its number: the times of some may be from a clock that was wrong, and was put right before the last. */
function newestRecordAt(client: Database.Database): number | null {
  const newest = client.prepare('select at from audit order by seq desc limit 1').get() as { at: number } | undefined
  return newest?.at ?? null
}

function damageOf(client: Database.Database): string | undefined {
  const [first] = client.pragma('integrity_check(1)') as { integrity_check: string }[] // Indexes too: a quick check does not compare them.
  return first?.integrity_check === 'ok' ? additionIn(client) : (first?.integrity_check ?? 'unknown')
}

/** Key and end of the audit chain, each read as it is at one moment. */
function chainIn(client: Database.Database): InspectedChain {
  const key = client.prepare('select id, master_key_id as masterKeyId, wrapped from data_keys where owner_id = ?').get('audit')
  const newest = '(select seq, hash from audit union all select 0, ? order by seq desc limit 1)'
  const columns = 'head.seq, head.hash, head.begun_at as begunAt, head.taken_over as takenOver, head.mark'
  const head = client
    .prepare(`select ${columns} from audit_head head join ${newest} newest on newest.seq = head.seq and newest.hash = head.hash`)
    .get(noHash) as KeptHead | undefined
  return { key: key as WrappedKey | undefined, endsAsMarked: (mark) => head?.mark === mark(head ? headText(head) : '') }
}

/** The canaries of master keys. */
export function canariesIn(client: Database.Database): Canary[] {
  return client.prepare('select master_key_id as masterKeyId, blob from key_canaries').all() as Canary[]
}

/** Ids of the master keys that data keys are wrapped with. */
export function masterKeysIn(client: Database.Database): string[] {
  return client.prepare('select distinct master_key_id from data_keys order by 1').pluck().all() as string[]
}
