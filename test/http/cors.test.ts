import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminToken, boot, type TestApp } from '../support/boot.js'

const [listed, other] = ['https://app.example', 'http://localhost:5173']
const stranger = 'https://app.example.evil.example'
const authorization = `Bearer ${adminToken}`
const json = { authorization, 'content-type': 'application/json' }
const viewer = JSON.stringify({ query: '{ viewer { token { name } } }' })
const mysql = JSON.stringify({ name: 'Shop', type: 'mysql', host: 'mysql.shop.example' })

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

let app: TestApp
let closed: TestApp
beforeAll(async () => {
  app = await boot({ env: { SWITCHBOARD_CORS_ORIGINS: `${listed}, ${other}` } })
  closed = await boot()
  await app.workspace('chartbrew', '7')
  await app.rest('POST', '/team/7/connections', mysql)
})
afterAll(() => Promise.all([app.close(), closed.close()]))

async function send(options: InjectOptions, gateway = app): Promise<Answer> {
  const { statusCode: status, headers, payload: text } = await gateway.app.http.inject(options)
  return { status, headers, text }
}

/** What a browser asks before a page of this origin may send something that a form could not. */
const preflight = (url: string, origin: string, method = 'POST'): InjectOptions => ({
  method: 'OPTIONS',
  url,
  headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization,content-type' },
})

const corsHeaders = ({ headers }: Answer): string[] => Object.keys(headers).filter((name) => name.startsWith('access-control-'))
const words = (header: unknown): string[] => String(header).split(', ')

/** The answer without what differs each time. */
const usual = ({ status, headers: { 'content-type': type }, text }: Answer): unknown => ({
  status,
  type,
  text: text.replace(/"requestId":"\w+"/, ''),
})

const doors = [
  ['GraphQL', '/graphql', 'POST'],
  ['the schema', '/schema.graphql', 'GET'],
  ['a list at a shim', '/team/7/connections', 'POST'],
  ['a connection at a shim', '/team/7/connections/1', 'PUT'],
  ['a connection at a shim', '/team/7/connections/1', 'DELETE'],
  ['another shim', '/api/v0/projects/orchard/connections/orders_pg', 'PATCH'],
] as const

describe('a page of a listed origin', () => {
  it.each(doors)('may ask at %s (%s) for %s, without a token and without a record', async (_door, url, method) => {
    const before = await app.records()

    for (const origin of [listed, other]) {
      const { status, headers, text } = await send(preflight(url, origin, method))

      expect([status, text]).toEqual([204, ''])
      expect(headers['access-control-allow-origin']).toBe(origin)
      expect(words(headers['access-control-allow-methods'])).toContain(method)
      expect(words(headers['access-control-allow-headers'])).toEqual(
        expect.arrayContaining(['authorization', 'content-type', 'if-match', 'apollo-require-preflight', 'x-apollo-operation-name']),
      )
      expect(Number(headers['access-control-max-age'])).toBeGreaterThan(0)
      expect(words(headers.vary)).toContain('Origin')
    }
    expect(await app.records()).toEqual(before)
  })

  it.each([
    ['what GraphQL answers', { method: 'POST', url: '/graphql', headers: json, payload: viewer }, 200],
    ['the schema', { method: 'GET', url: '/schema.graphql' }, 200],
    ['what a shim answers', { method: 'GET', url: '/team/7/connections/1', headers: { authorization } }, 200],
    [
      'that GraphQL wants a token',
      { method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json' }, payload: viewer },
      401,
    ],
    ['that a shim wants a token', { method: 'GET', url: '/team/7/connections' }, 401],
    ['that GraphQL cannot read JSON', { method: 'POST', url: '/graphql', headers: json, payload: '{' }, 400],
    ['that a shim refuses a field', { method: 'PUT', url: '/team/7/connections/1', headers: json, payload: '{"name":""}' }, 400],
    [
      'that a revision is stale',
      { method: 'PUT', url: '/team/7/connections/1', headers: { ...json, 'if-match': '"9"' }, payload: '{}' },
      412,
    ],
    ['that there is no such connection', { method: 'GET', url: '/team/7/connections/99', headers: { authorization } }, 404],
    ['that there is no such path', { method: 'GET', url: '/nowhere' }, 404],
    [
      'that a media type is refused',
      { method: 'POST', url: '/graphql', headers: { authorization, 'content-type': 'text/csv' }, payload: 'a' },
      415,
    ],
  ] as const)('may read %s, with the headers that tell more', async (_answer, request, expected) => {
    const { status, headers } = await send({ ...request, headers: { ...('headers' in request && request.headers), origin: listed } })

    expect(status).toBe(expected)
    expect(headers['access-control-allow-origin']).toBe(listed)
    expect(words(headers['access-control-expose-headers'])).toEqual(expect.arrayContaining(['etag', 'www-authenticate', 'x-request-id']))
    expect(words(headers.vary)).toContain('Origin')
  })

  it('never has its cookies taken', async () => {
    for (const request of [preflight('/graphql', listed), { method: 'GET' as const, url: '/schema.graphql', headers: { origin: listed } }])
      expect((await send(request)).headers).not.toHaveProperty('access-control-allow-credentials')
  })
})

describe('anyone else gets the usual answer', () => {
  const requests = (origin: Record<string, string>): InjectOptions[] => [
    { method: 'POST', url: '/graphql', headers: { ...json, ...origin }, payload: viewer },
    { method: 'GET', url: '/team/7/connections', headers: origin },
    { method: 'GET', url: '/schema.graphql', headers: origin },
    { method: 'OPTIONS', url: '/graphql', headers: origin },
    { method: 'OPTIONS', url: '/team/7/connections', headers: { ...origin, 'access-control-request-method': 'POST' } },
  ]

  it.each([
    ['of an origin that only begins like a listed one', { origin: stranger }],
    ['of a listed host by another scheme', { origin: 'http://app.example' }],
    ['of a listed host at another port', { origin: 'https://app.example:8443' }],
    ['without an origin of its own', { origin: 'null' }],
    ['that is no page', {}],
  ])('%s, without a header of CORS, but for caches', async (_who, origin: Record<string, string>) => {
    for (const request of requests(origin)) {
      const answer = await send(request)
      expect(usual(answer)).toEqual(usual(await send(request, closed)))
      expect(corsHeaders(answer)).toEqual([])
      expect(answer.headers.vary).toBe('Origin')
    }
  })

  it('and so does OPTIONS that is no preflight, from a listed origin', async () => {
    const options: InjectOptions = { method: 'OPTIONS', url: '/team/7/connections', headers: { origin: listed } }
    expect(usual(await send(options))).toEqual(usual(await send(options, closed)))
  })
})

it('is off unless told', async () => {
  for (const [, url, method] of doors) {
    const answer = await send(preflight(url, listed, method), closed)
    expect([answer.status, corsHeaders(answer), answer.headers.vary]).toEqual([404, [], undefined])
  }
  const read = await send({ method: 'GET', url: '/schema.graphql', headers: { origin: listed } }, closed)
  expect([read.status, corsHeaders(read), read.headers.vary]).toEqual([200, [], undefined])
})
