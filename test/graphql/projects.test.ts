import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role, Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { httpConnection, make, mutate, organisation, patch, read } from './documents.js'

let app: TestApp
let team: Workspace
let other: Workspace
let org: Workspace
/** Of project 12 the first two, of 15 the second and third, of none the last; and one of 12 in another team. */
let made: { readonly id: string; readonly revision: number; readonly vendorKey: string }[]
let foreign: { readonly id: string }
let member: string
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
  other = await app.workspace('chartbrew', '8')
  org = await app.workspace('versori', organisation)
  const shop = (name: string, projectIds: string[], workspace = team) =>
    make(app, 'chartbrew', { workspaceId: workspace.id, name, type: 'MYSQL', projectIds, password: { value: 'teal-Oak-5' } })
  made = [
    await shop('a', ['12']),
    await shop('b', ['15', '12']),
    await shop('c', ['15']),
    await shop('d', ['120', '1']),
    await shop('e', []),
  ]
  foreign = await shop('f', ['12'], other)
  member = await app.token(['VIEWER'], team.id, ['12'])
})
afterAll(() => app.close())

const shared = () => made.slice(0, 2).map(({ id }) => id)
const ids = (list: readonly ({ id: string } | null)[]) => list.map((one) => one?.id ?? null)
const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code)

describe('a grant on some projects of a team', () => {
  it('shows the connections of these projects alone: one, by key, as nodes, and listed', async () => {
    const all = [...ids(made), foreign.id]
    const expected = all.map((id) => (id !== null && shared().includes(id) ? id : null))
    const { nodes } = await app.graph('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: all }, member)
    expect(ids(nodes)).toEqual(expected)
    expect(ids(await Promise.all(all.map((id) => read(app, String(id), member))))).toEqual(expected)
    const byKey = await Promise.all(
      made.map(({ vendorKey: key }) =>
        app.graph(
          'query ($key: String!) { connectionByKey(vendor: CHARTBREW, workspace: "7", key: $key) { ... on Node { id } } }',
          { key },
          member,
        ),
      ),
    )
    expect(ids(byKey.map(({ connectionByKey }) => connectionByKey))).toEqual(expected.slice(0, made.length))
  })

  it.each([
    ['first: 10', ['a', 'b']],
    ['first: 1', ['a']],
    ['last: 1', ['b']],
    ['first: 10, filter: { search: "b" }', ['b']],
    ['first: 10, filter: { search: "c" }', []],
    ['first: 10, filter: { vendor: VERSORI }', []],
    ['first: 10, filter: { enabled: true, type: "mysql" }, orderBy: { field: CREATED_AT, direction: DESC }', ['b', 'a']],
  ])('lists and counts what it shows and no more: %s', async (selection, names) => {
    const total = selection.includes('search') || selection.includes('VERSORI') ? names.length : 2
    const { connections } = await app.graph(
      `{ connections(${selection}) { totalCount nodes { ... on ConnectionProfileCommon { name } } pageInfo { hasNextPage hasPreviousPage } } }`,
      {},
      member,
    )
    expect(connections).toEqual({
      totalCount: total,
      nodes: names.map((name) => ({ name })),
      pageInfo: { hasNextPage: selection === 'first: 1', hasPreviousPage: selection === 'last: 1' },
    })
  })

  it('shows a connection as to any who may read it, secrets as facts', async () => {
    const [first] = made
    const seen = await read(app, String(first?.id), member)
    expect(seen).toEqual(await read(app, String(first?.id), await app.token(['VIEWER'], team.id)))
    expect(seen).toMatchObject({ password: { isSet: true, version: 1 }, workspace: { id: team.id }, projectIds: ['12'] })
  })

  it('knows the team, and of other vendors nothing', async () => {
    const { id, environments } = await make(app, 'versori', httpConnection(org.id))
    const credential = environments[0].credentials.action[0].credential.id
    const token = await app.token(['ADMIN'], org.id, ['12'])
    const { connections, nodes, workspaces } = await app.graph(
      'query ($ids: [ID!]!) { connections(first: 10) { totalCount } nodes(ids: $ids) { id } workspaces(first: 10) { nodes { id } } }',
      { ids: [id, credential, org.id, team.id] },
      token,
    )
    expect(connections.totalCount).toBe(0)
    expect(ids(nodes)).toEqual([null, null, org.id, null])
    expect(ids(workspaces.nodes)).toEqual([org.id])
    const path = `/o/${organisation}/connections`
    expect((await app.rest('GET', path, undefined, { token })).body).toMatchObject({ totalCount: 0, connections: [] })
    const key = (await read(app, id)).vendorKey
    const [hidden, missing] = [`${path}/${key}`, `${path}/01HQ7Z3T5E8W2N4K6M9P1R3S5V`].map((url) =>
      app.rest('GET', url, undefined, { token }),
    )
    expect((await hidden)?.status).toBe(404)
    expect((await hidden)?.text).toBe((await missing)?.text)
  })

  it('on a workspace of another vendor shows its name, and nothing of its texts and environments', async () => {
    const { id } = await app.workspace('credible', 'orchard')
    const acme = await app.workspace('apinizer', 'Acme')
    await mutate(app, 'updateWorkspace', { id, expectedRevision: 1, readme: 'hush-Fir-8', location: 's3://hush-Fir-8' })
    const worker = {
      workspaceId: acme.id,
      name: 'One',
      environment: 'hush-Fir-8',
      url: 'https://worker.example/x',
    }
    await mutate(app, 'createWorker', worker)
    const token = await app.token(['VIEWER'], id, [])
    const texts = (one: string) => app.graphAnswer(`{ node(id: "${id}") { ... on Workspace { name readme location } } }`, {}, one)
    expect((await texts(await app.token(['VIEWER'], id))).text).toContain('hush-Fir-8')
    const looks = [
      await texts(token),
      await app.rest('GET', '/api/v0/projects/orchard', undefined, { token }),
      await app.rest('GET', '/api/v0/projects', undefined, { token }),
      await app.rest('GET', '/apiops/projects/Acme/environments/', undefined, { token: await app.token(['VIEWER'], acme.id, []) }),
    ]
    for (const { status, text } of looks) expect([status, text]).toEqual([200, expect.not.stringContaining('hush-Fir-8')])
  })

  it('reads a connection and may not reveal it: that is said, as of a change', async () => {
    const reveal = async (id: string | undefined) =>
      codes(await mutate(app, 'revealSecret', { id, field: 'password' }, await app.token(['REVEALER'], team.id, ['12'])))
    expect([await reveal(made[0]?.id), await reveal(made[2]?.id)]).toEqual([['FORBIDDEN'], ['NOT_FOUND']])
  })

  it.each<Role>(['TESTER', 'EDITOR', 'REVEALER', 'ADMIN'])(
    'lets nothing be written by %s, and what it does not show is not there',
    async (role) => {
      const token = await app.token([role], team.id, ['12'])
      const [seen, , unseen] = made
      const attempts = async (id: string | undefined) => [
        ...codes(await mutate(app, 'updateConnection', { id, expectedRevision: 1, patch: { chartbrew: { projectIds: ['12'] } } }, token)),
        ...codes(await mutate(app, 'deleteConnection', { id, expectedRevision: 1 }, token)),
        ...codes(await mutate(app, 'duplicateConnection', { id }, token)),
        ...codes(await mutate(app, 'uploadConnectionFiles', { id, expectedRevision: 1, sslCa: 'eA==' }, token)),
      ]
      const before = (await app.records()).length
      expect(await attempts(seen?.id)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'])
      expect(await attempts(unseen?.id)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
      const input = { connection: { chartbrew: { workspaceId: team.id, name: 'New', type: 'API', projectIds: ['12'] } } }
      expect(codes(await mutate(app, 'createConnection', input, token))).toEqual(['FORBIDDEN'])
      expect((await app.records()).slice(before).map(({ action, wanted }) => [action, wanted])).toEqual(
        Array.from({ length: 9 }, () => ['denied', 'edit']),
      )
    },
  )

  it('gives no say over tokens and workspaces, whatever its roles', async () => {
    const token = await app.token(['ADMIN'], team.id, ['12'])
    const grants = [{ workspaceId: team.id, roles: ['VIEWER'], projectIds: ['12'] }]
    await expect(mutate(app, 'createToken', { name: 'More', grants }, token)).resolves.toMatchObject({
      token: null,
      userErrors: [{ code: 'FORBIDDEN' }],
    })
  })

  it('follows the connection from project to project', async () => {
    const moving = await make(app, 'chartbrew', { workspaceId: team.id, name: 'moving', type: 'API' })
    const token = await app.token(['VIEWER'], team.id, ['77'])
    expect(await read(app, moving.id, token)).toBeNull()
    const { connection } = await patch(app, moving, 'chartbrew', { projectIds: ['77'] })
    expect(await read(app, moving.id, token)).toMatchObject({ name: 'moving' })
    await patch(app, connection, 'chartbrew', { projectIds: [] })
    expect(await read(app, moving.id, token)).toBeNull()
  })

  it('of no project shows nothing', async () => {
    const token = await app.token(['VIEWER'], team.id, [])
    const { connections } = await app.graph('{ connections(first: 10) { totalCount nodes { __typename } } }', {}, token)
    expect(connections).toEqual({ totalCount: 0, nodes: [] })
  })

  it('joins with the other grants of a token', async () => {
    const grants = [
      { workspaceId: team.id, roles: ['VIEWER'], projectIds: ['15'] },
      { workspaceId: other.id, roles: ['EDITOR'] },
    ]
    const { secret } = await mutate(app, 'createToken', { name: 'Joined', grants })
    const { viewer, connections } = await app.graph(
      `{ viewer { token { grants { workspace { id } roles projectIds } } }
        connections(first: 10) { totalCount nodes { ... on ConnectionProfileCommon { name } } } }`,
      {},
      secret,
    )
    expect(viewer.token.grants).toEqual([
      { workspace: { id: team.id }, roles: ['VIEWER'], projectIds: ['15'] },
      { workspace: { id: other.id }, roles: ['EDITOR'], projectIds: null },
    ])
    expect(connections).toEqual({ totalCount: 3, nodes: [{ name: 'b' }, { name: 'c' }, { name: 'f' }] })
  })
})

describe('a grant on projects is refused', () => {
  it.each<[string, object, string[]]>([
    ['without a workspace', { roles: ['VIEWER'], projectIds: ['12'] }, ['grants', '0', 'projectIds']],
    ['with an empty id', { roles: ['VIEWER'], projectIds: ['12', ''] }, ['grants', '0', 'projectIds', '1']],
  ])('%s', async (what, grant, path) => {
    const grants = [what === 'without a workspace' ? grant : { workspaceId: team.id, ...grant }]
    const { token, userErrors } = await mutate(app, 'createToken', { name: 'Refused', grants })
    expect(token).toBeNull()
    expect(userErrors).toEqual([{ code: 'INVALID', message: expect.any(String), path }])
  })
})
