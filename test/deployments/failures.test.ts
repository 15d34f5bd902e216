import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { email, listen, moveTo, mutate, signingSecret, startWorker, until, world, type TestWorker, type World } from './world.js'

const second = 1000
const hour = 3600 * second

const failed = (failure: string, environmentName = 'production') => ({
  environmentName,
  success: false,
  message: `Deployment failed (${failure}), to be tried again`,
})
const refuse = (): never => {
  throw new Error('Not now.')
}

/** A gateway with one worker that takes nothing yet. */
async function withBadWorker(): Promise<World & { readonly worker: TestWorker; readonly workerId: string }> {
  const there = await world()
  const worker = await startWorker()
  worker.take = refuse
  const { worker: made } = await there.addWorker(worker.url)
  return { ...there, worker, workerId: made.id }
}

describe('a worker that fails', () => {
  it('leaves the write a success, is tried twice for the reply, and is told of by its environment', async () => {
    const { app, rest, worker, workerId, deployments } = await withBadWorker()
    const { status, body } = await rest('POST', 'invoices', email('invoices'))
    expect(status).toBe(200)
    expect(body).toEqual({ success: true, deploymentResult: { success: false, deploymentResults: [failed('status 500')] } })
    expect(worker.asked).toHaveLength(2)
    expect(new Set(worker.ids).size).toBe(1)
    expect((await app.rest('GET', '/apiops/projects/Shop/connections/invoices/')).status).toBe(200)
    expect(await deployments(workerId)).toMatchObject([{ state: 'PENDING', attempts: 2, failure: 'status 500', finishedAt: null }])
  })

  it('does not keep the others from it, nor their environments from telling so', async () => {
    const { addWorker, rest } = await withBadWorker()
    const good = await startWorker()
    await addWorker(good.url, { name: 'Zoe', environment: 'sandbox' })
    const { deploymentResult } = (await rest('POST', 'invoices', email('invoices'))).body
    expect(deploymentResult).toEqual({
      success: false,
      deploymentResults: [failed('status 500'), { environmentName: 'sandbox', success: true, message: 'Deployment successful' }],
    })
    expect(good.asked).toHaveLength(1)
  })

  it('makes its environment fail, though another worker of it has taken the write', async () => {
    const { addWorker, rest } = await withBadWorker()
    await addWorker((await startWorker()).url, { name: 'A good one' })
    await addWorker((await startWorker()).url, { name: 'Zoe' })
    const { deploymentResult } = (await rest('POST', 'invoices', email('invoices'))).body
    expect(deploymentResult).toEqual({ success: false, deploymentResults: [failed('status 500')] })
  })

  it('is tried again after pauses that grow, until it takes the write', async () => {
    const { rest, worker, workerId, deployments } = await withBadWorker()
    await rest('POST', 'invoices', email('invoices'))
    const pauses: number[] = []
    for (let attempts = 2; attempts < 12; attempts += 1) {
      const [{ nextAt }] = await deployments(workerId)
      pauses.push(Date.parse(nextAt) - Date.now())
      await moveTo(nextAt)
      await until(async () => (await deployments(workerId))[0].attempts, attempts + 1)
    }
    for (const [index, pause] of pauses.entries()) {
      const expected = Math.min(10 * second * 2 ** index, hour)
      expect(pause).toBeGreaterThanOrEqual(0.75 * expected)
      expect(pause).toBeLessThanOrEqual(1.25 * expected)
    }

    worker.take = () => undefined
    await moveTo((await deployments(workerId))[0].nextAt)
    await until(async () => (await deployments(workerId))[0].state, 'DELIVERED')
    const [done] = await deployments(workerId)
    expect(done).toMatchObject({ attempts: 13, nextAt: null, failure: null, finishedAt: new Date().toISOString() })
    expect(new Set(worker.ids)).toEqual(new Set([done.id]))
    await moveTo(Date.now() + 2 * hour)
    expect(worker.asked).toHaveLength(13)
  })

  it('for 24 hours is not tried any more', async () => {
    const { rest, worker, workerId, deployments } = await withBadWorker()
    await rest('POST', 'invoices', email('invoices'))
    const end = Date.now() + 24 * hour
    for (let state = 'PENDING'; state === 'PENDING';) {
      const [{ nextAt, attempts }] = await deployments(workerId)
      await moveTo(nextAt)
      await until(async () => {
        const [now] = await deployments(workerId)
        state = now.state
        return state === 'EXPIRED' || now.attempts > attempts
      }, true)
    }
    expect(Date.now()).toBe(end)
    expect(await deployments(workerId)).toMatchObject([
      { state: 'EXPIRED', nextAt: null, finishedAt: new Date(end).toISOString(), failure: 'status 500' },
    ])
    const before = worker.asked.length
    await moveTo(end + 48 * hour)
    expect(worker.asked).toHaveLength(before)
  })

  it('gets a newer write instead of the one that it has not taken', async () => {
    const { rest, worker, workerId, deployments } = await withBadWorker()
    await rest('POST', 'invoices', email('invoices'))
    worker.take = () => undefined
    const { body } = await rest('PUT', 'invoices', email('invoices', { port: 2525 }))
    expect(body.deploymentResult.success).toBe(true)
    expect(await deployments(workerId)).toMatchObject([
      { state: 'DELIVERED', revision: 2 },
      { state: 'SUPERSEDED', revision: 1, nextAt: null, finishedAt: new Date().toISOString() },
    ])
    await moveTo(Date.now() + 2 * hour)
    expect(worker.asked.map(({ revision }) => revision)).toEqual([1, 1, 2])
  })

  it('gets what is pending at once when it is changed, and nothing more when it is deleted', async () => {
    const { app, rest, worker, workerId, deployments } = await withBadWorker()
    await rest('POST', 'invoices', email('invoices'))
    const other = await startWorker()
    await mutate(app, 'updateWorker', { id: workerId, expectedRevision: 1, patch: { url: other.url } })
    await until(() => other.asked.length, 1)
    await until(async () => (await deployments(workerId))[0].state, 'DELIVERED')

    other.take = refuse
    await rest('PUT', 'invoices', email('invoices', { port: 26 }))
    await mutate(app, 'deleteWorker', { id: workerId, expectedRevision: 2 })
    const connection = await app.rest('GET', '/apiops/projects/Shop/connections/invoices/')
    expect(connection.status).toBe(200)
    await moveTo(Date.now() + 2 * hour)
    expect([worker.asked.length, other.asked.length]).toEqual([2, 3])
  })
})

it('a worker that does not answer is left after five seconds, twice, and the others are not kept waiting', async () => {
  const { addWorker, rest, workerId, worker, deployments } = await withBadWorker()
  worker.take = () => new Promise(() => undefined)
  const good = await startWorker()
  await addWorker(good.url, { name: 'Zoe', environment: 'sandbox' })
  const start = Date.now()
  const reply = rest('POST', 'invoices', email('invoices'))
  await until(() => good.asked.length, 1)
  for (const attempt of [1, 2]) {
    await until(() => worker.asked.length, attempt)
    await moveTo(start + attempt * 5 * second)
  }
  const { deploymentResult } = (await reply).body
  expect(deploymentResult.deploymentResults).toMatchObject([failed('timeout'), { environmentName: 'sandbox', success: true }])
  expect(await deployments(workerId)).toMatchObject([{ state: 'PENDING', attempts: 2, failure: 'timeout' }])
})

it('a worker that checks with another secret refuses what it gets', async () => {
  const { app, rest, worker, workerId } = await withBadWorker()
  const { secret } = await mutate(app, 'rotateWorkerSecret', { id: workerId, expectedRevision: 1 })
  expect(secret).not.toBe(signingSecret)
  const { deploymentResult } = (await rest('POST', 'invoices', email('invoices'))).body
  expect(deploymentResult.deploymentResults).toEqual([failed('status 401')])
  expect(worker.asked).toEqual([])
})

it('a redirect is not followed', async () => {
  const { addWorker, rest } = await world()
  const other = await startWorker()
  await addWorker(await listen(createServer((_, response) => response.writeHead(307, { location: other.url }).end())))
  const { deploymentResult } = (await rest('POST', 'invoices', email('invoices'))).body
  expect(deploymentResult.deploymentResults).toEqual([failed('status 307')])
  expect(other.headers).toEqual([])
})

it.each([
  ['https://10.0.0.7/', allowedHere()],
  ['https://169.254.169.254/latest/', allowedHere()],
  ['http://127.0.0.1:9/', {}],
])('an address that the outbound policy refuses is not called: %s', async (url, env) => {
  const { addWorker, rest } = await world({ env })
  await addWorker(url)
  const { deploymentResult } = (await rest('POST', 'invoices', email('invoices'))).body
  expect(deploymentResult.deploymentResults).toEqual([failed('refusedAddress')])
})

function allowedHere(): Record<string, string> {
  return { SWITCHBOARD_EGRESS_ALLOW: '127.0.0.1/32' }
}
