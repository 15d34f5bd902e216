import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newKeyEntry } from '../../src/secrets/key-ring.js'
import { boot, type TestApp } from '../support/boot.js'

let folder: string
const apps: TestApp[] = []
/** A gateway with this data folder whose database is in a folder of its own. */
async function start(dataDir: string, database: string, env: Record<string, string> = {}): Promise<TestApp> {
  mkdirSync(join(folder, database), { recursive: true })
  const SWITCHBOARD_DATABASE_URL = join(folder, database, 'main.db')
  const app = await boot({ dataDir: join(folder, dataDir), env: { SWITCHBOARD_DATABASE_URL, ...env } })
  apps.push(app)
  return app
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-shared-'))
})
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
  rmSync(folder, { recursive: true, force: true })
})

it('a key file is used by one gateway at a time, wherever their databases are', async () => {
  await start('data', 'one')
  const refused = { name: 'SetupError', message: expect.stringContaining(`uses the key file in ${join(folder, 'data')}`) }
  await expect(start('data', 'other')).rejects.toMatchObject(refused)
  await expect(start('data', 'data')).rejects.toMatchObject({ name: 'SetupError' })
  await apps.pop()?.close()
  await start('data', 'other')
})

it('gateways whose master keys are in the environment may share a data folder', async () => {
  const env = { SWITCHBOARD_MASTER_KEYS: newKeyEntry('k1') }
  await start('data', 'one', env)
  await start('data', 'other', env)
})

it('a new database beside a key file that was there already is said to be new', async () => {
  const first = await start('data', 'one')
  expect(first.app.newDatabase).toBeUndefined()
  await apps.pop()?.close()
  const again = await start('data', 'one')
  expect(again.app.newDatabase).toBeUndefined()
  await apps.pop()?.close()
  const other = await start('data', 'other')
  expect([other.app.newKeyFile, other.app.newDatabase]).toEqual([undefined, join(folder, 'other/main.db')])
})
