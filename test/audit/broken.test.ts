import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { run, type Ran } from '../cli/command-line.js'
import { boot } from '../support/boot.js'

let root: string
/** A data folder of a gateway that has stopped, and its database. */
let [dataDir, file] = ['', '']
let whole: Buffer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'switchboard-broken-'))
  dataDir = join(root, 'data')
  file = join(dataDir, 'switchboard.db')
  const app = await boot({ dataDir })
  for (let count = 0; count < 60; count += 1) await app.token(['VIEWER'])
  await app.close()
  whole = readFileSync(file)
})
beforeEach(() => writeFileSync(file, whole))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const command = (...words: string[]): Promise<Ran> => run(words, { env: { SWITCHBOARD_DATA_DIR: dataDir } })

/** Changes the file as somebody does who has no key. */
function tamper(work: (raw: Database.Database) => void): void {
  const raw = new Database(file)
  raw.unsafeMode()
  work(raw)
  raw.close()
}

/** Builds the index with other keys, and lets it say of itself what it said before. */
function falsify(name: string, columns: string): void {
  tamper((raw) => {
    const sql = raw.prepare('select sql from sqlite_master where name = ?').pluck().get(name)
    raw.exec(`drop index ${name}; create index ${name} on audit(${columns}); pragma writable_schema = on`)
    raw.prepare('update sqlite_master set sql = ? where name = ?').run(sql, name)
  })
}

it.each([
  ['audit_at', 'case when seq = 40 then 0 else at end'],
  ['audit_action', "case when seq = 40 then 'x' else action end, at"],
])('an index %s that hides or misdates a record is found by audit verify and by doctor', async (name, columns) => {
  expect(await command('audit', 'verify')).toMatchObject({ code: 0 })
  falsify(name, columns)
  const { code, out, err } = await command('audit', 'verify', '--json')
  expect([code, out]).toEqual([1, ''])
  expect(JSON.parse(err).error.reasons).toEqual([{ code: 'AUDIT_BROKEN', message: 'index' }])
  const found = (await command('doctor', '--json')).json()
  expect(found).toContainEqual(expect.objectContaining({ check: 'database', state: 'fail' }))
})

it.each<[string, (raw: Database.Database) => void, string]>([
  ['a table that is gone', (raw) => raw.exec('drop table audit'), 'no such table: audit'],
  ['a head that is gone', (raw) => raw.exec('drop table audit_head'), 'no such table: audit_head'],
  ['keys that are gone', (raw) => raw.exec('pragma foreign_keys = off; drop table data_keys'), 'no such table: data_keys'],
  ['a column that is gone', (raw) => raw.exec('alter table audit drop column edge'), 'no such column: "edge"'],
  ['a page that is overwritten', spoilPage, 'SQLITE_CORRUPT'],
])('%s is told by audit verify in a sentence, with the code of a broken chain', async (_what, spoil, words) => {
  tamper(spoil)
  const { code, out, err } = await command('audit', 'verify', '--json')
  expect([code, out]).toEqual([1, ''])
  expect(JSON.parse(err).error).toMatchObject({ message: expect.stringContaining(words), reasons: [{ code: 'AUDIT_BROKEN' }] })
})

it.each([
  [
    'a view in the place of the records',
    'alter table audit rename to kept; create view audit as select * from kept where not (seq = 5 and total_changes() > 0)',
    'has a view',
  ],
  ['a trigger', 'create trigger added after insert on audit begin select 1; end', 'has a trigger'],
])('%s is found by audit verify and by doctor, and no gateway starts on it', async (_what, sql, words) => {
  tamper((raw) => raw.exec(sql))
  const { code, err } = await command('audit', 'verify', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(err).error).toMatchObject({ message: expect.stringContaining(words), reasons: [{ code: 'AUDIT_BROKEN' }] })
  expect((await command('doctor', '--json')).json()).toContainEqual(expect.objectContaining({ check: 'database', state: 'fail' }))
  await expect(boot({ dataDir })).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining(words) })
  const backup = join(root, 'changed.db')
  copyFileSync(file, backup)
  writeFileSync(file, whole)
  expect(await command('restore', backup, '--force')).toMatchObject({ code: 1, err: expect.stringContaining(words) })
})

/** Overwrites one leaf of the table. */
function spoilPage(raw: Database.Database): void {
  const page = raw.prepare("select pageno from dbstat where name = 'audit' and pagetype = 'leaf' limit 1 offset 1").pluck().get() as number
  const size = raw.pragma('page_size', { simple: true }) as number
  raw.pragma('journal_mode = DELETE')
  const bytes = readFileSync(file)
  bytes.fill(0x5a, (page - 1) * size, page * size)
  writeFileSync(file, bytes)
}
