import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/store/sqlite/open.js'
import { openStore } from '../../src/store/open.js'
import { openChained } from './chained.js'
import { storeSuite } from './contract.js'
import { audit, workspace } from './samples.js'

storeSuite('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-store-'))
  const store = await openChained(join(folder, 'switchboard.db'))
  return {
    store,
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})

describe('a SQLite file', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'switchboard-sqlite-'))
    file = join(folder, 'switchboard.db')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is written through to the disk by every commit, at the first opening and at every later one', () => {
    for (let opening = 0; opening < 3; opening += 1) {
      const { db, close } = openDatabase(file)
      const pragma = (name: string): unknown => db.$client.pragma(name, { simple: true })
      expect([pragma('synchronous'), pragma('journal_mode'), pragma('foreign_keys')]).toEqual([2, 'wal', 1])
      close()
    }
  })

  it('keeps what was written for the next opening', async () => {
    const made = workspace()
    const store = await openChained(file)
    await store.workspaces.insert(made, audit())
    await store.close()
    const again = openStore(file)
    expect(await again.workspaces.byIds([made.id])).toEqual([made])
    await again.close()
  })

  it('records its migrations, once', async () => {
    const count = (): unknown => {
      const raw = new Database(file, { readonly: true })
      const { n } = raw.prepare('select count(*) as n from __drizzle_migrations').get() as { n: number }
      raw.close()
      return n
    }
    const store = openStore(file)
    await expect(store.check()).resolves.toBeUndefined()
    await store.close()
    const first = count()
    await openStore(file).close()
    expect(first).toBeGreaterThan(0)
    expect(count()).toBe(first)
  })

  it('fails its check when a migration is missing', async () => {
    const store = openStore(file)
    changed('delete from __drizzle_migrations')
    await expect(store.check()).rejects.toThrow('migration')
    await store.close()
  })

  it('is refused when a newer program wrote it, and left as it is', async () => {
    await openStore(file).close()
    changed("insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)")
    expect(() => openStore(file)).toThrow(
      expect.objectContaining({ name: 'SetupError', message: expect.stringContaining('newer Switchboard') }),
    )
    changed("delete from __drizzle_migrations where hash = 'later'")
    await openStore(file).close()
  })

  it.each([
    ['', 'create table places (name text)'],
    [
      'that migrates in the same way',
      "create table places (name text); create table __drizzle_migrations (id integer primary key, hash text, created_at numeric); insert into __drizzle_migrations (hash, created_at) values ('x', 5)",
    ],
  ])('of another program %s is refused, and left as it is', (_what, sql) => {
    changed(sql)
    const before = readFileSync(file)
    const refused = expect.objectContaining({ name: 'SetupError', message: expect.stringContaining('no database of Switchboard') })
    expect(() => openStore(file)).toThrow(refused)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('has one writer at a time, who is told what to do', async () => {
    const store = openStore(file)
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(() => openStore(file)).toThrow(
        expect.objectContaining({ name: 'SetupError', message: expect.stringContaining(`Another Switchboard writes to ${file}`) }),
      )
    }
    await expect(store.check()).resolves.toBeUndefined()
    await store.close()
    await openStore(file).close()
  })

  it.each<[string, (elsewhere: string) => string]>([
    ['a link to the file', (elsewhere) => linked(file, join(elsewhere, 'other.db'))],
    ['a link to a link', (elsewhere) => linked(linked(file, join(elsewhere, 'one.db')), join(elsewhere, 'two.db'))],
    ['a link to its folder', (elsewhere) => join(linked(folder, join(elsewhere, 'folder')), 'switchboard.db')],
    ['a relative path', () => relative('.', file)],
  ])('has one writer at a time by %s too, before the file is there and after', async (_what, pathTo) => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'switchboard-elsewhere-'))
    const path = pathTo(elsewhere)
    for (const [first, second] of [
      [path, file],
      [file, path],
    ] as const) {
      // prettier-ignore
      const store = openStore(first)
      expect(() => openStore(second)).toThrow(
        expect.objectContaining({ message: expect.stringContaining('Another Switchboard writes to') }),
      )
      await store.close()
    }
    rmSync(elsewhere, { recursive: true })
  })

  it('whose tables are damaged is refused with what to do', async () => {
    await openStore(file).close()
    const raw = new Database(file)
    raw.unsafeMode()
    raw.exec("pragma writable_schema = ON; update sqlite_master set sql = 'create table' where name = '__drizzle_migrations'")
    raw.close()
    const refused = expect.objectContaining({ name: 'SetupError', message: expect.stringContaining('switchboard restore FILE') })
    expect(() => openStore(file)).toThrow(refused)
  })

  it('can be read by another program while it is written', async () => {
    const store = await openChained(file)
    const raw = new Database(file, { readonly: true })
    await store.workspaces.insert(workspace(), audit())
    expect(raw.prepare('select count(*) as n from workspaces').get()).toEqual({ n: 1 })
    raw.close()
    await store.close()
  })

  it.each<[string, () => void]>([
    ['the folder is not there', () => rmSync(folder, { recursive: true })],
    ['a folder stands in its place', () => mkdirSync(file)],
    ['something else is in it', () => writeFileSync(file, 'This is no database. '.repeat(100))],
  ])('is refused by its name when %s, and leaves no lock behind', async (_what, spoil) => {
    spoil()
    const refused = expect.objectContaining({ name: 'SetupError', message: expect.stringContaining(file) })
    expect(() => openStore(file)).toThrow(refused)
    rmSync(file, { recursive: true, force: true })
    if (!existsSync(folder)) mkdirSync(folder)
    await openStore(file).close()
  })

  function linked(target: string, path: string): string {
    symlinkSync(target, path)
    return path
  }

  function changed(sql: string): void {
    const raw = new Database(file)
    raw.exec(sql)
    raw.close()
  }
})
