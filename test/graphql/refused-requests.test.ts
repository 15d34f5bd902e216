import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'

const lines: string[] = []
let app: TestApp
beforeAll(async () => {
  const sink = new Writable({
    write: (line: Buffer, _, done) => {
      lines.push(line.toString())
      done()
    },
  })
  app = await boot({ logger: pino({ level: 'trace' }, sink) })
})
afterAll(() => app.close())

const viewer = '{ viewer { token { id } } }'
const post = (body: unknown, headers = {}): Promise<RestAnswer> => app.rest('POST', '/graphql', body, { headers })
const get = (search: string, headers = {}): Promise<RestAnswer> => app.rest('GET', `/graphql?${search}`, undefined, { headers })
const preflight = { 'apollo-require-preflight': '1' }
const requestId = expect.stringMatching(/^[0-9A-Z]{26}$/)
const codesOf = ({ body }: RestAnswer): string[] => body.errors.map((error: any) => error.extensions.code)

describe('a request that is no operation', () => {
  it.each<[string, () => Promise<RestAnswer>, number]>([
    ['a list', () => post([{ query: viewer }]), 400],
    ['nothing', () => post({}), 400],
    ['no object', () => post('7'), 400],
    ['a document that is no text', () => post({ query: 1 }), 400],
    ['a parsed document', () => post({ query: { kind: 'Document' } }), 400],
    ['variables as a list', () => post({ query: viewer, variables: [1] }), 400],
    ['variables as text', () => post({ query: viewer, variables: '{}' }), 400],
    ['extensions as a list', () => post({ query: viewer, extensions: [] }), 400],
    ['the name of the operation as a number', () => post({ query: viewer, operationName: 1 }), 400],
    ['two documents', () => get(`query=${viewer}&query=${viewer}`, preflight), 400],
    ['variables that are no object', () => get(`query=${viewer}&variables=7`, preflight), 400],
    ['a form that another origin could send', () => get(`query=${viewer}`), 400],
    ['a GET of another content type', () => get(`query=${viewer}`, { ...preflight, 'content-type': 'text/x' }), 415],
    ['a change by GET', () => get('query=mutation{revokeToken(input:{id:"x"}){userErrors{code}}}', preflight), 405],
    ['an answer in a type that is not written', () => post({ query: viewer }, { accept: 'text/css' }), 406],
  ])('is told as a bad request with its id: %s', async (_, ask, status) => {
    const answer = await ask()
    expect([answer.status, answer.body.errors]).toEqual([
      status,
      [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST', requestId } }],
    ])
  })

  it('is answered in JSON whatever host it names', async () => {
    for (const host of ['[', 'a b', '%zz', 'x:99999']) {
      const { status, body } = await get('query={__typename}', { ...preflight, host })
      expect([status, body.errors[0].message], host).toEqual([400, 'The Host header names no host.'])
    }
    for (const host of ['', 'a/b?query={x}'])
      expect((await get('query={__typename}', { ...preflight, host })).body, host).toEqual({ data: { __typename: 'Query' } })
  })
})

describe('what a caller can bring about by what he asks is no fault of the gateway', () => {
  it.each(['subscription { x }', 'subscription S { __typename }', 'query Q { __typename } subscription S { x }'])(
    'a subscription is no valid document: %s',
    async (query) => {
      const answer = await post({ query, operationName: query.startsWith('query') ? 'Q' : undefined })
      expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
      expect(answer.body.errors[0].message).toBe('There is no subscription here.')
    },
  )

  it.each<[unknown]>([
    [5],
    ['x'],
    [[]],
    [{}],
    [{ version: 2 }],
    [{ version: 1, sha256Hash: 5 }],
    [{ version: 1, sha256Hash: { constructor: 1 } }],
  ])('a persisted query is not supported: %j', async (persistedQuery) => {
    for (const query of [viewer, undefined])
      expect(codesOf(await post({ query, extensions: { persistedQuery } }))).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED'])
  })

  it.each([
    [
      'query ($o: ConnectionOrder = { field: NAME, direction: ASC }) { connections(orderBy: $o) { totalCount } }',
      { o: null },
      ['connections'],
    ],
    ['query ($i: Boolean = true) { viewer { token @include(if: $i) { id } } }', { i: null }, ['viewer']],
    ['query ($i: Boolean = true) { viewer @include(if: $i) { token { id } } }', { i: null }, undefined],
  ])('null for a variable with a default is input that does not fit: %s', async (query, variables, path) => {
    const { body } = await app.graphAnswer(query, variables)
    expect(body.errors).toEqual([
      {
        message: 'An argument does not fit its type.',
        locations: expect.any(Array),
        ...(path && { path }),
        extensions: { code: 'BAD_USER_INPUT', requestId },
      },
    ])
  })

  it.each<[string, object, readonly string[], string]>([
    ['a member', { filter: { ['a'.repeat(1_000_000)]: 1 } }, ['filter'], 'filter has a field of over 255 characters, which ConnectionFilter does not.'],
    ['an enum value', { filter: { vendor: 'A'.repeat(1_000_000) } }, ['filter', 'vendor'], 'filter.vendor must be a value of Vendor.'],
    ['a number', { first: '1'.repeat(1_000_000) }, ['first'], 'first must be Int.'],
    ['an id', { ids: 'c'.repeat(1_000_000) }, ['ids'], 'ids must have at most 255 characters.'],
    ['a flag', { filter: { enabled: 't'.repeat(1_000_000) } }, ['filter', 'enabled'], 'filter.enabled must be Boolean.'],
  ])('a variable with %s of 1 MB is refused at its place and in a short sentence', async (_, variables, path, message) => {
    const query = 'query ($filter: ConnectionFilter, $first: Int, $ids: ID = "x") { connections(filter: $filter, first: $first) { totalCount } node(id: $ids) { id } }'
    const { body } = await app.graphAnswer(query, { ...variables })
    expect(body.errors).toEqual([{ message, extensions: { code: 'BAD_USER_INPUT', path, requestId } }])
  }) // prettier-ignore

  it('a literal that names a long variable again and again is refused, before anybody asks what he may', async () => {
    const query = `mutation ($x: JSON) { createConnection(input: { connection: { chartbrew: { workspaceId: "w", name: "j", type: MYSQL, schema: [${'$x '.repeat(400)}] } } }) { userErrors { code } } }`
    const { body } = await app.graphAnswer(query, { x: 'x'.repeat(7_000_000) })
    expect(body.errors).toEqual([
      { message: 'An argument does not fit its type.', locations: expect.any(Array), path: ['createConnection'], extensions: { code: 'BAD_USER_INPUT', requestId } },
    ])
  }) // prettier-ignore

  it.each(['constructor', '__proto__', 'toString'])('a variable that is left out is no value, be it called %s', async (name) => {
    const { body } = await app.graphAnswer(`query ($${name}: String) { connections(filter: { search: $${name} }) { totalCount } }`)
    expect(body).toEqual({ data: { connections: { totalCount: expect.any(Number) } } })
  })

  it('and nothing of it is in the log as an error', () => {
    expect(lines.length).toBeGreaterThan(20)
    expect(lines.filter((line) => Number(JSON.parse(line).level) > 30)).toEqual([])
  })
})
