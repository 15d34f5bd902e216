import { afterAll, describe, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'

const apps: TestApp[] = []
afterAll(() => Promise.all(apps.map((app) => app.close())))

async function gateway(introspection?: string): Promise<{ app: TestApp; viewer: string }> {
  const app = await boot({ env: introspection === undefined ? {} : { SWITCHBOARD_INTROSPECTION: introspection } })
  apps.push(app)
  const { id } = await app.workspace('credible', 'orchard')
  return { app, viewer: await app.token(['VIEWER'], id) }
}

const questions = [
  '{ __schema { queryType { name } } }',
  '{ __type(name: "Query") { name } }',
  '{ ...f } fragment f on Query { ... { s: __schema { queryType { name } } } }',
]
/** Mistakes whose usual answers name types, fields and values of the schema. */
const mistakes: readonly (readonly [string, object?])[] = [
  ['{ conections { nodes { id } } }'],
  ['{ connections(first: "x") { totalCount } }'],
  ['{ connections(orderBy: { field: NAM, direction: ASC }) { totalCount } }'],
  ['{ connections }'],
  ['{ node { id } }'],
  ['query ($input: ConectionFilter) { connections(filter: $input) { totalCount } }'],
  ['query ($filter: ConnectionFilter) { connections(filter: $filter) { totalCount } }', { filter: { vendr: 'X' } }],
  ['query ($filter: ConnectionFilter) { connections(filter: $filter) { totalCount } }', { filter: { vendor: 'X' } }],
]
const schemaNames = /Did you mean|Connection|Order|Query|Vendor|String|\bInt\b|\bID\b/

/** What describes the gateway's doors, and a word that is in each. */
const descriptions = [
  ['/schema.graphql', 'type Query'],
  ['/openapi/index.json', 'versori.json'],
  ['/openapi/versori.json', 'listConnections'],
] as const

describe('the schema', () => {
  it('is open to every token by default, and as SDL to everybody', async () => {
    const { app, viewer } = await gateway()
    for (const question of questions) expect((await app.graphAnswer(question, {}, viewer)).body.errors).toBeUndefined()
    expect((await app.graphAnswer('{ conections { totalCount } }', {}, viewer)).text).toContain('Did you mean')
    for (const [path, word] of descriptions) expect((await app.rest('GET', path, undefined, { token: null })).text).toContain(word)
  })

  it('is never told to a caller without a token', async () => {
    const { app } = await gateway()
    for (const [query] of [...questions.map((question) => [question] as const), ...mistakes]) {
      const { status, body } = await app.rest('POST', '/graphql', { query }, { token: null })
      expect([status, body.errors.length, body.errors[0].extensions.code]).toEqual([401, 1, 'UNAUTHENTICATED'])
    }
  })

  it('is for administrators alone when the setting says so', async () => {
    const { app, viewer } = await gateway('administrators')
    const { id } = await app.workspace('credible', 'grove')
    for (const token of [undefined, await app.token(['ADMIN'], id)]) {
      for (const question of questions) expect((await app.graphAnswer(question, {}, token)).status).toBe(200)
      for (const [path, word] of descriptions)
        expect((await app.rest('GET', path, undefined, token === undefined ? {} : { token })).text).toContain(word)
    }
    for (const question of questions) {
      const { status, body } = await app.graphAnswer(question, {}, viewer)
      expect([status, body.errors[0].extensions.code, body.data]).toEqual([400, 'INTROSPECTION_CLOSED', undefined])
    }
    for (const [path] of descriptions) {
      expect((await app.rest('GET', path, undefined, { token: null })).status).toBe(401)
      const refused = await app.rest('GET', path, undefined, { token: viewer })
      expect([refused.status, refused.body.error.code]).toEqual([403, 'forbidden'])
    }
    const page = await app.rest('GET', '/docs', undefined, { token: null })
    expect(page.status).toBe(200)
    expect(page.text).not.toMatch(/connection|versori|projects/i)
  })

  it('is for nobody when it is off, and mistakes are told without its names', async () => {
    const { app, viewer } = await gateway('off')
    for (const token of [undefined, viewer]) {
      for (const question of questions) expect((await app.graphAnswer(question, {}, token)).body.errors[0].extensions.code).toBe('INTROSPECTION_CLOSED')
      for (const [query, variables] of mistakes) {
        const { body } = await app.graphAnswer(query, { ...variables }, token)
        expect(body.errors).not.toHaveLength(0)
        for (const { message } of body.errors) expect(message).not.toMatch(schemaNames)
      }
      expect((await app.graphAnswer('{ __typename viewer { __typename } }', {}, token)).body.data.viewer.__typename).toBe('Viewer')
    }
    for (const token of [null, viewer]) {
      for (const [path, word] of [...descriptions, ['/docs', '<html'] as const]) {
        const { status, text } = await app.rest('GET', path, undefined, { token })
        expect([status, text.includes(word)]).toEqual([404, false])
      }
    }
  })
}) // prettier-ignore
