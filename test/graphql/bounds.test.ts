import { createHash } from 'node:crypto'
import { ApolloServer } from '@apollo/server'
import { buildSchema, getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guard } from '../../src/graphql/guard.js'
import { createLog } from '../../src/log.js'
import { adminToken, boot, type RestAnswer, type TestApp } from '../support/boot.js'

let app: TestApp
beforeAll(async () => {
  app = await boot()
})
afterAll(() => app.close())

const times = (count: number, text: (index: number) => string): string => Array.from({ length: count }, (_, index) => text(index)).join(' ')
const viewer = 'viewer { token { id } }'
/** Fragments on Query of which each holds the next, by this selection. */
const chain = (count: number, next: (name: string) => string): string =>
  times(count, (index) => `fragment f${index} on Query { ${index + 1 < count ? next(`f${index + 1}`) : viewer} }`)

/** A refusal is one error, a 4xx in every media type, with nothing of the document. */
function expectRefused(answer: RestAnswer, code: string, path?: readonly string[]): void {
  expect(answer.status, answer.text).toBe(400)
  const extensions = { code, requestId: expect.any(String), ...(path && { path }) }
  expect(answer.body).toEqual({ errors: [{ message: expect.any(String), extensions }] })
  expect(answer.text).not.toMatch(/stack|node_modules|f\d|viewer/)
}

describe('a document', () => {
  it.each<[string, string, string]>([
    ['50,000 nested brackets', 'QUERY_TOO_DEEP', `{ node(id: ${'['.repeat(50_000)}`],
    ['50,000 nested braces', 'QUERY_TOO_DEEP', '{a'.repeat(50_000)],
    ['brackets behind a string, a block string and a comment', 'QUERY_TOO_DEEP', `{ a(b: "\\"[", c: """[\\""" [""") # "\n ${'['.repeat(300)}`],
    ['10,000 fields', 'QUERY_TOO_LONG', `{ ${'id '.repeat(10_000)} }`],
    ['5,000 unknown directives', 'QUERY_TOO_LONG', `{ ${viewer} ${'@a'.repeat(5000)} }`],
    ['2,001 lines', 'QUERY_TOO_LONG', `{ ${viewer} ${'\n'.repeat(2000)} }`],
    ['millions of line ends before a mistake', 'QUERY_TOO_LONG', `${'\r\n'.repeat(2_000_000)} { nobody }`],
    ['100,001 characters', 'QUERY_TOO_LONG', `{ ${viewer} }`.padEnd(100_001)],
    ['a name of 256 characters', 'QUERY_TOO_LONG', `{ ${'a'.repeat(256)} }`],
    ['a number of 256 digits', 'QUERY_TOO_LONG', `{ connections(first: ${'1'.repeat(256)}) { totalCount } }`],
    ['51 directives', 'TOO_MANY_DIRECTIVES', `{ viewer ${'@include(if: true)'.repeat(51)} { token { id } } }`],
    ['6 operations', 'TOO_MANY_OPERATIONS', times(6, (index) => `query q${index} { ${viewer} }`)],
    ['31 aliases', 'TOO_MANY_ALIASES', `{ ${times(31, (index) => `a${index}: ${viewer}`)} }`],
    ['11 aliases of over 128 characters', 'TOO_MANY_ALIASES', `{ ${times(11, (index) => `a${index}${'a'.repeat(128)}: ${viewer}`)} }`],
    ['32 aliases by two fragments that double them', 'TOO_MANY_ALIASES', `{ ...a ...a } fragment a on Query { ...b ...b } fragment b on Query { ${times(8, (index) => `a${index}: ${viewer}`)} }`],
    ['6 changes at once', 'TOO_MANY_MUTATIONS', `mutation { ${times(6, (index) => `a${index}: revokeToken(input: { id: "x" }) { userErrors { code } }`)} }`],
    ['6 changes in fragments', 'TOO_MANY_MUTATIONS', `mutation { ...m } fragment m on Mutation { ${times(6, (index) => `a${index}: revokeToken(input: { id: "x" }) { userErrors { code } }`)} }`],
    ['16 levels', 'QUERY_TOO_DEEP', `{ ${'node { '.repeat(15)} id ${'}'.repeat(15)} }`],
    ['16 levels through fragments', 'QUERY_TOO_DEEP', `{ ...f0 } ${chain(16, (name) => `node { ...${name} }`)}`],
    ['21 levels of introspection', 'QUERY_TOO_DEEP', `{ __schema { types { ${'ofType { '.repeat(18)} name ${'}'.repeat(18)} } } }`],
    ['one place 41 times', 'QUERY_TOO_COSTLY', `{ ${times(41, () => viewer)} }`],
    ['one place 41 times in fragments', 'QUERY_TOO_COSTLY', `{ ...f0 } ${chain(41, (name) => `${viewer} ...${name}`)}`],
    ['2^30 places by fragments that double themselves', 'QUERY_TOO_DEEP', `{ ...f0 } ${chain(31, (name) => `node { ...${name} } nodes { ...${name} }`)}`],
    ['2^14 places by fragments that double themselves', 'QUERY_TOO_COSTLY', `{ ...f0 } ${chain(13, (name) => `node { ...${name} } nodes { ...${name} }`)}`],
    ['pages of one value by many names', 'QUERY_TOO_COSTLY', `{ connections(first: 100) { nodes { ... on ConnectionProfileCommon { workspace { workers { deployments(first: 100) { nodes { ${times(14, (index) => `a${index}: __typename`)} } } } } } } } }`],
    ['pages of pages', 'QUERY_TOO_COSTLY', `{ workspaces(first: 100) { nodes { workers { deployments(first: 100) { nodes { worker { id } } } } } } }`],
  ])('with %s is refused as %s', async (_, code, query) => {
    expectRefused(await app.graphAnswer(query), code)
    expectRefused(await app.rest('POST', '/graphql', { query }, { headers: { accept: 'application/graphql-response+json' } }), code)
  }) // prettier-ignore

  it.each([
    ['2^30 times one place by fragments that spread the next twice', `{ ...f0 } ${chain(30, (name) => `...${name} ...${name}`)}`],
    ['5 operations', times(5, (index) => `query q${index} { ${viewer} }`)],
    ['30 aliases', `{ ${times(30, (index) => `a${index}: ${viewer}`)} }`],
    ['names of 255 characters', `query ${'a'.repeat(255)} { ${'b'.repeat(255)}: ${viewer} }`],
    ['brackets in a string and a comment', `{ ${viewer} nodes(ids: ["${'['.repeat(500)}"]) { id } } # ${'['.repeat(500)}`],
    ['the question for the whole schema, as tools ask it', getIntrospectionQuery({ descriptions: true, oneOf: true, specifiedByUrl: true, inputValueDeprecation: true })],
    ['a large page of everything that is around connections', `{ connections(first: 100) { edges { node { ... on ConnectionProfileCommon { id workspace { id } endpoints { host } } } } pageInfo { hasNextPage } } }`],
  ])('with %s is answered', async (_, query) => {
    const { status, body } = await app.rest('POST', '/graphql', { query, operationName: query.includes('q0') ? 'q0' : undefined })
    expect([status, body.errors]).toEqual([200, undefined])
  }) // prettier-ignore

  it('that fragments turn in a circle is refused by the rule against that', async () => {
    const { body } = await app.graphAnswer(`{ ...f0 } ${times(50, (index) => `fragment f${index} on Query { ...f${(index + 1) % 50} ...f${(index + 7) % 50} }`)}`)
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    const inside = ['{ ...F } fragment F on Query { a { ...F } }', 'fragment F on Query { a { ...F } b { ...F } } { ...F }', '{ node(id: "x") { ...F } } fragment F on Token { grants { ...F } }']
    for (const query of inside) expect((await app.graphAnswer(query)).body.errors[0].extensions.code).toMatch(/^(GRAPHQL_VALIDATION_FAILED|QUERY_TOO_COSTLY)$/)
  }) // prettier-ignore

  it('with a mistake at every token is told ten of them, in a short answer', async () => {
    for (const query of [`{ ${times(140, (index) => `a${index}`)} }`, `{ ${viewer} ${'@a'.repeat(50)} }`, `{ node(${'id: "x" '.repeat(300)}) { id } }`, `query (${times(200, (index) => `$a${index}: ID`)}) { ${viewer} }`]) {
      const { body, text } = await app.graphAnswer(query)
      expect(body.errors.length).toBeLessThanOrEqual(11)
      expect(text.length).toBeLessThan(5000)
    }
  }) // prettier-ignore
})

describe('a document in a URL', () => {
  const headers = { 'apollo-require-preflight': '1' }
  const get = (search: string): Promise<RestAnswer> => app.rest('GET', `/graphql?${search}`, undefined, { headers })
  const aliases = `{${Array.from({ length: 31 }, (_, index) => `a${index}:__typename`).join(',')}}`

  it.each(['query={__typename}%23%zz', 'query={__typename}%23%', 'query={__typename}%23%ff', 'query={__typename}&variables={"a":"%zz"}', 'query={__typename}&other=%c3'])(
    'is refused when an escape can be read in two ways: %s',
    async (search) => expectRefused(await get(search), 'BAD_REQUEST'),
  )

  it('is held against the bounds however it is written', async () => {
    for (const search of [`query=${aliases}%23%zz`, `query=${aliases}`, `query=${encodeURIComponent(aliases)}`, `qu%65ry=${aliases}`, `query=${aliases}%23%25zz`, `operationName=&query=+${aliases}`])
      expect((await get(search)).body.errors[0].extensions.code, search).toMatch(/^(TOO_MANY_ALIASES|BAD_REQUEST)$/)
    expectRefused(await get(`query={__typename}&variables={"s":"a%22,%22s%22:%22b"}`), 'BAD_JSON', ['s'])
    expect((await get('query={__typename}%23%25zz+%C3%A9')).body).toEqual({ data: { __typename: 'Query' } })
  })

  it('comes twice in no request', async () => {
    for (const search of ['query={__typename}&query={__typename}', 'query={__typename}&qu%65ry={viewer{token{id}}}'])
      expectRefused(await get(search), 'BAD_REQUEST')
  })
}) // prettier-ignore

describe('a document by its hash', () => {
  const document = '{ __typename }'
  const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(document).digest('hex') }

  it('is never kept nor found', async () => {
    for (const body of [{ query: document, extensions: { persistedQuery } }, { extensions: { persistedQuery } }]) {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const { status, body: answer } = await app.rest('POST', '/graphql', body, { headers: { accept } })
        expect([answer.data, answer.errors[0].extensions.code]).toEqual([undefined, 'PERSISTED_QUERY_NOT_SUPPORTED'])
        expect(status).toBe(accept === 'application/json' ? 200 : 400)
      }
    }
  })
})

describe('a document that was not screened', () => {
  it.each([undefined, '{ __typename}'])('is not executed, whatever brings it there', async (screened) => {
    const schema = buildSchema('type Query { a: String }')
    const actor = { token: { id: 'tok_x' }, via: { requestId: 'r' } }
    const apollo = new ApolloServer({ schema, plugins: [guard(schema, () => true)], logger: createLog('silent') })
    const run = (query: string): Promise<unknown> =>
      apollo.executeOperation({ query }, { contextValue: { actor, screened, budget: { isSpent: false } } as never })
    await expect(run('{ __typename }')).rejects.toThrow('Internal server error')
    if (screened !== undefined) expect(await run(screened)).toHaveProperty('body.singleResult.data', { __typename: 'Query' })
  })
})

describe('the size of a page', () => {
  const query = 'query ($first: Int, $inner: Int = 100) { workspaces(first: $first) { nodes { workers { deployments(first: $inner) { nodes { worker { id } } } } } } }'

  it.each([{ n: null }, {}, { n: 1 }])('counts the larger of first and last, with the variables %j too', async (variables) => {
    const size = 'first: $n, last: 100'
    const inner = `deployments(${size}) { nodes { worker { deployments(${size}) { nodes { state } } } } }`
    const both = `query ($n: Int) { connections(${size}) { nodes { ... on ApinizerConnectionProfile { ${inner} } } } }`
    expectRefused(await app.graphAnswer(both, variables), 'QUERY_TOO_COSTLY')
  })

  it('counts as the variables of each request say, be the document known or not', async () => {
    const ask = (variables: object): Promise<RestAnswer> => app.graphAnswer(query, { ...variables })
    expect((await ask({ first: 1 })).status).toBe(200)
    expectRefused(await ask({ first: 100 }), 'QUERY_TOO_COSTLY')
    expect((await ask({ first: 100, inner: 5 })).status).toBe(200)
    expect((await ask({ first: 1 })).status).toBe(200)
  })

  it('counts in a query that comes by GET', async () => {
    const headers = { 'apollo-require-preflight': '1' }
    const ask = (variables: string): Promise<RestAnswer> => app.rest('GET', '/graphql', undefined, { query: { query, variables }, headers })
    expectRefused(await ask('{"first":100}'), 'QUERY_TOO_COSTLY')
    expect((await ask('{"first":2}')).status).toBe(200)
    for (const variables of ['{"first":2,"first":2}', '{"first":1e400}', '['.repeat(65), '{"__proto__":1}', '{'])
      expect((await ask(variables)).body.errors[0].extensions.code).toBe('BAD_JSON')
  })
}) // prettier-ignore

describe('a number in a document', () => {
  const create = (literal: string): Promise<RestAnswer> =>
    app.graphAnswer(`mutation { createConnection(input: { connection: { chartbrew: { workspaceId: "w", name: "n", type: POSTGRES, schema: ${literal} } } }) { userErrors { code } } }`)
  it('is taken when it is kept exactly, in JSON as in a Float', async () => {
    expect((await create('{ a: [0.5, 1e3, 9007199254740991] }')).body.data.createConnection.userErrors).toEqual([{ code: 'NOT_FOUND' }])
    for (const literal of ['{ a: [9007199254740993] }', '{ a: 0.1234567890123456789 }', '1e400'])
      expect((await create(literal)).body.errors[0].message).toBe('input.connection.chartbrew.schema must be JSON.')
    const float = (literal: string): Promise<RestAnswer> =>
      app.graphAnswer(`mutation { createConnection(input: { connection: { apinizer: { workspaceId: "w", name: "n", settings: { activeMq: { sendTimeout: ${literal} } } } } }) { userErrors { code } } }`)
    expect((await float('9007199254740993')).text).toContain('settings.activeMq.sendTimeout cannot be kept exactly.')
    expect((await float('5000')).text).not.toContain('sendTimeout')
  })
}) // prettier-ignore

describe('requests that are no single operation of a page of ours', () => {
  it('are refused in a batch', async () => {
    const { status, body } = await app.rest('POST', '/graphql', [{ query: `{ ${viewer} }` }, { query: `{ ${viewer} }` }])
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST'])
  })

  it('are refused when a form of another origin could have sent them', async () => {
    const headers = { authorization: `Bearer ${adminToken}` }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json'])
      expect((await app.rest('POST', '/graphql', `{"query":"{ ${viewer} }"}`, { headers: { ...headers, 'content-type': type } })).status).toBe(415)
    const get = await app.rest('GET', '/graphql', undefined, { query: { query: `{ ${viewer} }` } })
    expect([get.status, get.body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST'])
  }) // prettier-ignore
})
