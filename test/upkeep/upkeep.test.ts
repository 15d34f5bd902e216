import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../cli/command-line.js'
import { boot, type TestApp } from '../support/boot.js'
import { change, expectRefusal, killedWriter, makeWorld, upkeep } from './world.js'

let [root, backup, keys, before] = ['', '', '', '']
let app: TestApp
/** A folder that is empty. */
let folder: string

beforeAll(async () => {
  ;({ app, root, backup, keys, before } = await makeWorld())
})
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
})
const open: TestApp[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(async () => {
  await app.close()
  rmSync(root, { recursive: true, force: true })
})

async function start(dataDir: string): Promise<TestApp> {
  const started = await boot({ dataDir })
  open.push(started)
  return started
}

/** A data folder of a gateway that has stopped, with one connection: Before. */
function stopped(): string {
  const dataDir = join(folder, 'data')
  cpSync(before, dataDir, { recursive: true })
  return dataDir
}

async function names(dataDir: string): Promise<string[]> {
  const { connections } = await (await start(dataDir)).graph('{ connections { nodes { ... on ConnectionProfileCommon { name } } } }')
  return connections.nodes.map(({ name }: { name: string }) => name)
}

describe('switchboard backup', () => {
  it('copies the database of a gateway that runs into a file for its owner alone, and says what is in it', async () => {
    const file = join(folder, 'a.db')
    const { code, json, err } = await upkeep(app.dataDir, 'backup', file)
    expect([code, JSON.parse(err).note]).toEqual([0, expect.stringContaining('master keys are not in it')])
    expect(json()).toEqual({
      file,
      bytes: statSync(file).size,
      connections: 1,
      workspaces: 1,
      newestAudit: (await app.records()).length,
      masterKeys: ['k1'],
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['a.db'])
    const text = await run(['backup', file, '--force'], { env: { SWITCHBOARD_DATA_DIR: app.dataDir } })
    expect(text.out).toMatch(/^Backed up to .*connections: 1, workspaces: 1, newest audit record: \d+, sealed with k1\.\n$/)
  })

  it('replaces a file only when it is told to', async () => {
    const file = join(folder, 'a.db')
    writeFileSync(file, 'kept')
    await expectRefusal(upkeep(app.dataDir, 'backup', file), file, '--force')
    expect(readFileSync(file, 'utf8')).toBe('kept')
    expect(await upkeep(app.dataDir, 'backup', file, '--force')).toMatchObject({ code: 0 })
    expect(readFileSync(file).equals(readFileSync(backup))).toBe(true)
  })

  it('never replaces what the gateway lives on, by whatever path', async () => {
    symlinkSync(app.dataDir, join(folder, 'data'))
    const names = [
      'switchboard.db',
      'switchboard.db-wal',
      'switchboard.db.restoring',
      'lock.db',
      'lock.db-journal',
      'master.key',
      'master.key.new',
    ]
    for (const name of names) {
      await expectRefusal(upkeep(app.dataDir, 'backup', join(folder, 'data', name), '--force'), 'a file of the gateway itself')
    }
  })

  it('is refused where there is no database, no folder, or no room for a name', async () => {
    await expectRefusal(upkeep(folder, 'backup', join(folder, 'a.db')), 'no database', 'SWITCHBOARD_DATA_DIR')
    await expectRefusal(upkeep(app.dataDir, 'backup', join(folder, 'none', 'a.db')), 'no folder')
    await expectRefusal(upkeep(app.dataDir, 'backup', folder, '--force'), 'is no file')
  })
})

describe('switchboard restore', () => {
  it('puts a backup into a folder that has nothing but the key, and a gateway starts on it', async () => {
    writeFileSync(join(folder, 'master.key'), keys)
    const { code, json } = await upkeep(folder, 'restore', backup)
    expect([code, json()]).toEqual([0, expect.objectContaining({ database: join(folder, 'switchboard.db'), kept: null, connections: 1 })])
    expect(statSync(join(folder, 'switchboard.db')).mode & 0o777).toBe(0o600)
    const restored = await start(folder)
    expect((await restored.rest('GET', '/team/7/connections/1')).body.password).toBe('hidden')
  })

  it('is refused while a gateway runs there', async () => {
    await expectRefusal(upkeep(app.dataDir, 'restore', backup, '--force'), 'Another Switchboard', 'Stop it')
    expect((await app.rest('GET', '/readyz')).status).toBe(200)
  })

  it('restores over a database only when it is told to, and keeps that one under another name', async () => {
    const dataDir = stopped()
    await expectRefusal(upkeep(dataDir, 'restore', backup), 'There is a database already', '--force')
    const { code, json } = await upkeep(dataDir, 'restore', backup, '--force')
    expect(code).toBe(0)
    expect(json().kept).toMatch(/switchboard\.db\.before-restore-\d{8}T\d{6}Z$/)
    expect(await names(dataDir)).toEqual(['Orders'])

    const again = join(folder, 'again')
    mkdirSync(again)
    writeFileSync(join(again, 'master.key'), keys)
    await upkeep(again, 'restore', json().kept)
    expect(await names(again)).toEqual(['Before'])
  })

  it('never applies the log of the database that was there to the new one, and loses nothing of it', async () => {
    const dataDir = stopped()
    killedWriter(join(dataDir, 'switchboard.db'), "update connections set name = 'Last words'")
    const { json } = await upkeep(dataDir, 'restore', backup, '--force')
    expect(readdirSync(dataDir).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([])
    expect(await names(dataDir)).toEqual(['Orders'])
    const kept = new Database(json().kept, { readonly: true })
    expect(kept.prepare('select name from connections').pluck().all()).toEqual(['Last words'])
    kept.close()
  })

  it('puts aside a log whose database is gone', async () => {
    const dataDir = stopped()
    killedWriter(join(dataDir, 'switchboard.db'), "update connections set name = 'Last words'")
    rmSync(join(dataDir, 'switchboard.db'))
    expect(await upkeep(dataDir, 'restore', backup)).toMatchObject({ code: 0 })
    expect(await names(dataDir)).toEqual(['Orders'])
  })

  it('takes the place of a database that is damaged, which is kept as it lies', async () => {
    writeFileSync(join(folder, 'master.key'), keys)
    writeFileSync(join(folder, 'switchboard.db'), 'This is no database. '.repeat(100))
    const { code, json } = await upkeep(folder, 'restore', backup, '--force')
    expect(code).toBe(0)
    expect(readFileSync(json().kept, 'utf8')).toContain('This is no database.')
    expect(await names(folder)).toEqual(['Orders'])
  })

  it.each<[string, string[], (file: string) => void]>([
    ['is damaged', ['spoilt is damaged'], damage],
    ['is no database', ['spoilt is no database of Switchboard'], (file) => writeFileSync(file, 'This is no database. '.repeat(100))],
    [
      'is the database of another program',
      ['spoilt is no database of Switchboard'],
      (file) => change(file, 'drop table __drizzle_migrations'),
    ],
    ['was written by a newer program', ['spoilt was written by a newer Switchboard'], (file) => change(file, newer)],
    [
      'is sealed with a key that is not in the ring',
      ['master key k9 is missing'],
      (file) => change(file, "update data_keys set master_key_id = 'k9'"),
    ],
    ['is sealed with another key of that id', ['master key k1'], (file) => change(file, 'update key_canaries set blob = zeroblob(60)')],
    [
      'has a changed record and no end',
      ['audit chain of', 'somebody has changed'],
      (file) => change(file, `${changed}; delete from audit_head`),
    ],
    ['has a changed record', ['audit chain of', 'at record 2', 'Take another one'], (file) => change(file, changed)],
    ['has an audit chain without a key', ['audit chain of'], (file) => change(file, "delete from data_keys where owner_id = 'audit'")],
    ['has lost its audit chain', ['audit chain of', 'Take another one'], (file) => change(file, chainless)],
    [
      'has lost its audit chain with every trace of it',
      ['audit chain of', 'Take another one'],
      (file) => change(file, `${chainless}; delete from audit; delete from key_canaries; delete from data_keys`),
    ],
    ['lacks a table', ['no such table: counters'], (file) => change(file, 'drop table counters')],
    ['lacks a column', ['not complete'], (file) => change(file, 'alter table revisions drop column is_deletion')],
    ['is not there', ['There is no file'], (file) => rmSync(file)],
  ])('is refused when the backup %s, and leaves everything as it was', async (_what, words, spoil) => {
    for (const name of ['master.key', 'switchboard.db']) cpSync(join(before, name), join(folder, name))
    const file = join(folder, 'spoilt')
    cpSync(backup, file)
    spoil(file)
    const refused = upkeep(folder, 'restore', file, '--force')
    await expectRefusal(refused, ...words)
    expect((await refused).err).not.toContain('.restoring')
    const left = readdirSync(folder).filter((name) => name !== 'spoilt' && name !== 'lock.db')
    expect(left.sort()).toEqual(['master.key', 'switchboard.db'])
    expect(readFileSync(join(folder, 'switchboard.db')).equals(readFileSync(join(before, 'switchboard.db')))).toBe(true)
  })

  it('is refused without a key, which it names, and without making one', async () => {
    await expectRefusal(upkeep(folder, 'restore', backup), 'master key k1', join(folder, 'master.key'), 'SWITCHBOARD_MASTER_KEYS')
    expect([existsSync(join(folder, 'master.key')), existsSync(join(folder, 'switchboard.db'))]).toEqual([false, false])
  })

  it('is refused when the backup is the database itself', async () => {
    const dataDir = stopped()
    await expectRefusal(upkeep(dataDir, 'restore', join(dataDir, 'switchboard.db'), '--force'), 'a file of the gateway itself')
  })
})

const changed = "update audit set address = '::2' where seq = 2"
const chainless = "delete from audit_head; delete from data_keys where owner_id = 'audit'"
const newer = "insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)"

/** Overwrites what an index says, so that the file still opens. */
function damage(file: string): void {
  const client = new Database(file)
  client.unsafeMode()
  client.pragma('writable_schema = ON')
  client.exec(
    "update sqlite_master set rootpage = (select rootpage from sqlite_master where name = 'audit') where name = 'connections_name'",
  )
  client.close()
}
