import { getNamedType, isCompositeType, isRequiredArgument, type GraphQLArgument, type GraphQLField } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../src/graphql/schema.js'
import * as vendors from '../../src/vendors/index.js'
import { adminToken, boot, type RestAnswer, type TestApp } from '../support/boot.js'
import { make, organisation } from './documents.js'
import { EnumName, fitting, literal, placesOf } from './input-places.js'

let app: TestApp
/** Ids of things that are there, so that what is planted is reached. */
const workspaces: Record<string, string> = {}
const connections: Record<string, string> = {}
const keys: Readonly<Record<string, string>> = { chartbrew: '7', versori: organisation }
beforeAll(async () => {
  app = await boot()
  for (const { id } of Object.values(vendors)) workspaces[id] = (await app.workspace(id, keys[id] ?? 'acme')).id
  const { chartbrew, versori } = workspaces
  connections.chartbrew = (await make(app, 'chartbrew', { workspaceId: chartbrew, name: 'Shop', type: 'API' })).id
  const warehouse = { workspaceId: versori, name: 'W', protocol: 'BIGQUERY', datasetId: 'a.b', environments: [] }
  connections.versori = (await make(app, 'versori', warehouse)).id
})
afterAll(() => app.close())

const marker = 'Planted0Hunter2'
const number = 8182736455463728
const plants: readonly unknown[] = [
  marker,
  new EnumName(marker),
  number,
  true,
  { planted: marker },
  { value: marker, planted: number },
  { value: { planted: marker } },
  [marker],
  [{ planted: marker }],
  null,
]

/** What is wrong with an answer: a planted value in it, or a bug behind it. */
function faultOf({ status, text }: RestAnswer): string | undefined {
  if (text.includes(marker) || text.includes('8182736455463728')) return `leaks: ${text}`
  return status >= 500 || text.includes('INTERNAL_SERVER_ERROR') ? `fails with ${status}: ${text}` : undefined
}

/** `field: code` of everything that was refused. */
const refused = new Set<string>()

function noteRefusals(field: string, { body }: RestAnswer): void {
  for (const { extensions } of body.errors ?? []) refused.add(`${field}: ${extensions.code}`)
  for (const { code } of body.data?.[field]?.userErrors ?? []) refused.add(`${field}: ${code}`)
}

/** The same patch applies again and again: each time the revision is the current one. */
async function currentRevision(id: unknown): Promise<number> {
  const { connection } = await app.graph('query ($id: ID!) { connection(id: $id) { ... on ConnectionProfileCommon { revision } } }', {
    id: String(id),
  })
  return connection?.revision ?? 1
}

/** A fitting value with ids of things that are there in the places of ids. */
function reaching(value: unknown, name = '', vendor = 'chartbrew'): unknown {
  if (Array.isArray(value)) return value.map((item) => reaching(item, name, vendor))
  if (value instanceof EnumName || typeof value !== 'object' || value === null) {
    if (value !== 'plain') return value
    return (name === 'workspaceId' ? workspaces : name === 'id' ? connections : {})[vendor] ?? value
  }
  const spoken = Object.keys(vendors).find((id) => JSON.stringify(value).includes(`"${id}":`)) ?? vendor
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, reaching(member, key, spoken)]))
}

const selections: Readonly<Record<string, string>> = { Mutation: '{ userErrors { code message path } }', Query: '{ __typename }' }

async function faultsOf(root: 'Query' | 'Mutation', field: GraphQLField<unknown, unknown>, argument: GraphQLArgument): Promise<string[]> {
  const selection = isCompositeType(getNamedType(field.type)) ? selections[root] : ''
  const others = field.args
    .filter((other) => other !== argument && isRequiredArgument(other))
    .map(({ name, type }) => `, ${name}: ${literal(fitting(type))}`)
  const faults: string[] = []
  for (const { path, with: plantAt } of placesOf(argument)) {
    for (const plant of plants) {
      const value = reaching(plantAt(plant), argument.name) as { id?: unknown; expectedRevision?: unknown } | null
      const isPatch = field.name === 'updateConnection' && value?.expectedRevision === 1
      if (isPatch) value.expectedRevision = await currentRevision(value.id)
      const call = (text: string): string => `{ ${field.name}(${argument.name}: ${text}${others.join('')}) ${selection} }`
      const asVariable = await app.graphAnswer(`${root.toLowerCase()} ($planted: ${String(argument.type)}) ${call('$planted')}`, {
        planted: value,
      })
      if (isPatch) value.expectedRevision = await currentRevision(value.id)
      const asLiteral = await app.graphAnswer(`${root.toLowerCase()} ${call(literal(value))}`)
      for (const [how, answer] of Object.entries({ asVariable, asLiteral })) {
        noteRefusals(field.name, answer)
        const fault = faultOf(answer)
        if (fault) faults.push(`${field.name}: ${path.join('.')} with ${JSON.stringify(plant)} ${how} ${fault}`)
      }
    }
  }
  return faults
}

describe('a value of any type in any place never comes back in an answer, and breaks nothing', () => {
  const schema = createSchema(vendors)
  const roots = { Query: schema.getQueryType(), Mutation: schema.getMutationType() }
  for (const [root, type] of Object.entries(roots)) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      for (const argument of field.args) {
        it(
          `${field.name}(${argument.name}:)`,
          async () => expect(await faultsOf(root as 'Query' | 'Mutation', field, argument)).toEqual([]),
          120_000,
        )
      }
    }
  }

  it('has reached fields behind the types', () => {
    const reached = ['createConnection', 'updateConnection', 'createToken', 'createWorkspace'].map((field) => `${field}: INVALID`)
    expect([...refused]).toEqual(
      expect.arrayContaining([...reached, 'connections: BAD_USER_INPUT', 'createToken: GRAPHQL_VALIDATION_FAILED']),
    )
    expect([...refused]).not.toContain('updateConnection: STALE')
  })

  it('walks into every input type of the schema', () => {
    const walked = new Set(
      Object.values(roots).flatMap((type) =>
        Object.values(type?.getFields() ?? {}).flatMap(({ args }) =>
          args.flatMap((argument) => placesOf(argument).map(({ path }) => path.join('.'))),
        ),
      ),
    )
    expect(walked).toContain('input.connection.versori.environments.0.credentials.action.0.credential.data.oauth2Token.refreshToken')
    expect(walked).toContain('input.patch.chartbrew.authentication.basicAuth.pass')
    expect(walked).toContain('input.grants.0.roles.0')
    expect(walked.size).toBeGreaterThan(250)
  })
})

describe('a marked value never comes back', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) => app.rest('POST', '/graphql', body, { headers })
  const get = (query: Record<string, string>) =>
    app.rest('GET', '/graphql', undefined, { query, headers: { 'apollo-require-preflight': '1' } })
  const query = '{ viewer { token { id } } }'

  it.each<[string, () => Promise<RestAnswer>]>([
    ['in a document that is no GraphQL', () => post({ query: `mutation { createToken(input: { name: "${marker}" ` })],
    ['in an unterminated string', () => post({ query: `{ node(id: "${marker}) { id } }` })],
    ['in a number that is none', () => post({ query: `{ connections(first: 8182736455463728x) { totalCount } }` })],
    ['in a block string with a bad escape', () => post({ query: `{ node(id: "${marker}\\q") { id } }` })],
    ['in malformed JSON', () => post(`{"query":"{ viewer }","variables":{"password":"${marker}`)],
    ['in JSON with a forbidden key', () => post(`{"query":"{ viewer }","__proto__":{"password":"${marker}"}}`)],
    ['as the whole body', () => post(`"${marker}"`)],
    ['in a list of operations', () => post([{ query, variables: { a: marker } }])],
    ['as the query of another type', () => post({ query: { planted: marker } })],
    ['as variables of another type', () => post({ query, variables: marker })],
    ['as a list of variables', () => post({ query, variables: [marker] })],
    ['as extensions of another type', () => post({ query, extensions: marker })],
    ['as the name of an operation', () => post({ query: 'query A { viewer { token { id } } }', operationName: marker })],
    ['as the name of an operation of another type', () => post({ query, operationName: { planted: marker } })],
    ['as the hash of a persisted query', () => post({ extensions: { persistedQuery: { version: 1, sha256Hash: marker } } })],
    ['in variables of a GET', () => get({ query, variables: `{"planted":"${marker}"` })],
    ['in extensions of a GET', () => get({ query, extensions: `["${marker}"` })],
    ['in a mutation by GET', () => get({ query: `mutation { createToken(input: { name: "${marker}", grants: [] }) { secret } }` })],
    ['under a content type that is not read', () => post(`password=${marker}`, { 'content-type': 'application/x-www-form-urlencoded' })],
    ['as a content type', () => post('{}', { 'content-type': marker })],
    ['as an Accept header', () => post({ query }, { accept: `application/${marker}` })],
    [
      'as a default of a variable',
      () => post({ query: `query ($first: Int = "${marker}") { connections(first: $first) { totalCount } }` }),
    ],
    ['in a directive', () => post({ query: `{ viewer @include(if: "${marker}") { token { id } } }` })],
    ['as an argument that does not exist', () => post({ query: `{ viewer(password: "${marker}") { token { id } } }` })],
    [
      'as a variable of a type that does not exist',
      () => post({ query: 'query ($a: Nothing) { node(id: $a) { id } }', variables: { a: marker } }),
    ],
    ['as a variable that is not declared', () => post({ query, variables: { password: marker } })],
  ])('%s', async (_, ask) => {
    expect(faultOf(await ask())).toBeUndefined()
  })

  it('as a token', async () => {
    for (const authorization of [
      `Bearer ${marker}`,
      `Basic ${marker}`,
      marker,
      `Bearer swb_${marker}_${marker}`,
      `Bearer ${adminToken} ${marker}`,
    ]) {
      const answer = await app.rest('POST', '/graphql', { query }, { token: null, headers: { authorization } })
      expect(answer.status).toBe(401)
      expect(faultOf(answer)).toBeUndefined()
    }
  })
})
