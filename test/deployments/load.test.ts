import { expect, it } from 'vitest'
import { email, moveTo, startWorker, until, world } from './world.js'

const second = 1000

it('what is tried again at a worker that hangs takes few of its connections, and does not hold a new write back', async () => {
  const { addWorker, rest, workspaceId, app, deployments } = await world()
  const worker = await startWorker()
  worker.take = () => Promise.reject(new Error('Not now.'))
  const { worker: made } = await addWorker(worker.url)
  const names = Array.from({ length: 10 }, (_, index) => `c${index}`)
  for (const name of names) await rest('POST', name, email(name))
  worker.take = () => new Promise(() => undefined)
  worker.asked.length = 0
  const times = (await deployments(made.id)).map(({ nextAt }) => Date.parse(nextAt))
  await moveTo(Math.max(...times))
  await until(() => worker.asked.length, 4)

  worker.take = () => undefined
  expect((await rest('POST', 'fresh', email('fresh'))).body.deploymentResult.success).toBe(true)
  expect(worker.asked).toHaveLength(5)
  expect(await app.app.deps.store.connections.count({ visible: [workspaceId] })).toBe(11)
})

it('a reply does not wait longer than two attempts take, however much comes before its own', async () => {
  const { addWorker, rest, deployments } = await world()
  const worker = await startWorker()
  worker.take = () => new Promise(() => undefined)
  const { worker: made } = await addWorker(worker.url)
  const start = Date.now()
  const first = rest('POST', 'slow', email('slow'))
  await until(() => worker.asked.length, 1)
  const reply = rest('PUT', 'slow', email('slow', { port: 26 }))
  await until(async () => (await deployments(made.id)).length, 2)
  await moveTo(start + 5 * second)
  await until(() => worker.asked.length, 2)
  await moveTo(start + 10 * second)
  await until(() => worker.asked.length, 3)
  await moveTo(start + 12 * second)
  const pending = [{ environmentName: 'production', success: false, message: 'Deployment pending' }]
  expect((await reply).body.deploymentResult.deploymentResults).toEqual(pending)
  expect((await first).body.deploymentResult.success).toBe(false)
})
