import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { createVault } from '../../src/secrets/vault.js'
import { parseKeyRing } from '../../src/secrets/key-ring.js'
import { openStore } from '../../src/store/open.js'
import type { Known, State } from './writers.js'

/** What a database file says of one connection, gone or not. */
interface Kept extends State {
  readonly id: string
  readonly workspaceId: string
  /** Its state after each change. */
  readonly history: readonly State[]
}

interface RevisionRow {
  readonly owner: string
  readonly workspaceId: string
  readonly revision: number
  readonly isDeletion: number
  readonly name: string
  readonly settings: string
  readonly rowRevision: number | null
  readonly rowSettings: string | null
  readonly rowName: string | null
}

/**
 * Reads every connection of a database file by its name. Fails when something is half there: a row that is not its newest
 * revision, a revision without its audit record, a secret without its revision, or the other way round.
 */
export function readLedger(file: string): Map<string, Kept> {
  const client = new Database(file, { readonly: true })
  try {
    expect(client.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(client.pragma('foreign_key_check')).toEqual([])
    for (const [what, query] of Object.entries(orphans)) expect(client.prepare(query).all(), what).toEqual([])
    const actions = new Map(rowsOf<{ owner: string; actions: string }>(client, changes).map((row) => [row.owner, row.actions.split(' ')]))
    const histories = new Map<string, RevisionRow[]>()
    for (const row of rowsOf<RevisionRow>(client, history)) histories.set(row.owner, [...(histories.get(row.owner) ?? []), row])
    const ledger = new Map<string, Kept>()
    for (const rows of histories.values()) {
      const [name, kept] = keptOf(rows)
      expect(actions.get(kept.id)).toEqual(
        kept.history.map(({ isDeleted }, index) => (isDeleted ? 'delete' : index === 0 ? 'create' : 'update')),
      )
      expect(ledger.has(name)).toBe(false)
      ledger.set(name, kept)
    }
    expect(actions.size).toBe(ledger.size)
    return ledger
  } finally {
    client.close()
  }
}

function rowsOf<Row>(client: Database.Database, query: string): Row[] {
  return client.prepare<[], Row>(query).all()
}

/** All revisions of one connection, and its row if it is there. */
function keptOf(rows: readonly RevisionRow[]): [string, Kept] {
  const states = rows.map(({ revision, isDeletion, name, settings }): State => {
    return { revision, mark: markIn(name + settings), isDeleted: isDeletion === 1 }
  })
  const [[row], last] = [rows, states.at(-1)]
  if (!row || !last) throw new Error('A connection without a revision.')
  expect(states.map(({ revision }) => revision)).toEqual(states.map((_, index) => index + 1))
  expect(row.rowRevision).toBe(last.isDeleted ? null : last.revision)
  if (!last.isDeleted) expect(markIn(`${row.rowName}${row.rowSettings}`)).toBe(last.mark)
  return [row.name.split('~')[0] ?? '', { id: row.owner, workspaceId: row.workspaceId, history: states, ...last }]
}

const history = `select r.owner_id as owner, r.revision, r.is_deletion as isDeletion, r.name, r.settings, r.workspace_id as workspaceId,
  c.revision as rowRevision, c.settings as rowSettings, c.name as rowName
  from revisions r left join connections c on c.id = r.owner_id where r.owner_id like 'con%' order by r.owner_id, r.revision`

const changes = `select subject_id as owner, group_concat(action, ' ') as actions
  from (select * from audit where subject = 'connection' and action in ('create', 'update', 'delete') order by seq) group by subject_id`

const orphans = {
  'a secret without the revision that brought it': `select owner_id from secrets s
    where not exists (select 1 from revisions r where r.owner_id = s.owner_id and r.revision = s.version)`,
  'a revision that names a secret that is not there': `select owner_id from revisions r, json_each(r.secret_versions) v
    where not exists (select 1 from secrets s where s.owner_id = r.owner_id and s.field = v.key and s.version = v.value)`,
  'a data key without an owner': `select owner_id from data_keys k where owner_id <> 'audit'
    and not exists (select 1 from revisions r where r.owner_id = k.owner_id)`,
  'an owner without a data key': `select owner_id from revisions r where not exists (select 1 from data_keys k where k.owner_id = r.owner_id)`,
  'a connection without the credential that it was made with': `select id from connections c where vendor = 'versori'
    and not exists (select 1 from connection_uses u where u.connection_id = c.id)`,
}

/** Holds what the writers know against a ledger, and tells them what has become of the writes that were not answered. */
export function settle(known: readonly Known[], ledger: ReadonlyMap<string, Kept>): void {
  const lost: string[] = []
  for (const connection of known) {
    const { name, acknowledged, unsure } = connection
    const kept = ledger.get(name)
    const found = kept && { revision: kept.revision, mark: kept.mark, isDeleted: kept.isDeleted }
    if (!same(found, acknowledged) && !(unsure && same(found, unsure))) {
      lost.push(`${name}: ${JSON.stringify({ found, acknowledged, unsure })}`)
    }
    connection.acknowledged = found
    connection.unsure = undefined
  }
  expect(lost).toEqual([])
  expect([...ledger.keys()].filter((name) => !known.some((connection) => connection.name === name))).toEqual([])
}

function same(a: State | undefined, b: State | undefined): boolean {
  return a?.revision === b?.revision && a?.mark === b?.mark && a?.isDeleted === b?.isDeleted
}

/** Opens every secret of every revision; each must be of that revision. */
export async function openAll(file: string, keys: string, ledger: ReadonlyMap<string, Kept>): Promise<number> {
  const store = openStore(file)
  try {
    const vault = createVault(parseKeyRing(keys, 'the test'))
    let opened = 0
    for (const { id, workspaceId, history: states } of ledger.values()) {
      for (const { revision, mark } of states) {
        const found = await store.connections.openRevision(id, revision)
        if (!found) throw new Error(`Revision ${revision} of ${id} is gone.`)
        const secrets = Object.values(vault.open({ id, workspaceId }, found.sealed))
        const marks = secrets.flatMap((secret) => [...JSON.stringify(secret.open()).matchAll(/hidden-(\d+)/g)].map(([, digits]) => digits))
        expect([id, revision, ...new Set(marks)]).toEqual([id, revision, String(mark)])
        opened += secrets.length
      }
    }
    return opened
  } finally {
    await store.close()
  }
}

function markIn(text: string): number {
  return Number(/["~]n(\d+)(?:"|\b)/.exec(text)?.[1] ?? Number.NaN)
}
