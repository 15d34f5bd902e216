import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'
import { allowed, email, moveTo, startWorker, stopClock, until, worldOf, type World } from './world.js'

const second = 1000
const hour = 3600 * second

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'switchboard-restart-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** A gateway on a folder that stays; the test closes it. */
async function start(dataDir: string): Promise<TestApp> {
  return boot({ env: allowed, dataDir })
}

async function firstStart(dataDir: string): Promise<World> {
  const app = await start(dataDir)
  const { id } = await app.workspace('apinizer', 'Shop')
  return worldOf(app, id)
}

it('what is pending goes on after a restart, in order, at the time that was set', async () => {
  stopClock()
  const dataDir = folder()
  const before = await firstStart(dataDir)
  const worker = await startWorker()
  worker.take = () => Promise.reject(new Error('Not now.'))
  const { worker: made } = await before.addWorker(worker.url)
  await before.rest('POST', 'one', email('one'))
  await before.rest('PUT', 'one', email('two'))
  const [, { nextAt }] = await before.deployments(made.id)
  await before.app.close()

  worker.take = () => undefined
  worker.asked.length = 0
  const after = worldOf(await start(dataDir), before.workspaceId)
  onTestFinished(() => after.app.close())
  await moveTo(new Date(nextAt).getTime() - 1)
  expect(worker.asked).toEqual([])
  await moveTo(nextAt)
  await until(() => worker.asked.map(({ kind, key }) => `${kind} ${key}`), ['remove one', 'put two'])
  await until(async () => (await after.deployments(made.id)).map(({ state }) => state), ['DELIVERED', 'DELIVERED', 'SUPERSEDED'])
})

it('what fell due while the gateway was down goes out at the start, and what is older than 24 hours is given up', async () => {
  stopClock()
  const dataDir = folder()
  const before = await firstStart(dataDir)
  const worker = await startWorker()
  worker.take = () => Promise.reject(new Error('Not now.'))
  const { worker: made } = await before.addWorker(worker.url)
  await before.rest('POST', 'old', email('old'))
  await moveTo(Date.now() + 20 * hour)
  await before.rest('POST', 'new', email('new'))
  await before.app.close()

  await moveTo(Date.now() + 5 * hour)
  worker.take = () => undefined
  worker.asked.length = 0
  const after = worldOf(await start(dataDir), before.workspaceId)
  onTestFinished(() => after.app.close())
  await until(async () => (await after.deployments(made.id)).map(({ state }) => state), ['DELIVERED', 'EXPIRED'])
  expect(worker.asked.map(({ key }) => key)).toEqual(['new'])
})

it('a gateway that stops waits for the delivery that is under way, tries it no more, and answers the write', async () => {
  stopClock()
  const dataDir = folder()
  const { app, addWorker, rest, workspaceId } = await firstStart(dataDir)
  const worker = await startWorker()
  worker.take = () => new Promise(() => undefined)
  const { worker: made } = await addWorker(worker.url)
  const reply = rest('POST', 'invoices', email('invoices'))
  await until(() => worker.asked.length, 1)
  const closed = app.close()
  await moveTo(Date.now() + 5 * second)
  expect((await reply).body).toMatchObject({ success: true, deploymentResult: { success: false } })
  await closed
  expect(worker.asked).toHaveLength(1)

  worker.take = () => undefined
  const after = worldOf(await start(dataDir), workspaceId)
  onTestFinished(() => after.app.close())
  const [{ nextAt }] = await after.deployments(made.id)
  await moveTo(nextAt)
  await until(async () => (await after.deployments(made.id)).map(({ state }) => state), ['DELIVERED'])
  expect(new Set(worker.ids).size).toBe(1)
})

it('a gateway that dies during a delivery delivers it again, under the same id', async () => {
  stopClock()
  const [dataDir, left] = [folder(), folder()]
  const { app, addWorker, rest, workspaceId } = await firstStart(dataDir)
  const worker = await startWorker()
  const dying: (() => void)[] = []
  worker.take = () => new Promise<void>((resolve) => dying.push(resolve))
  const { worker: made } = await addWorker(worker.url)
  const reply = rest('POST', 'invoices', email('invoices'))
  await until(() => worker.asked.length, 1)
  cpSync(dataDir, left, { recursive: true, filter: (path) => !path.includes('lock.db') })
  for (const end of dying) end()
  await reply
  await app.close()

  worker.take = () => undefined
  const after = worldOf(await start(left), workspaceId)
  onTestFinished(() => after.app.close())
  await until(async () => (await after.deployments(made.id)).map(({ state }) => state), ['DELIVERED'])
  expect(worker.ids).toHaveLength(2)
  expect(new Set(worker.ids).size).toBe(1)
})

it.each([
  ['', false],
  [' and a restart', true],
])('what waits since before the clock was set back%s goes out within the hour', async (_how, isRestarted) => {
  stopClock()
  const dataDir = folder()
  const right = Date.now()
  vi.setSystemTime(right + 48 * hour)
  const before = await firstStart(dataDir)
  const worker = await startWorker()
  worker.take = () => Promise.reject(new Error('Not now.'))
  const { worker: made } = await before.addWorker(worker.url)
  await before.rest('POST', 'invoices', email('invoices'))
  if (isRestarted) await before.app.close()

  vi.setSystemTime(right)
  worker.take = () => undefined
  const after = isRestarted ? worldOf(await start(dataDir), before.workspaceId) : before
  onTestFinished(() => after.app.close())
  const states = async (): Promise<string[]> => {
    await moveTo(Date.now() + second / 10)
    return (await after.deployments(made.id)).map(({ state }) => state)
  }
  await until(states, ['DELIVERED'])
  expect(Date.now()).toBeLessThan(right + hour)
})

it('a store that has failed is asked again after its rest, whatever the clock says', async () => {
  stopClock()
  const dataDir = folder()
  const { app, addWorker, rest, deployments } = await firstStart(dataDir)
  onTestFinished(() => app.close())
  const worker = await startWorker()
  const { worker: made } = await addWorker(worker.url)
  const raw = new Database(join(dataDir, 'switchboard.db'))
  onTestFinished(() => void raw.close())
  raw.exec("create trigger broken before update on deployments begin select raise(abort, 'disk full'); end")
  await rest('POST', 'invoices', email('invoices'))
  raw.exec('drop trigger broken')
  vi.setSystemTime(Date.now() - 1800 * second)
  await moveTo(Date.now() + 10 * second)
  await rest('POST', 'others', email('others'))
  await until(async () => (await deployments(made.id)).map(({ state }) => state).includes('DELIVERED'), true)
})
