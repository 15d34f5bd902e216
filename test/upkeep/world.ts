import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { run, type Ran } from '../cli/command-line.js'
import { boot, type TestApp } from '../support/boot.js'

export interface World {
  readonly root: string
  /** A gateway that runs, with one connection: Orders. */
  readonly app: TestApp
  /** A backup of it. */
  readonly backup: string
  /** What is in its key file. */
  readonly keys: string
  /** The data folder of a gateway that has stopped, with one connection: Before. */
  readonly before: string
}

export async function makeWorld(): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'switchboard-upkeep-'))
  const app = await boot()
  await app.workspace('chartbrew', '7')
  const address = { host: 'pg.example', port: '5432', dbName: 'orders', username: 'u', password: 'hidden' }
  await app.rest('POST', '/team/7/connections', { name: 'Orders', type: 'postgres', ...address })
  const backup = join(root, 'backup.db')
  await upkeep(app.dataDir, 'backup', backup)

  const before = join(root, 'before')
  mkdirSync(before)
  const keys = readFileSync(join(app.dataDir, 'master.key'), 'utf8')
  writeFileSync(join(before, 'master.key'), keys)
  await upkeep(before, 'restore', backup)
  const gateway = await boot({ dataDir: before })
  await gateway.rest('PUT', '/team/7/connections/1', { name: 'Before' })
  await gateway.close()
  return { root, app, backup, keys, before }
}

/** Runs a command on the files of a data folder. */
export function upkeep(dataDir: string, ...words: string[]): Promise<Ran> {
  return run([...words, '--json'], { env: { SWITCHBOARD_DATA_DIR: dataDir } })
}

/** Leaves a database as a writer does that was killed: what it wrote last is in the log alone. */
export function killedWriter(file: string, query: string): void {
  const client = new Database(file)
  client.pragma('journal_mode = WAL')
  client.pragma('wal_autocheckpoint = 0')
  client.exec(query)
  const kept = ['', '-wal'].map((side) => [file + side, readFileSync(file + side)] as const)
  client.close()
  for (const [path, bytes] of kept) writeFileSync(path, bytes)
}

/** Waits for a refusal: one line that has these words. */
export async function expectRefusal(refused: Promise<Ran>, ...words: string[]): Promise<void> {
  const { code, out, err } = await refused
  expect([code, out]).toEqual([1, ''])
  expect(err.trim().split('\n')).toHaveLength(1)
  for (const word of words) expect(JSON.parse(err).error.message).toContain(word)
}

export function change(file: string, query: string): void {
  const client = new Database(file)
  client.exec(query)
  client.close()
}
