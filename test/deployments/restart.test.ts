import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
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
