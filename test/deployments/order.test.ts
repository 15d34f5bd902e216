import { expect, it } from 'vitest'
import { email, moveTo, startWorker, until, world, type TestWorker, type World } from './world.js'

const refuse = (): never => {
  throw new Error('Not now.')
}

async function withWorker(): Promise<World & { readonly worker: TestWorker; readonly workerId: string }> {
  const there = await world()
  const worker = await startWorker()
  const { worker: made } = await there.addWorker(worker.url)
  return { ...there, worker, workerId: made.id }
}

const told = ({ asked }: TestWorker): string[] => asked.map(({ kind, key, revision }) => `${kind} ${key} ${revision}`)

it('after a rename the former name is removed before the new one is put', async () => {
  const { rest, worker } = await withWorker()
  await rest('POST', 'invoices', email('invoices'))
  const { body } = await rest('PUT', 'invoices', email('bills'))
  expect(body.deploymentResult.success).toBe(true)
  expect(told(worker)).toEqual(['put invoices 1', 'remove invoices 2', 'put bills 2'])
})

it('a change of case is a rename', async () => {
  const { rest, worker } = await withWorker()
  await rest('POST', 'invoices', email('invoices'))
  await rest('PUT', 'invoices', email('Invoices'))
  expect(told(worker)).toEqual(['put invoices 1', 'remove invoices 2', 'put Invoices 2'])
})

it('a rename takes the former name away although the connection is not for workers any more', async () => {
  const { rest, worker } = await withWorker()
  await rest('POST', 'invoices', email('invoices'))
  const { body } = await rest('PUT', 'invoices', email('bills', { deployToWorker: false }))
  expect(body).toEqual({ success: true })
  expect(told(worker)).toEqual(['put invoices 1', 'remove invoices 2'])
})

it('a removal that is not delivered yet is never superseded, and comes before everything that is newer', async () => {
  const { rest, worker, workerId, deployments } = await withWorker()
  await rest('POST', 'one', email('one'))
  worker.take = refuse
  await rest('PUT', 'one', email('two'))
  expect(told(worker)).toEqual(['put one 1', 'remove one 2', 'remove one 2'])
  await rest('PUT', 'two', email('three'))
  expect((await deployments(workerId)).map(({ kind, connectionKey, state }) => `${kind} ${connectionKey} ${state}`)).toEqual([
    'PUT three PENDING',
    'REMOVE two PENDING',
    'PUT two SUPERSEDED',
    'REMOVE one PENDING',
    'PUT one DELIVERED',
  ])
  worker.take = () => undefined
  worker.asked.length = 0
  const { body } = await rest('PUT', 'three', email('three', { port: 26 }))
  expect(body.deploymentResult.success).toBe(true)
  expect(told(worker)).toEqual(['remove one 2', 'remove two 3', 'put three 4'])
})

it('what a reply could not wait for is pending, and comes in order when its time has come', async () => {
  const { rest, worker, workerId, deployments } = await withWorker()
  await rest('POST', 'one', email('one'))
  worker.take = refuse
  const { body } = await rest('PUT', 'one', email('two'))
  expect(body.deploymentResult.deploymentResults).toEqual([
    { environmentName: 'production', success: false, message: 'Deployment pending' },
  ])
  worker.take = () => undefined
  worker.asked.length = 0
  const [, removal] = await deployments(workerId)
  await moveTo(removal.nextAt)
  await until(() => told(worker), ['remove one 2', 'put two 2'])
})

it('a name that another connection takes over is first taken away, in any casing', async () => {
  const { rest, worker } = await withWorker()
  await rest('POST', 'invoices', email('invoices'))
  worker.take = refuse
  await rest('DELETE', 'invoices')
  worker.take = () => undefined
  worker.asked.length = 0
  const { body } = await rest('POST', 'Invoices', email('Invoices'))
  expect(body.deploymentResult.success).toBe(true)
  expect(told(worker)).toEqual(['remove invoices 2', 'put Invoices 1'])
})

it('a worker gets one thing at a time of a connection, and connections do not wait for each other', async () => {
  const { rest, worker } = await withWorker()
  const going: { key: string; go: () => void }[] = []
  worker.take = ({ key }) => new Promise<void>((resolve) => going.push({ key, go: resolve }))
  const first = rest('POST', 'slow', email('slow'))
  await until(() => told(worker), ['put slow 1'])
  const second = rest('PUT', 'slow', email('slow', { port: 26 }))
  const other = rest('POST', 'other', email('other'))
  await until(() => told(worker), ['put slow 1', 'put other 1'])
  going.find(({ key }) => key === 'other')?.go()
  expect((await other).body.deploymentResult.success).toBe(true)
  expect(told(worker)).toEqual(['put slow 1', 'put other 1'])
  worker.take = () => undefined
  going[0]?.go()
  const replies = [(await first).body, (await second).body]
  expect(replies.map(({ deploymentResult }) => deploymentResult.success)).toEqual([true, true])
  expect(told(worker)).toEqual(['put slow 1', 'put other 1', 'put slow 2'])
})
