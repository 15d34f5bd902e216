import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createLog } from '../../src/log.js'
import type { TestApp } from '../support/boot.js'
import { email, moveTo, startWorker, until, world } from './world.js'

function spoil({ dataDir }: TestApp, sql: string): void {
  const raw = new Database(join(dataDir, 'switchboard.db'))
  raw.exec(sql)
  raw.close()
}

it('what the store cannot keep is left for a while and delivered again, and nothing is lost', async () => {
  const lines: string[] = []
  const logger = createLog('error', { write: (line: string) => void lines.push(line) })
  const { app, addWorker, rest, deployments } = await world({ logger })
  const worker = await startWorker()
  const { worker: made } = await addWorker(worker.url)
  spoil(app, "create trigger broken before update on deployments begin select raise(abort, 'disk full'); end")
  const { deploymentResult } = (await rest('POST', 'invoices', email('invoices'))).body
  expect(deploymentResult.deploymentResults).toMatchObject([{ success: false, message: 'Deployment pending' }])
  expect(lines.join()).toContain('could not read or keep deployments')

  spoil(app, 'drop trigger broken')
  expect(await deployments(made.id)).toMatchObject([{ state: 'PENDING', attempts: 0 }])
  await moveTo(Date.now() + 10_000)
  await until(async () => (await deployments(made.id)).map(({ state }) => state), ['DELIVERED'])
  expect(worker.ids).toHaveLength(2)
  expect(new Set(worker.ids).size).toBe(1)
})

it('a delivery that cannot be made is a failure of that worker alone, and is logged', async () => {
  const lines: string[] = []
  const logger = createLog('error', { write: (line: string) => void lines.push(line) })
  const { app, addWorker, rest } = await world({ logger })
  const [one, two] = [await startWorker(), await startWorker()]
  const { worker: made } = await addWorker(one.url, { name: 'A' })
  await addWorker(two.url, { name: 'B', environment: 'sandbox' })
  spoil(app, `update secrets set blob = zeroblob(60) where owner_id = '${made.id}'`)
  const { deploymentResult } = (await rest('POST', 'invoices', email('invoices'))).body
  expect(deploymentResult.deploymentResults).toMatchObject([
    { environmentName: 'production', success: false, message: 'Deployment failed (internal), to be tried again' },
    { environmentName: 'sandbox', success: true },
  ])
  expect([one.headers.length, two.asked.length]).toEqual([0, 1])
  expect(lines.join()).toContain('could not make a deployment')
})
