import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as vendors from '../../src/vendors/index.js'
import { boot, type TestApp } from '../support/boot.js'
import { addresses, marked, vendorSuite } from './suite.js'

vendorSuite({
  vendor: vendors.acme,
  wholes: fc.record({
    name: fc.constant('orders'),
    address: addresses('amqp', 'amqps'),
    apiKey: fc.option(marked),
    rate: fc.option(fc.integer({ min: 1, max: 1000 })),
  }),
  key: 'orders',
  workspaceKey: 'north',
  params: { tenant: 'north', queue: 'orders' },
  isPartial: false,
})

let app: TestApp
let editor: string
beforeAll(async () => {
  app = await boot()
  const { id } = await app.workspace('acme', 'north')
  editor = await app.token(['EDITOR'], id)
})
afterAll(() => app.close())

const queue = { address: 'amqps://orders:pw-7712@mq.example:5671/orders', apiKey: 'ak_live_1', rate: 5 }

it('shows in GraphQL what came in at the vendor’s own path, and a masked body sent back changes nothing', async () => {
  expect(await app.rest('POST', '/tenants/north/queues/orders', queue)).toMatchObject({ status: 201, body: queue })
  const masked = await app.rest('GET', '/tenants/north/queues/orders', undefined, { token: editor })
  expect(masked.body).toEqual({ name: 'orders', address: null, apiKey: null, rate: 5 })
  expect(await app.rest('PUT', '/tenants/north/queues/orders', masked.body, { token: editor })).toMatchObject({ status: 200 })
  expect((await app.rest('GET', '/tenants/north/queues/orders')).body).toEqual({ name: 'orders', ...queue })

  const { connectionByKey } = await app.graph(
    `{ connectionByKey(vendor: ACME, workspace: "north", key: "orders") { ... on AcmeConnectionProfile {
         id revision rate address { withoutCredentials } apiKey { isSet } endpoints { kind host port } } } }`,
  )
  expect(connectionByKey).toMatchObject({
    revision: 1,
    rate: 5,
    address: { withoutCredentials: 'amqps://mq.example:5671/orders' },
    apiKey: { isSet: true },
    endpoints: [{ kind: 'BROKER', host: 'mq.example', port: 5671 }],
  })
})

it('refuses the same field at both edges', async () => {
  const rest = await app.rest('PUT', '/tenants/north/queues/orders', { ...queue, rate: 0 })
  expect(rest).toMatchObject({ status: 422, body: { fields: ['rate'] } })
  const { connectionByKey } = await app.graph('{ connectionByKey(vendor: ACME, workspace: "north", key: "orders") { ... on Node { id } } }')
  const { updateConnection } = await app.graph(
    'mutation ($id: ID!) { updateConnection(input: { id: $id, expectedRevision: 1, patch: { acme: { rate: 0 } } }) { userErrors { code path } } }',
    { id: connectionByKey.id },
  )
  expect(updateConnection.userErrors).toEqual([{ code: 'INVALID', path: ['patch', 'acme', 'rate'] }])
})

it('changes a part by a route and by a mutation of its own, and refuses alike', async () => {
  const path = '/tenants/north/queues/orders'
  expect(await app.rest('POST', `${path}/slow-down`, { rate: 4 })).toMatchObject({ status: 200, body: { rate: 4 } })
  expect(await app.rest('POST', `${path}/slow-down`, { rate: 0 })).toMatchObject({ status: 422, body: { fields: ['rate'] } })

  const { connectionByKey } = await app.graph(
    '{ connectionByKey(vendor: ACME, workspace: "north", key: "orders") { ... on AcmeConnectionProfile { id revision } } }',
  )
  const slow = async (rate: number) =>
    (
      await app.graph(
        `mutation ($input: SlowConnectionDownInput!) { slowConnectionDown(input: $input) {
           connection { ... on AcmeConnectionProfile { rate } } userErrors { code path } } }`,
        { input: { id: connectionByKey.id, expectedRevision: connectionByKey.revision, rate } },
      )
    ).slowConnectionDown
  expect(await slow(0)).toEqual({ connection: null, userErrors: [{ code: 'INVALID', path: ['rate'] }] })
  expect(await slow(3)).toEqual({ connection: { rate: 3 }, userErrors: [] })
  expect(await slow(2)).toEqual({ connection: null, userErrors: [{ code: 'STALE', path: ['expectedRevision'] }] })
})
