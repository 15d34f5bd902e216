import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { News } from '../../src/app.js'
import { newKeyEntry } from '../../src/secrets/key-ring.js'
import { boot, type TestApp } from '../support/boot.js'

let folder: string
const apps: TestApp[] = []
let shown: News[]
/** A gateway with this data folder whose database is in a folder of its own. */
async function start(dataDir: string, database: string, env: Record<string, string> = {}): Promise<TestApp> {
  mkdirSync(join(folder, database), { recursive: true })
  const SWITCHBOARD_DATABASE_URL = join(folder, database, 'main.db')
  const show = async (news: News): Promise<void> => void shown.push(news)
  const app = await boot({ dataDir: join(folder, dataDir), env: { SWITCHBOARD_DATABASE_URL, ...env }, show })
  apps.push(app)
  return app
}
beforeEach(() => {
  shown = []
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
  await start('data', 'one')
  await apps.pop()?.close()
  await start('data', 'one')
  expect(shown).toEqual([{ keyFile: join(folder, 'data/master.key') }])
  await apps.pop()?.close()
  await start('data', 'other')
  expect(shown.slice(1)).toEqual([{ newDatabase: join(folder, 'other/main.db') }])
})
