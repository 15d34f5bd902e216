import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { News } from '../../src/app.js'
import { newKeyEntry } from '../../src/secrets/key-ring.js'
import { run } from '../cli/command-line.js'
import { boot, type TestApp } from '../support/boot.js'
import { change } from './world.js'

let folder: string
const apps: TestApp[] = []
let shown: News[]
/** A gateway with this data folder whose database is in a folder of its own. */
async function start(dataDir: string, database: string, env: Record<string, string> = {}, now?: () => number): Promise<TestApp> {
  mkdirSync(join(folder, database), { recursive: true })
  const SWITCHBOARD_DATABASE_URL = join(folder, database, 'main.db')
  const show = async (news: News): Promise<void> => void shown.push(news)
  const app = await boot({ dataDir: join(folder, dataDir), env: { SWITCHBOARD_DATABASE_URL, ...env }, show, ...(now && { now }) })
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

it('a gateway whose lock on the key file is gone is not ready and writes nothing more, the key file neither', async () => {
  let now = Date.now()
  const app = await start('data', 'one', {}, () => now)
  await app.workspace('chartbrew', '7')
  const before = readFileSync(join(folder, 'data/master.key'), 'utf8')
  rmSync(join(folder, 'data/lock.db'))
  now += 1001
  expect((await app.rest('POST', '/team/7/connections', { name: 'Orders', type: 'mysql' })).status).toBe(503)
  await expect(change(app, 'addMasterKey')).rejects.toThrow('the lock file beside its key file was removed or replaced')
  expect(readFileSync(join(folder, 'data/master.key'), 'utf8')).toBe(before)
  expect(await app.rest('GET', '/readyz')).toMatchObject({ status: 503, body: { checks: { database: 'failed', keys: 'ok' } } })
})

it('a backup never takes the name of the lock on the key file, and doctor looks at that lock', async () => {
  await start('data', 'one')
  const env = { SWITCHBOARD_DATA_DIR: join(folder, 'data'), SWITCHBOARD_DATABASE_URL: join(folder, 'one/main.db') }
  for (const name of ['lock.db', 'lock.db-journal'])
    expect((await run(['backup', join(folder, 'data', name), '--force'], { env })).err).toContain('a file of the gateway itself')
  const found = (await run(['doctor', '--json'], { env })).json()
  expect(found).toContainEqual(expect.objectContaining({ check: 'lock of the key file', state: 'ok' }))
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
