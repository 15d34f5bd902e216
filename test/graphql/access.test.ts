import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role, Workspace } from '../../src/store/rows.js'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'
import { httpConnection, make, mutate, organisation } from './documents.js'

let app: TestApp
let team: Workspace
let org: Workspace
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
  org = await app.workspace('versori', organisation)
})
afterAll(() => app.close())

const secret = 'teal-Oak-5'
const shop = () => make(app, 'chartbrew', { workspaceId: team.id, name: 'Shop', type: 'MYSQL', password: { value: secret } })
const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code)
const denied = { status: 403, body: { message: 'Access denied' } }

describe.each<[Role, { writes: boolean; reveals: boolean }]>([
  ['VIEWER', { writes: false, reveals: false }],
  ['TESTER', { writes: false, reveals: false }],
  ['EDITOR', { writes: true, reveals: false }],
  ['REVEALER', { writes: false, reveals: true }],
  ['ADMIN', { writes: true, reveals: true }],
])('%s on one workspace', (role, { writes, reveals }) => {
  let token: string
  let orgToken: string
  beforeAll(async () => {
    token = await app.token([role], team.id)
    orgToken = await app.token([role], org.id)
  })
  const rest = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<RestAnswer> =>
    app.rest(method, path, body, { token })
  const outcome = writes ? [] : ['FORBIDDEN']

  it('reads at both edges', async () => {
    const made = await shop()
    const { connection, connections } = await app.graph(
      'query ($id: ID!) { connection(id: $id) { ... on ConnectionProfileCommon { id } } connections(first: 100) { nodes { ... on ConnectionProfileCommon { id } } } }',
      { id: made.id },
      token,
    )
    expect(connection).toEqual({ id: made.id })
    expect(connections.nodes).toContainEqual({ id: made.id })
    expect((await rest('GET', '/team/7/connections')).status).toBe(200)
    expect((await rest('GET', `/team/7/connections/${made.vendorKey}`)).body).toMatchObject({ name: 'Shop' })
    expect((await app.rest('GET', `/o/${organisation}/connections`, undefined, { token: orgToken })).status).toBe(200)
  })

  it(`${reveals ? 'sees' : 'does not see'} secrets where a shim shows them, and never in a list`, async () => {
    const made = await shop()
    expect((await rest('GET', `/team/7/connections/${made.vendorKey}`)).body.password).toBe(reveals ? secret : null)
    expect((await rest('GET', '/team/7/connections')).text).not.toContain(secret)
  })

  it(writes ? 'creates' : 'does not create', async () => {
    const input = { connection: { chartbrew: { workspaceId: team.id, name: 'New', type: 'API' } } }
    expect(codes(await mutate(app, 'createConnection', input, token))).toEqual(outcome)
    const answer = await rest('POST', '/team/7/connections', { name: 'New', type: 'api' })
    expect(answer).toMatchObject(writes ? { status: 200 } : denied)
    const versori = await app.rest(
      'POST',
      `/o/${organisation}/protocols/bigquery/connections`,
      { name: 'W', datasetId: 'a.b', environments: [] },
      { token: orgToken },
    )
    expect(versori).toMatchObject(writes ? { status: 201 } : { status: 403, body: { code: '403000', message: expect.any(String) } })
  })

  it(writes ? 'changes' : 'does not change', async () => {
    const made = await shop()
    const payload = await mutate(
      app,
      'updateConnection',
      { id: made.id, expectedRevision: 1, patch: { chartbrew: { name: 'Mine' } } },
      token,
    )
    expect(codes(payload)).toEqual(outcome)
    expect(await rest('PUT', `/team/7/connections/${made.vendorKey}`, { name: 'Mine too' })).toMatchObject(
      writes ? { status: 200 } : denied,
    )
    expect((await app.rest('GET', `/team/7/connections/${made.vendorKey}`)).body.name).toBe(writes ? 'Mine too' : 'Shop')
  })

  it(writes ? 'deletes' : 'does not delete', async () => {
    const [one, two] = [await shop(), await shop()]
    expect(codes(await mutate(app, 'deleteConnection', { id: one.id, expectedRevision: 1 }, token))).toEqual(outcome)
    expect(await rest('DELETE', `/team/7/connections/${two.vendorKey}`)).toMatchObject(writes ? { status: 200 } : denied)
    for (const { vendorKey } of [one, two]) {
      expect((await app.rest('GET', `/team/7/connections/${vendorKey}`)).status).toBe(writes ? 404 : 200)
    }
  })
})

it('joins roles: an EDITOR who is REVEALER too sees the secrets of what he writes, an EDITOR alone does not', async () => {
  const body = { name: 'Shop', type: 'mysql', password: secret }
  const [editor, both] = [await app.token(['EDITOR'], team.id), await app.token(['EDITOR', 'REVEALER'], team.id)]
  const created = async (token: string) => (await app.rest('POST', '/team/7/connections', body, { token })).body
  expect((await created(editor)).password).toBeNull()
  const made = await created(both)
  expect(made.password).toBe(secret)
  const changed = async (token: string) => (await app.rest('PUT', `/team/7/connections/${made.id}`, { name: 'X' }, { token })).body.password
  expect(await changed(both)).toBe(secret)
  expect(await changed(editor)).toBeNull()
})

describe('a workspace where the caller has no role does not exist for him', () => {
  let stranger: string
  let made: { id: string; vendorKey: string; workspace: { id: string } }
  let credential: string
  beforeAll(async () => {
    const other = await app.workspace('chartbrew', '8')
    stranger = await app.token(['ADMIN'], other.id)
    made = await make(app, 'chartbrew', { workspaceId: team.id, name: 'Unseen', type: 'MYSQL', host: 'unseen.example' })
    const versori = await make(app, 'versori', httpConnection(org.id, { name: 'Unseen too' }))
    credential = versori.environments[0].credentials.action[0].credential.id
  })

  it('as a thing with an id', async () => {
    const ids = [made.id, team.id, org.id, credential, 'tok_admin']
    const { nodes } = await app.graph('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }, stranger)
    expect(nodes).toEqual(ids.map(() => null))
    for (const id of ids) expect((await app.graph('query ($id: ID!) { node(id: $id) { id } }', { id }, stranger)).node).toBeNull()
    expect((await app.graph('query ($id: ID!) { connection(id: $id) { __typename } }', { id: made.id }, stranger)).connection).toBeNull()
    const byKey = `{ connectionByKey(vendor: CHARTBREW, workspace: "7", key: "${made.vendorKey}") { __typename } }`
    expect((await app.graph(byKey)).connectionByKey).not.toBeNull()
    expect((await app.graph(byKey, {}, stranger)).connectionByKey).toBeNull()
  })

  it.each([
    '',
    '(filter: { search: "unseen" })',
    '(filter: { vendor: CHARTBREW })',
    '(last: 5, orderBy: { field: CREATED_AT, direction: DESC })',
  ])('in a list or a count: connections%s', async (args) => {
    const seen = (token?: string) =>
      app.graph(`{ connections${args} { totalCount nodes { __typename } pageInfo { hasNextPage hasPreviousPage } } }`, {}, token)
    expect((await seen()).connections.totalCount).toBeGreaterThan(0)
    expect(await seen(stranger)).toEqual({
      connections: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } },
    })
  })

  it('in a list of a foreign workspace, or beyond a cursor of another caller', async () => {
    const list = (args: string, token?: string) =>
      app.graph(`{ connections(${args}) { totalCount nodes { __typename } pageInfo { startCursor } } }`, {}, token)
    expect((await list(`filter: { workspaceId: "${team.id}" }`, stranger)).connections).toMatchObject({ totalCount: 0, nodes: [] })
    const { startCursor } = (await list('first: 1')).connections.pageInfo
    expect((await list(`after: "${startCursor}"`, stranger)).connections).toMatchObject({ totalCount: 0, nodes: [] })
    const { workspaces } = await app.graph('{ workspaces { totalCount nodes { key } } }', {}, stranger)
    expect(workspaces).toEqual({ totalCount: 1, nodes: [{ key: '8' }] })
  })

  it('in a mutation: it is refused in the words for what is not there', async () => {
    const missing = (id: string) => id.replace(/.{4}$/, '0000')
    const pairs = [
      ['createConnection', (id: string) => ({ connection: { chartbrew: { workspaceId: id, name: 'X', type: 'API' } } }), team.id],
      ['updateConnection', (id: string) => ({ id, expectedRevision: 1, patch: { chartbrew: { name: 'X' } } }), made.id],
      ['deleteConnection', (id: string) => ({ id, expectedRevision: 1 }), made.id],
      ['createToken', (workspaceId: string) => ({ name: 'X', grants: [{ workspaceId, roles: ['VIEWER'] }] }), team.id],
      ['revokeToken', (id: string) => ({ id }), 'tok_admin'],
    ] as const
    for (const [name, inputOf, id] of pairs) {
      const foreign = await mutate(app, name, inputOf(id), stranger)
      expect(codes(foreign), name).toHaveLength(1)
      expect(foreign, name).toEqual(await mutate(app, name, inputOf(missing(id)), stranger))
    }
  })

  it('at the shims: it is refused in the words for what is not there', async () => {
    const [there, missing] = ['7', '4711'].map((key) => `/team/${key}/connections`)
    const elsewhere = '01HQ7Z3T5E8W2N4K6M9P1R3S5Z'
    for (const [method, foreign, absent, status] of [
      ['GET', there, missing, 403],
      ['GET', `${there}/${made.vendorKey}`, `${missing}/${made.vendorKey}`, 403],
      ['POST', there, missing, 403],
      ['DELETE', `${there}/${made.vendorKey}`, `${missing}/${made.vendorKey}`, 403],
      ['GET', `/o/${organisation}/connections`, `/o/${elsewhere}/connections`, 404],
      ['POST', `/o/${organisation}/protocols/http/connections`, `/o/${elsewhere}/protocols/http/connections`, 404],
    ] as const) {
      const answers = await Promise.all(
        [foreign, absent].map((path) => app.rest(method, path ?? '', method === 'POST' ? {} : undefined, { token: stranger })),
      )
      expect(answers.map((answer) => answer.status)).toEqual([status, status])
      expect(answers[0]?.text).toBe(answers[1]?.text)
    }
  })
})
