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
      method: 'GET',
      path: collection,
      action: 'list',
      workspace: tenant,
      page: () => ({ order: { field: 'createdAt', direction: 'asc' } }),
      answer: { status: 200, encode: ({ items }) => items.map(encode) },
    },
    { method: 'POST', path: member, action: 'create', workspace: tenant, input, answer: { status: 201, encode } },
    { method: 'GET', path: member, action: 'find', workspace: tenant, key, answer: { status: 200, encode } },
    { method: 'PUT', path: member, action: 'update', workspace: tenant, key, input, answer: { status: 200, encode } },
    {
      method: 'POST',
      path: `${member}/slow-down`,
      action: 'change',
      change: 'slowDown',
      workspace: tenant,
      key,
      input: (body) => body,
      answer: { status: 200, encode },
    },
    { method: 'DELETE', path: member, action: 'delete', workspace: tenant, key, answer: { status: 204, body: () => undefined } },
  ],
  problem: ({ code, message, issues }) => ({
    status: status[code],
    mediaType: 'application/json',
    body: { error: message, fields: issues.map(({ path }) => printPath(path)) },
  }),
}
