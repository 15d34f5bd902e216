import { expect, it } from 'vitest'
import { deploymentFields, email, mutate, password, startWorker, world } from './world.js'

const message = 'Deployment successful'
const deployed = (...deploymentResults: object[]) => ({ success: true, deploymentResult: { success: true, deploymentResults } })

it('a write is at the worker when its reply comes, whole, signed and with its secrets', async () => {
  const { addWorker, rest } = await world()
  const worker = await startWorker()
  await addWorker(worker.url)
  const { body } = await rest('POST', 'invoices', email('invoices'))
  expect(body).toEqual(deployed({ environmentName: 'production', success: true, message }))
  expect(worker.asked).toEqual([
    {
      kind: 'put',
      vendor: 'apinizer',
      workspace: 'Shop',
      environment: 'production',
      key: 'invoices',
      revision: 1,
      secrets: ['password'],
      connection: expect.objectContaining({ type: 'email', name: 'invoices', host: 'mail.example', enabled: true, password }),
    },
  ])
  expect(worker.headers).toMatchObject([{ 'content-type': 'application/json', 'webhook-id': worker.ids[0] }])
})

it('every worker gets every write, and the reply tells of each environment once', async () => {
  const { addWorker, rest } = await world()
  const [one, two, three] = [await startWorker(), await startWorker(), await startWorker()]
  await addWorker(one.url, { name: 'A' })
  await addWorker(two.url, { name: 'B' })
  await addWorker(three.url, { name: 'C', environment: 'sandbox' })
  await rest('POST', 'invoices', email('invoices'))
  const { body } = await rest('PUT', 'invoices', email('invoices', { host: 'mail2.example' }))
  expect(body).toEqual(
    deployed({ environmentName: 'production', success: true, message }, { environmentName: 'sandbox', success: true, message }),
  )
  for (const { asked } of [one, two, three]) expect(asked.map(({ revision }) => revision)).toEqual([1, 2])
  expect(three.asked[1]).toMatchObject({ environment: 'sandbox', connection: { host: 'mail2.example', password } })
})

it('a project without workers tells of no environment', async () => {
  const { rest } = await world()
  expect((await rest('POST', 'invoices', email('invoices'))).body).toEqual(deployed())
  expect((await rest('PUT', 'invoices', email('invoices'))).body).toEqual(deployed())
  expect((await rest('DELETE', 'invoices')).body).toEqual(deployed())
})

it('a connection that is switched off is delivered as such', async () => {
  const { addWorker, rest } = await world()
  const worker = await startWorker()
  await addWorker(worker.url)
  await rest('POST', 'invoices', email('invoices'))
  await rest('PUT', 'invoices', email('invoices', { enabled: false }))
  expect(worker.asked[1]).toMatchObject({ kind: 'put', revision: 2, connection: { enabled: false } })
})

it('a deletion is delivered without the connection', async () => {
  const { addWorker, rest } = await world()
  const worker = await startWorker()
  await addWorker(worker.url)
  await rest('POST', 'invoices', email('invoices'))
  const { body } = await rest('DELETE', 'invoices')
  expect(body).toEqual(deployed({ environmentName: 'production', success: true, message }))
  const { environment, vendor, workspace } = worker.asked[0] ?? {}
  expect(worker.asked[1]).toEqual({ kind: 'remove', vendor, workspace, environment, key: 'invoices', revision: 2 })
})

it('what is not for workers stays here and is not told of, but its end is delivered', async () => {
  const { addWorker, rest } = await world()
  const worker = await startWorker()
  await addWorker(worker.url)
  expect((await rest('POST', 'invoices', email('invoices', { deployToWorker: false }))).body).toEqual({ success: true })
  expect((await rest('PUT', 'invoices', email('invoices', { deployToWorker: false, port: 26 }))).body).toEqual({ success: true })
  expect(worker.asked).toEqual([])
  expect((await rest('DELETE', 'invoices')).body.deploymentResult.success).toBe(true)
  expect(worker.asked).toMatchObject([{ kind: 'remove', key: 'invoices' }])
})

it('a PUT that changes nothing deploys again what is there', async () => {
  const { addWorker, rest } = await world()
  await rest('POST', 'invoices', email('invoices'))
  const worker = await startWorker()
  await addWorker(worker.url)
  expect(worker.asked).toEqual([])
  await rest('PUT', 'invoices', email('invoices'))
  expect(worker.asked).toMatchObject([{ kind: 'put', revision: 1, connection: { password } }])
})

it('a refused write delivers nothing', async () => {
  const { app, addWorker, rest } = await world()
  const worker = await startWorker()
  const { worker: made } = await addWorker(worker.url)
  expect((await rest('POST', 'invoices', email('invoices', { port: 0 }))).status).toBe(400)
  expect((await rest('PUT', 'nobody', email('nobody'))).status).toBe(400)
  expect((await rest('DELETE', 'nobody')).status).toBe(400)
  expect(await app.app.deps.store.deployments.count({ workerId: made.id })).toBe(0)
  expect(worker.asked).toEqual([])
})

it('a write in GraphQL is delivered too, and who asks waits for it', async () => {
  const { app, addWorker, workspaceId } = await world()
  const worker = await startWorker()
  await addWorker(worker.url)
  const settings = { email: { host: 'mail.example' } }
  const { createConnection } = await app.graph(
    `mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { connection { ... on Node { id } } deployments { ${deploymentFields} } } }`,
    { input: { connection: { apinizer: { workspaceId, name: 'invoices', settings } } } },
  )
  const { id } = createConnection.connection
  const delivered = { kind: 'PUT', state: 'DELIVERED', connectionKey: 'invoices', revision: 1, attempts: 1, nextAt: null, failure: null }
  expect(createConnection.deployments).toMatchObject([{ ...delivered, connection: { id }, worker: { name: 'One' } }])
  expect(worker.ids).toEqual([createConnection.deployments[0].id])

  const { deleteConnection } = await app.graph(
    `mutation ($input: DeleteConnectionInput!) { deleteConnection(input: $input) { deletedConnectionId deployments { ${deploymentFields} } } }`,
    { input: { id, expectedRevision: 1 } },
  )
  expect(deleteConnection.deployments).toMatchObject([{ ...delivered, kind: 'REMOVE', revision: 2, connection: null }])
  const refused = await app.graph(
    'mutation ($input: DeleteConnectionInput!) { deleteConnection(input: $input) { deployments { id } userErrors { code } } }',
    { input: { id, expectedRevision: 1 } },
  )
  expect(refused.deleteConnection).toEqual({ deployments: null, userErrors: [{ code: 'NOT_FOUND' }] })
})

it('a worker whose secret the gateway has made checks what it gets with it', async () => {
  const { app, addWorker, rest } = await world()
  const { worker: made, secret } = await addWorker('https://worker.example/', { secret: undefined })
  const worker = await startWorker(secret)
  await mutate(app, 'updateWorker', { id: made.id, expectedRevision: 1, patch: { url: worker.url } })
  expect((await rest('POST', 'invoices', email('invoices'))).body.deploymentResult.success).toBe(true)
  expect(worker.asked).toHaveLength(1)
})
