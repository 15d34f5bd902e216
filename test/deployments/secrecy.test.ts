import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog } from '../../src/log.js'
import { allowed, email, mutate, password, signingSecret, startWorker, world } from './world.js'

it('neither payload nor signing secret is in the data folder or in the log, of a delivery that succeeds and of one that fails', async () => {
  const lines: string[] = []
  const logger = createLog('trace', { write: (line: string) => void lines.push(line) })
  const { app, addWorker, rest } = await world({ logger })
  const [good, bad] = [await startWorker(), await startWorker()]
  bad.take = () => Promise.reject(new Error('Not now.'))
  await addWorker(good.url)
  const { worker } = await addWorker(bad.url, { name: 'Bad' })
  const { secret } = await mutate(app, 'rotateWorkerSecret', { id: worker.id, expectedRevision: 1 })
  await rest('POST', 'invoices', email('invoices'))
  await rest('DELETE', 'invoices')

  const kept = readdirSync(app.dataDir).map((name) => readFileSync(join(app.dataDir, name), 'latin1'))
  const all = [...kept, ...lines].join('\n')
  expect(good.asked[0]?.connection.password).toBe(password)
  expect(lines.join()).toContain('could not deploy')
  for (const secretText of [password, signingSecret, signingSecret.slice(6), secret, secret.slice(6)]) expect(all).not.toContain(secretText)
  expect(all).not.toContain('"kind":"put"')
})

it('a worker gets the secrets of a gateway that shows them to nobody, for a delivery is no reveal', async () => {
  const { addWorker, rest, app } = await world({ env: { ...allowed, SWITCHBOARD_REVEAL: 'off' } })
  const worker = await startWorker()
  await addWorker(worker.url)
  expect((await rest('POST', 'invoices', email('invoices'))).text).not.toContain(password)
  expect(worker.asked[0]?.connection.password).toBe(password)
  expect((await app.records()).map(({ action }) => action)).not.toContain('reveal')
})
