import { z } from 'zod'
import { check } from '../../lib/check.js'
import { printPath } from '../../lib/problem.js'
import { usualStatus, type RestDialect } from '../dialect.js'
import type { Found } from '../found.js'
import type { Params } from '../route.js'

const collection = '/tenants/:tenant/queues'
const member = `${collection}/:queue`

const tenant = (params: Params): string => params.tenant ?? ''
const key = (params: Params): string => params.queue ?? ''

/** The path names the queue. */
const input = (body: unknown, params: Params): unknown => ({ ...check(z.looseObject({}), body), name: key(params) })

const encode = ({ wire, key: queue }: Found) => ({
  name: queue,
  address: wire.address ?? null,
  apiKey: wire.apiKey ?? null,
  rate: wire.rate ?? null,
})

const text = z.string().nullable()
const queue = z.strictObject({ name: z.string(), address: text, apiKey: text, rate: z.number().nullable() }).meta({ id: 'Queue' })
const request = {
  schema: z.object({ address: z.string(), apiKey: z.string().optional(), rate: z.number().optional() }).meta({ id: 'QueueInput' }),
  example: { address: 'amqps://queue.acme.example:5671', apiKey: 'correct horse battery staple', rate: 10 },
}
const tag = 'Queues'

const status: typeof usualStatus = { ...usualStatus, invalid: 422 }

export const dialect: RestDialect = {
  vendor: 'acme',
  roots: ['tenants'],
  mounts: [''],
  credentials: { bearer: { prefix: 'Bearer ', isOptional: false, anyCase: true } },
  mask: null,
  reveals: ['create', 'find', 'update'],
  routes: [
    {
      operation: 'listQueues',
      summary: 'List the queues of a tenant',
      tag,
      method: 'GET',
      path: collection,
      action: 'list',
      workspace: tenant,
      page: () => ({ order: { field: 'createdAt', direction: 'asc' } }),
      answer: { status: 200, schema: z.array(queue), encode: ({ items }) => items.map(encode) },
    },
    {
      operation: 'createQueue',
      summary: 'Create a queue',
      tag,
      method: 'POST',
      path: member,
      action: 'create',
      workspace: tenant,
      request,
      input,
      answer: { status: 201, schema: queue, encode },
    },
    {
      operation: 'getQueue',
      summary: 'Read a queue',
      tag,
      method: 'GET',
      path: member,
      action: 'find',
      workspace: tenant,
      key,
      answer: { status: 200, schema: queue, encode },
    },
    {
      operation: 'updateQueue',
      summary: 'Replace a queue',
      tag,
      method: 'PUT',
      path: member,
      action: 'update',
      workspace: tenant,
      key,
      request,
      input,
      answer: { status: 200, schema: queue, encode },
    },
    {
      operation: 'slowDownQueue',
      summary: 'Lower the rate of a queue',
      tag,
      method: 'POST',
      path: `${member}/slow-down`,
      action: 'change',
      change: 'slowDown',
      workspace: tenant,
      key,
      request: { schema: z.object({ rate: z.number() }), example: { rate: 5 } },
      input: (body) => body,
      answer: { status: 200, schema: queue, encode },
    },
    {
      operation: 'deleteQueue',
      summary: 'Delete a queue',
      tag,
      method: 'DELETE',
      path: member,
      action: 'delete',
      workspace: tenant,
      key,
      answer: { status: 204, schema: undefined, body: () => undefined },
    },
  ],
  refusal: z.strictObject({ error: z.string(), fields: z.array(z.string()) }).meta({ id: 'Error' }),
  sample: {
    workspace: { key: 'north', settings: {} },
    key: 'orders',
    whole: { name: 'orders', ...request.example },
    params: () => ({ tenant: 'north', queue: 'orders' }),
  },
  problem: ({ code, message, issues }) => ({
    status: status[code],
    mediaType: 'application/json',
    body: { error: message, fields: issues.map(({ path }) => printPath(path)) },
  }),
}
