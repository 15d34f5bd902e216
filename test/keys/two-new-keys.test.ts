import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'
import { change, fill, idsInFile, keyFileOf, passwords, right, ringOf } from './world.js'

/** Connections; the audit chain has a data key too. */
const count = 12
let app: TestApp
beforeEach(async () => {
  app = await boot()
  await fill(app, count)
})
afterEach(() => app.close())

const step = async (limit = 5): Promise<string> => {
  const { activeKeyId, remaining } = await change(app, 'rotateMasterKeys', { limit })
  return `${activeKeyId} ${remaining}`
}

it('a rotation goes to the newest of several new keys, stays with it, and leaves the others as no longer used', async () => {
  for (const keyId of ['k2', 'k3']) await change(app, 'addMasterKey', { keyId })
  expect([await step(), await step(), await step(), await step()]).toEqual(['k3 8', 'k3 3', 'k3 0', 'k3 0'])
  expect(await ringOf(app)).toEqual([`k3 ACTIVE ${count + 1}`, 'k2 UNUSED 0', 'k1 UNUSED 0'])
  for (const keyId of ['k1', 'k2']) await change(app, 'retireMasterKey', { keyId })
  expect([idsInFile(app), await step()]).toEqual([['k3'], 'k3 0'])
  await change(app, 'addMasterKey')
  expect(await step(1000)).toBe('k4 0')
  expect(await passwords(app, count)).toEqual(right(count))
})

it('a key that is added half-way waits until everything is under the one that the rotation goes to', async () => {
  await change(app, 'addMasterKey')
  const first = await step()
  await change(app, 'addMasterKey')
  expect([first, await step(), await step(), await step(1000)]).toEqual(['k2 8', 'k2 3', 'k2 0', 'k3 0'])
  expect(await passwords(app, count)).toEqual(right(count))
})

it('a rotation that was killed before its first step was kept goes on to the same key', async () => {
  for (const keyId of ['k2', 'k3']) await change(app, 'addMasterKey', { keyId })
  await withBackup(step)
  expect(idsInFile(app)[0]).toBe('k3')
  expect([await step(), await step(), await step(), await step()]).toEqual(['k3 8', 'k3 3', 'k3 0', 'k3 0'])
  expect(await passwords(app, count)).toEqual(right(count))
})

it('a data key that does not open keeps nobody from going to the next key', async () => {
  const database = new Database(join(app.dataDir, 'switchboard.db'))
  database.exec('update data_keys set wrapped = zeroblob(60) where owner_id = (select id from connections limit 1)')
  database.close()
  for (const next of ['k2', 'k3']) {
    await change(app, 'addMasterKey')
    expect([await step(1000), await step(1000)]).toEqual([`${next} 1`, `${next} 1`])
  }
})

/** Does it, and starts again with the key file of afterwards and the database of before. */
async function withBackup(work: () => Promise<unknown>): Promise<void> {
  const { dataDir } = app
  const file = join(dataDir, 'switchboard.db')
  const database = new Database(file)
  await database.backup(`${file}.before`)
  database.close()
  await work()
  const keys = readFileSync(keyFileOf(app))
  const before = readFileSync(`${file}.before`)
  await app.app.close()
  writeFileSync(file, before)
  writeFileSync(keyFileOf(app), keys)
  app = await boot({ dataDir })
}
