import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { encrypt } from '../../src/secrets/cipher.js'
import { parseKeyRing } from '../../src/secrets/key-ring.js'
import { run } from '../cli/command-line.js'
import { boot, type TestApp } from '../support/boot.js'
import { createLog } from '../../src/log.js'

/** What somebody does to the database who can write to it and has no key. */
let folder: string
let app: TestApp
let now = Date.parse('2026-03-01T08:00:00.000Z')
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-stranger-'))
  app = await boot({ now: () => now, logger: createLog('silent') })
  for (let key = 1; key <= 8; key += 1) await app.workspace('chartbrew', String(key))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

function sqlite(dataDir: string, ...statements: string[]): void {
  const raw = new Database(join(dataDir, 'switchboard.db'))
  raw.pragma('foreign_keys = OFF')
  for (const statement of statements) raw.exec(statement)
  raw.close()
}

let key = 100
/** What comes of a change that is asked for: its error code, or `done`. */
async function change(): Promise<string> {
  const { body } = await app.graphAnswer(
    `mutation { createWorkspace(input: { vendor: CHARTBREW, key: "${(key += 1)}", name: "X" }) { workspace { id } userErrors { code } } }`,
  )
  return body.errors?.[0].extensions.code ?? (body.data.createWorkspace.workspace ? 'done' : 'refused')
}
/** Some seconds later, when a trouble that is over no longer counts. */
async function ready(): Promise<number> {
  now += 5000
  return (await app.rest('GET', '/readyz', undefined, { token: null })).status
}
const doctor = async (dataDir: string): Promise<any> => {
  const { out } = await run(['doctor', '--json'], { env: { SWITCHBOARD_DATA_DIR: dataDir, SWITCHBOARD_PORT: '1' } })
  return JSON.parse(out).find(({ check }: any) => check === 'audit chain')
}

describe('while a gateway runs', () => {
  const undo =
    'delete from audit where seq > (select seq from kept); delete from audit_head; insert into audit_head select * from kept; drop table kept'
  beforeEach(() => sqlite(app.dataDir, 'create table kept as select * from audit_head'))
  afterEach(async () => {
    sqlite(app.dataDir, undo)
    expect([await ready(), await change()]).toEqual([200, 'done'])
  })

  it('an earlier head with its own mark is refused, though records and head agree', async () => {
    const before = join(folder, 'before.db')
    sqlite(app.dataDir, `vacuum into '${before}'`)
    expect(await change()).toBe('done')
    sqlite(
      app.dataDir,
      'drop table kept; create table kept as select * from audit_head; create table late as select * from audit where seq = (select max(seq) from audit)',
      `attach '${before}' as o; delete from audit where seq > (select seq from o.audit_head); delete from audit_head; insert into audit_head select * from o.audit_head`,
    )
    expect(await change()).toBe('UNAVAILABLE')
    expect(await ready()).toBe(503)
    expect((await doctor(app.dataDir)).state).toBe('ok') // Only who remembers knows.
    sqlite(app.dataDir, 'insert into audit select * from late; drop table late')
  })

  it.each([
    ['another hash', "update audit_head set hash = '00' || substr(hash, 3)"],
    ['no head', 'delete from audit_head'],
    [
      'a record beyond it',
      "insert into audit select seq + 1, 'aud_x', at, token_id, action, wanted, subject, subject_id, workspace_id, edge, request_id, address, fields, hash from audit where seq = (select seq from audit_head)",
    ],
  ])('%s refuses every change with a code, turns readiness red, and shows in what doctor finds', async (_what, sql) => {
    sqlite(app.dataDir, sql)
    expect(await change()).toBe('UNAVAILABLE')
    expect(await ready()).toBe(503)
    expect(await doctor(app.dataDir)).toMatchObject({ state: 'fail', remedy: expect.stringContaining('audit verify') })
  })

  it('a trigger that keeps the record out keeps the change out', async () => {
    const before = await app.app.deps.store.workspaces.count({ visible: undefined })
    sqlite(app.dataDir, 'create trigger no_audit before insert on audit begin select raise(ignore); end')
    expect(await change()).toBe('UNAVAILABLE')
    expect(await app.app.deps.store.workspaces.count({ visible: undefined })).toBe(before)
    sqlite(app.dataDir, 'drop trigger no_audit')
  })
})

describe('a chain that has begun is not begun anew', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(folder, 'data-'))
    sqlite(app.dataDir, `vacuum into '${join(dataDir, 'switchboard.db')}'`)
    copyFileSync(join(app.dataDir, 'master.key'), join(dataDir, 'master.key'))
  })
  const takeAway = ["delete from data_keys where owner_id = 'audit'", 'delete from audit_head', 'delete from audit where seq in (3, 4)']

  it.each([
    ['key and head', takeAway],
    ['the canaries too', [...takeAway, 'delete from key_canaries']],
    ['the records too', [...takeAway, 'delete from key_canaries', 'delete from audit']],
    [
      'the tables too, as before there was one',
      [
        ...takeAway,
        'drop table audit_head',
        'delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations)',
        'alter table audit drop column hash',
        ...['at', 'workspace', 'token', 'action', 'subject_id'].map((name) => `drop index audit_${name}`),
      ],
    ],
  ])('when somebody has taken away %s', async (_what, statements) => {
    sqlite(dataDir, ...statements)
    await expect(boot({ dataDir })).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining('audit chain') })
    await expect(boot({ dataDir })).rejects.toMatchObject({ name: 'SetupError' })
  })

  it('and its key shows in what doctor finds when it is gone', async () => {
    expect((await doctor(dataDir)).state).toBe('ok')
    sqlite(dataDir, ...takeAway)
    expect(await doctor(dataDir)).toMatchObject({ state: 'fail', message: expect.stringContaining('key of the audit chain is gone') })
  })

  it('and one that has never begun, on a database of before there was one, is begun by the next start', async () => {
    const ring = parseKeyRing(readFileSync(join(dataDir, 'master.key'), 'utf8'), 'a test')
    const [id] = ring.ids
    const canary = encrypt(ring.key(id ?? ''), Buffer.from('switchboard'), ['switchboard canary 1', id ?? ''])
    sqlite(dataDir, `update key_canaries set blob = x'${canary.toString('hex')}'`, ...takeAway, 'delete from audit')
    expect(await doctor(dataDir)).toMatchObject({ state: 'ok', message: 'The next start begins it.' })
  })

  it('from the first start on that finds it, on a database of a program whose canaries did not tell of it', async () => {
    const ring = parseKeyRing(readFileSync(join(dataDir, 'master.key'), 'utf8'), 'a test')
    const [id] = ring.ids
    const canary = encrypt(ring.key(id ?? ''), Buffer.from('switchboard'), ['switchboard canary 1', id ?? ''])
    sqlite(dataDir, `update key_canaries set blob = x'${canary.toString('hex')}'`)
    await (await boot({ dataDir })).close()
    sqlite(dataDir, ...takeAway)
    await expect(boot({ dataDir })).rejects.toMatchObject({ name: 'SetupError' })
  })
})
