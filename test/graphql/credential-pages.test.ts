import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { newUlid } from '../../src/lib/id.js'
import { boot, type TestApp } from '../support/boot.js'
import { credentials, mutateCredential, pageDocument, stringData } from './credential-documents.js'
import { environment, httpConnection, make } from './documents.js'

let app: TestApp
let org: Workspace
let clock = Date.parse('2026-03-01T08:00:00.000Z')
beforeAll(async () => {
  app = await boot({ now: () => clock })
})
beforeEach(async () => {
  org = await app.workspace('versori', newUlid())
})
afterAll(() => app.close())

const made = async (name: string) => {
  clock += 1000
  return (await mutateCredential(app, 'create', { workspaceId: org.id, credential: { name, data: stringData('x') } })).credential
}
const names = (page: any): string[] => page.nodes.map(({ name }: any) => name)

describe('credentials of an organisation', () => {
  it('come by their last change, the latest first, and are walked in both directions', async () => {
    const [a] = [await made('A'), await made('B'), await made('C'), await made('D')]
    clock += 1000
    await mutateCredential(app, 'update', { id: a.id, expectedRevision: 1, patch: { name: 'A2' } })
    const all = await credentials(app, org.id)
    expect(names(all)).toEqual(['A2', 'D', 'C', 'B'])
    expect(all).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: false, hasPreviousPage: false } })
    expect(all.edges.map(({ node }: any) => node.id)).toEqual(all.nodes.map(({ id }: any) => id))
    const first = await credentials(app, org.id, { first: 3 })
    expect(names(first)).toEqual(['A2', 'D', 'C'])
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, startCursor: all.edges[0].cursor, endCursor: all.edges[2].cursor })
    expect(names(await credentials(app, org.id, { first: 3, after: first.pageInfo.endCursor }))).toEqual(['B'])
    expect(names(await credentials(app, org.id, { last: 2, before: all.edges[3].cursor }))).toEqual(['D', 'C'])
  })

  it('are none for an organisation that there is not, of another vendor, or of others', async () => {
    await made('A')
    const team = await app.workspace('chartbrew', '7')
    const stranger = await app.token(['ADMIN'], team.id)
    expect(await credentials(app, 'wks_none')).toBeNull()
    expect(await credentials(app, team.id)).toBeNull()
    expect(await credentials(app, org.id, {}, stranger)).toBeNull()
    expect(names(await credentials(app, org.id, {}, await app.token(['VIEWER'], org.id)))).toEqual(['A'])
  })

  it.each([
    ['first', { first: 0 }],
    ['first', { first: 101 }],
    ['last', { first: 1, last: 1 }],
    ['after', { after: 'garbage' }],
    ['before', { before: Buffer.from('["name","asc","x","y"]').toString('base64url') }],
  ])('are refused at %s for %j', async (argument, args) => {
    const { body } = await app.graphAnswer(pageDocument, { workspaceId: org.id, ...args })
    expect(body.data).toEqual({ credentials: null })
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', path: [argument] } }])
  })
})

describe('usages of a credential', () => {
  const place = (id: string, authSchemeConfig: object = { apiKey: { name: 'X', in: 'HEADER' } }) => ({
    authSchemeConfig,
    credential: { id },
  })

  it('name connection, environment, list and scheme, the oldest connection first', async () => {
    const { id } = await made('shared')
    const one = await make(
      app,
      'versori',
      httpConnection(org.id, {
        name: 'One',
        environments: [
          environment('P', { credentials: { action: [place(id), place(id)], trigger: [place(id, { basicAuth: true })] } }),
          environment('Idle'),
        ],
      }),
    )
    const two = await make(
      app,
      'versori',
      httpConnection(org.id, { name: 'Two', environments: [environment('Q', { credentials: { action: [place(id)] } })] }),
    )
    const { nodes } = await credentials(app, org.id, { first: 100 })
    const [p, q] = [one.environments[0], two.environments[0]].map(({ vendorKey, name }: any) => ({ vendorKey, name }))
    expect(nodes.find((node: any) => node.id === id).usages).toEqual([
      { connection: { id: one.id, name: 'One' }, environment: p, list: 'ACTION', schemeType: 'API_KEY' },
      { connection: { id: one.id, name: 'One' }, environment: p, list: 'TRIGGER', schemeType: 'BASIC_AUTH' },
      { connection: { id: two.id, name: 'Two' }, environment: q, list: 'ACTION', schemeType: 'API_KEY' },
    ])
    expect(nodes.filter(({ usages }: any) => usages.length > 0).map(({ name }: any) => name)).toEqual(
      expect.arrayContaining(['shared', 'Idle key']),
    )
  })

  it('of an application that a scheme on offer asks with are in no environment', async () => {
    const oauth2 = { authorizeUrl: 'https://l.example/a', tokenUrl: 'https://l.example/t' }
    const data = { oauth2Client: { ...oauth2, clientId: 'app', clientSecret: { value: 'x' } } }
    const { credential } = await mutateCredential(app, 'create', { workspaceId: org.id, credential: { name: 'app', data } })
    const flows = { authorizationCode: { applicationCredential: { id: credential.id } } }
    const offered = { authSchemeConfigs: [{ oauth2: { ...oauth2, scopes: [], flows } }], environments: [] }
    const user = await make(app, 'versori', httpConnection(org.id, { name: 'Offers', ...offered }))
    const { nodes } = await credentials(app, org.id)
    expect(nodes[0].usages).toEqual([{ connection: { id: user.id, name: 'Offers' }, environment: null, list: null, schemeType: 'OAUTH2' }])
  })

  it('are read whole: what is in the environment and in the connection', async () => {
    const { id } = await made('shared')
    const user = await make(
      app,
      'versori',
      httpConnection(org.id, { environments: [environment('P', { credentials: { action: [place(id)] } })] }),
    )
    const document = `query ($id: ID!) { node(id: $id) { ... on VersoriCredential { usages {
      connection { id vendorKey revision organisationId baseUrl { withoutCredentials } endpoints { host } }
      environment { vendorKey name variables { name value } credentials { action { vendorKey credential { id name } } } createdAt } } } } }`
    const { node } = await app.graph(document, { id })
    const [{ vendorKey, name, variables, createdAt }] = user.environments
    expect(node.usages).toEqual([
      {
        connection: {
          id: user.id,
          vendorKey: user.vendorKey,
          revision: 1,
          organisationId: org.key,
          baseUrl: { withoutCredentials: 'https://api.northwind.example/v2' },
          endpoints: [{ host: 'api.northwind.example' }],
        },
        environment: {
          vendorKey,
          name,
          variables,
          credentials: { action: [{ vendorKey: expect.any(String), credential: { id, name: 'shared' } }] },
          createdAt,
        },
      },
    ])
  })
})
