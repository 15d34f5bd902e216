import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginAudit } from '../../src/secrets/audit-mark.js'
import { sqliteStore } from '../../src/store/sqlite/index.js'
import { openDatabase, type Db } from '../../src/store/sqlite/open.js'
import type { Store } from '../../src/store/store.js'
import { recordsIn } from '../support/records.js'
import { ring } from './chained.js'
import { audit, workspace } from './samples.js'

let folder: string
let db: Db
let store: Store
let clock: number
let reports: unknown[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-trouble-'))
  const opened = openDatabase(join(folder, 'switchboard.db'))
  db = opened.db
  clock = 1_000_000
  reports = []
  store = sqliteStore(opened, { now: () => clock, report: ({ code }) => reports.push(code) })
  await beginAudit(ring, store, clock, [])
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const unavailable = expect.objectContaining({
  name: 'Problem',
  code: 'unavailable',
  message: expect.stringMatching(/^The database does not work now: /),
})

/** Troubles that SQLite itself can be brought into. */
const troubles: [string, string, () => void, () => void][] = [
  ['full', 'SQLITE_FULL', () => pages(0), () => pages(100_000)],
  ['read-only', 'SQLITE_READONLY', () => db.$client.pragma('query_only = ON'), () => db.$client.pragma('query_only = OFF')],
]

describe.each(troubles)('a database that is %s', (_what, code, begin, end) => {
  it('refuses every write as unavailable with nothing of it kept, reads on, and reports the cause once a minute', async () => {
    const before = workspace()
    await store.workspaces.insert(before, audit())
    begin()
    const more = Array.from({ length: 50 }, () => workspace())
    const outcomes = await Promise.allSettled(
      more.map((one) => store.workspaces.insert({ ...one, settings: { filler: 'x'.repeat(5000) } }, audit())),
    )
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    expect(refused.length).toBeGreaterThan(0)
    expect(refused).toEqual(refused.map(() => unavailable))
    expect(reports).toEqual([code])

    const kept = await store.workspaces.byIds([before, ...more].map(({ id }) => id))
    expect(kept[0]).toEqual(before)
    expect(kept.filter((one) => one !== undefined)).toHaveLength(1 + more.length - refused.length)
    expect(await recordsIn(store)).toHaveLength(1 + more.length - refused.length)

    clock += 60_000
    const failing = workspace()
    await expect(store.workspaces.insert({ ...failing, settings: { filler: 'x'.repeat(50_000) } }, audit())).rejects.toEqual(unavailable)
    expect(reports).toEqual([code, code])
    end()
    await expect(store.workspaces.insert(workspace(), audit())).resolves.toBe('done')
  })

  it('fails its check after a refused write, and passes it some seconds after the trouble is over', async () => {
    await expect(store.check()).resolves.toBeUndefined()
    begin()
    await expect(store.workspaces.insert({ ...workspace(), settings: { filler: 'x'.repeat(50_000) } }, audit())).rejects.toEqual(
      unavailable,
    )
    await expect(store.check()).rejects.toEqual(unavailable)
    end()
    clock += 3000
    await expect(store.check()).resolves.toBeUndefined()
  })
})

it('the check finds by itself that nothing can be written, and asks the disk every few seconds only', async () => {
  await store.check()
  db.$client.pragma('query_only = ON')
  await expect(store.check()).resolves.toBeUndefined()
  clock += 3000
  await expect(store.check()).rejects.toEqual(unavailable)
  expect(reports).toEqual(['SQLITE_READONLY'])
})

it('a database that another program holds refuses writes as unavailable', async () => {
  db.$client.pragma('busy_timeout = 1')
  const other = new Database(join(folder, 'switchboard.db'))
  other.exec('BEGIN IMMEDIATE')
  await expect(store.workspaces.insert(workspace(), audit())).rejects.toEqual(unavailable)
  other.close()
  await expect(store.workspaces.insert(workspace(), audit())).resolves.toBe('done')
})

it('a bug is no trouble: it stays what it is, and is not reported', async () => {
  const record = audit()
  await store.audit.record(record)
  await expect(store.audit.record(record)).rejects.toThrow(expect.objectContaining({ code: 'SQLITE_CONSTRAINT_UNIQUE' }))
  expect(reports).toEqual([])
})

/** Lets the file grow by so many pages more. */
function pages(more: number): void {
  db.$client.pragma(`max_page_count = ${Number(db.$client.pragma('page_count', { simple: true })) + more}`)
}
