import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'
import { everyField, mutate, organisation } from '../graphql/documents.js'
import { wholes } from '../vendors/versori-wholes.js'
import { toWire } from './versori-wire.js'

let app: TestApp
let org: Workspace
let shared: string
beforeAll(async () => {
  app = await boot()
  org = await app.workspace('versori', organisation)
  const { body } = await app.rest('POST', `/o/${organisation}/credentials`, {
    name: 'shared',
    type: 'string',
    data: { value: 'teal-Oak-5' },
  })
  shared = body.id
})
afterAll(() => app.close())

const collection = `/o/${organisation}/connections`
const environments = ['Production', 'Sandbox'].map((name) => ({ name, variables: [], credentials: {} }))

/** A new connection with two environments and three versions: a draft, another draft and a published one. */
async function connection(): Promise<any> {
  const body = { name: 'Orders', baseUrl: 'https://orders.example', authSchemeConfigs: [], environments }
  const made = (await app.rest('POST', `/o/${organisation}/protocols/http/connections`, body)).body
  for (const name of ['draft', 'other', 'published']) await app.rest('POST', `${collection}/${made.id}/versions`, { name })
  await app.rest('POST', `${collection}/${made.id}/versions/published/publish`)
  return made
}

async function byKey(key: string): Promise<any> {
  const document = `query ($key: String!) { connectionByKey(vendor: VERSORI, workspace: "${organisation}", key: $key) { ${everyField} } }`
  return (await app.graph(document, { key })).connectionByKey
}

type Fields = Record<string, unknown>
type Mutation = Parameters<typeof mutate>[1]
interface Move {
  readonly mutation: Mutation
  readonly fields: Fields
  readonly request: readonly [Parameters<TestApp['rest']>[0], string, unknown?]
}
const environment = ({ environments: [one] }: any) => `environments/${one.id}`
const key = ({ environments: [one] }: any) => one.id

/** The same wish as a mutation and as a request. */
const moves: Record<string, (made: any) => Move> = {
  'a new version': () => ({
    mutation: 'createConnectionVersion',
    fields: { name: 'new', fromVersion: 'draft' },
    request: ['POST', 'versions', { name: 'new', fromVersion: 'draft' }],
  }),
  'a described version': () => ({
    mutation: 'updateConnectionVersion',
    fields: { version: 'draft', name: 'renamed', description: 'first cut' },
    request: ['PUT', 'versions/draft', { name: 'renamed', description: 'first cut' }],
  }),
  'a published version': () => ({
    mutation: 'publishConnectionVersion',
    fields: { version: 'draft' },
    request: ['POST', 'versions/draft/publish'],
  }),
  'the latest version as a draft': () => ({
    mutation: 'unpublishConnectionVersion',
    fields: { version: 'latest' },
    request: ['POST', 'versions/latest/unpublish'],
  }),
  'a deleted version': () => ({
    mutation: 'deleteConnectionVersion',
    fields: { version: 'published', force: true },
    request: ['DELETE', 'versions/published?force=true'],
  }),
  'a changed environment': (made) => ({
    mutation: 'updateConnectionEnvironment',
    fields: { environmentKey: key(made), name: 'Live', variables: [{ name: 'host', value: 'api' }] },
    request: ['PUT', environment(made), { id: key(made), name: 'Live', variables: [{ name: 'host', value: 'api' }] }],
  }),
  'a deleted environment': (made) => ({
    mutation: 'deleteConnectionEnvironment',
    fields: { environmentKey: key(made) },
    request: ['DELETE', environment(made)],
  }),
}

/** The same wish that neither edge grants: the status and fields of the one, the code and paths of the other. */
const refusals: Record<
  string,
  (made: any) => Move & { readonly status: number; readonly code: string; readonly at: [string[], string[][]] }
> = {
  'a taken name for a version': () => ({
    mutation: 'createConnectionVersion',
    fields: { name: 'draft' },
    request: ['POST', 'versions', { name: 'draft' }],
    status: 409,
    code: 'CONFLICT',
    at: [['name'], [['name']]],
  }),
  'a reserved name for a version': () => ({
    mutation: 'updateConnectionVersion',
    fields: { version: 'draft', name: 'latest' },
    request: ['PUT', 'versions/draft', { name: 'latest' }],
    status: 400,
    code: 'INVALID',
    at: [['name'], [['name']]],
  }),
  'an edit of a published version': () => ({
    mutation: 'updateConnectionVersion',
    fields: { version: 'published', name: 'x' },
    request: ['PUT', 'versions/published', { name: 'x' }],
    status: 409,
    code: 'CONFLICT',
    at: [['version'], [['version']]],
  }),
  'an unknown version': () => ({
    mutation: 'publishConnectionVersion',
    fields: { version: 'none' },
    request: ['POST', 'versions/none/publish'],
    status: 404,
    code: 'NOT_FOUND',
    at: [[], [['version']]],
  }),
  'a variable that stands twice': (made) => {
    const variables = [1, 2].map((value) => ({ name: 'host', value: String(value) }))
    return {
      mutation: 'updateConnectionEnvironment',
      fields: { environmentKey: key(made), variables },
      request: ['PUT', environment(made), { id: key(made), name: 'Production', variables }],
      status: 400,
      code: 'INVALID',
      at: [['variables[1].name'], [['variables', '1', 'name']]],
    }
  },
  'the name of another environment': (made) => ({
    mutation: 'updateConnectionEnvironment',
    fields: { environmentKey: key(made), name: 'Sandbox' },
    request: ['PUT', environment(made), { id: key(made), name: 'Sandbox' }],
    status: 409,
    code: 'CONFLICT',
    at: [['name'], [['name']]],
  }),
}

const send = (made: any, [method, path, body]: Move['request']): Promise<RestAnswer> =>
  app.rest(method, `${collection}/${made.id}/${path}`, body)

/** What two connections have in common that had the same changes: no ids, no times. */
const plain = (wire: unknown): unknown =>
  JSON.parse(JSON.stringify(wire), (name, value) =>
    ['id', 'createdAt', 'updatedAt'].includes(name) || (name === 'publishedAt' && value !== null) ? name : value,
  )

describe.each(Object.entries(moves))('%s', (_, move) => {
  it('is the same by either edge, and seen at the other', async () => {
    const [one, other] = [await connection(), await connection()]
    const before = await byKey(other.id)
    const { request } = move(one)
    const { status, text } = await send(one, request)
    expect(status, text).toBeLessThan(300)
    const { mutation, fields } = move(other)
    const { connection: changed, userErrors } = await mutate(app, mutation, { id: before.id, expectedRevision: before.revision, ...fields })
    expect(userErrors).toEqual([])

    const [byRest, byGraphql] = [one, other].map(({ id }) => app.rest('GET', `${collection}/${id}`))
    expect(plain((await byRest)?.body)).toEqual(plain((await byGraphql)?.body))
    expect((await byGraphql)?.body).toEqual(toWire(changed))
    expect((await byRest)?.body).toEqual(toWire(await byKey(one.id)))
  })

  it('leaves one record at the shim, and is refused with 412 for a revision that is not the current one', async () => {
    const made = await connection()
    const { request } = move(made)
    const [method, path, body] = request
    const at = `${collection}/${made.id}/${path}`
    const stale = await app.rest(method, at, body, { headers: { 'if-match': '"1"' } })
    expect(stale).toMatchObject({ status: 412, body: { code: '412000' } })

    const before = new Set((await app.records()).map(({ id }) => id))
    const { etag } = (await app.rest('GET', `${collection}/${made.id}`)).headers
    expect((await app.rest(method, at, body, { headers: { 'if-match': String(etag) } })).status).toBeLessThan(300)
    const { id: subjectId } = await byKey(made.id)
    expect((await app.records()).filter(({ id }) => !before.has(id))).toMatchObject([
      { action: 'update', subject: 'connection', subjectId, workspaceId: org.id, fields: [path.split('/')[0]], edge: 'rest' },
    ])
  })
})

describe.each(Object.entries(refusals))('%s', (_, refused) => {
  it('is refused for the same field at both edges, with nothing applied', async () => {
    const made = await connection()
    const before = await byKey(made.id)
    const { request, mutation, fields, status, code, at } = refused(made)
    const rest = await send(made, request)
    expect(rest.status).toBe(status)
    expect((rest.body.fields ?? []).map(({ field }: any) => field)).toEqual(at[0])
    const { userErrors } = await mutate(app, mutation, { id: before.id, expectedRevision: before.revision, ...fields })
    expect(userErrors.map((error: any) => [error.code, error.path])).toEqual(at[1].map((path) => [code, path]))
    expect(await byKey(made.id)).toEqual(before)
  })
})

it('an environment or a draft sent back as it was shown changes nothing, whatever the connection', async () => {
  const descriptions = fc.option(fc.string({ maxLength: 20 }), { nil: undefined })
  await fc.assert(
    fc.asyncProperty(
      wholes,
      fc.string({ minLength: 1, maxLength: 40 }),
      descriptions,
      async ({ protocol, ...whole }, text, description) => {
        const known = JSON.parse(JSON.stringify(whole).replaceAll(/"id":"[0-9A-Z]{26}"/g, `"id":"${shared}"`))
        const made = (await app.rest('POST', `/o/${organisation}/protocols/${protocol as string}/connections`, known)).body
        const name = `v${text}`
        const at = `${collection}/${made.id}`
        const draft = `${at}/versions/${encodeURIComponent(name)}`
        expect((await app.rest('POST', `${at}/versions`, { name })).status).toBe(201)
        expect((await app.rest('PUT', draft, { name, description })).status).toBe(200)

        const before = await app.rest('GET', at)
        for (const part of [draft, ...before.body.environments.map(({ id }: any) => `${at}/environments/${String(id)}`)]) {
          const shown = await app.rest('GET', part)
          expect(shown.status).toBe(200)
          expect(await app.rest('PUT', part, shown.body)).toMatchObject({
            status: 200,
            body: shown.body,
            headers: { etag: before.headers.etag },
          })
        }
        expect((await app.rest('GET', at)).body).toEqual(before.body)
      },
    ),
    { numRuns: 40 },
  )
}, 60_000)
