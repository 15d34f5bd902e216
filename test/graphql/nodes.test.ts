import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { everyField, httpConnection, make, organisation } from './documents.js'

let app: TestApp
let team: Workspace
let org: Workspace
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
  org = await app.workspace('versori', organisation)
})
afterAll(() => app.close())

describe('one thing', () => {
  it('is found by its id, as a connection and as a node', async () => {
    const made = await make(app, 'chartbrew', { workspaceId: team.id, name: 'CRM', type: 'POSTGRES', host: 'crm.example.com' })
    for (const field of ['connection', 'node']) {
      expect((await app.graph(`query ($id: ID!) { one: ${field}(id: $id) { ${everyField} } }`, { id: made.id })).one).toEqual(made)
    }
  })

  it('is found by its vendor’s own words', async () => {
    const made = await make(app, 'versori', httpConnection(org.id))
    const ask = async (vendor: string, workspace: string, key: string) =>
      (
        await app.graph(
          `query ($vendor: Vendor!, $workspace: String!, $key: String!) { connectionByKey(vendor: $vendor, workspace: $workspace, key: $key) { ${everyField} } }`,
          { vendor, workspace, key },
        )
      ).connectionByKey
    expect(await ask('VERSORI', organisation, made.vendorKey)).toEqual(made)
    expect(await ask('CHARTBREW', organisation, made.vendorKey)).toBeNull()
    expect(await ask('VERSORI', '01HQ7Z3T5E8W2N4K6M9P1R3S5W', made.vendorKey)).toBeNull()
    expect(await ask('VERSORI', organisation, '1')).toBeNull()
  })

  it('is null for an id that is none, or of another kind', async () => {
    const ids = ['', 'x', 'con_', 'con_01j00000000000000000000000', 'dek_01j00000000000000000000000', 'aud_1', team.id.toUpperCase()]
    const { nodes } = await app.graph('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })
    expect(nodes).toEqual(ids.map(() => null))
    const { connection } = await app.graph('query ($id: ID!) { connection(id: $id) { __typename } }', { id: team.id })
    expect(connection).toBeNull()
  })
})

describe('nodes', () => {
  it('come in the order asked for, repeated and missing ones in their places', async () => {
    const made = await make(app, 'versori', httpConnection(org.id))
    const [{ credentials }] = made.environments
    const { id: credential } = credentials.action[0].credential
    const { viewer } = await app.graph('{ viewer { token { id } } }')
    const ids = [team.id, made.id, 'con_01j00000000000000000000000', credential, viewer.token.id, made.id]
    const { nodes } = await app.graph('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids })
    expect(nodes).toEqual([
      { __typename: 'Workspace', id: team.id },
      { __typename: 'VersoriConnectionProfile', id: made.id },
      null,
      { __typename: 'VersoriCredential', id: credential },
      { __typename: 'Token', id: viewer.token.id },
      { __typename: 'VersoriConnectionProfile', id: made.id },
    ])
  })

  it('are at most 100, and may be none', async () => {
    const ask = (length: number) =>
      app.graphAnswer('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array.from({ length }, () => team.id) })
    expect((await ask(0)).body.data.nodes).toEqual([])
    expect((await ask(100)).body.data.nodes).toHaveLength(100)
    const { body } = await ask(101)
    expect(body.data.nodes).toBeNull()
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', path: ['ids'] } }])
  })
})

it('shows who is asking', async () => {
  const { viewer } = await app.graph('{ viewer { token { id name grants { workspace { id } roles } expiresAt revokedAt } } }')
  expect(viewer.token).toEqual({
    id: 'tok_admin',
    name: 'Operator',
    grants: [{ workspace: null, roles: ['ADMIN'] }],
    expiresAt: null,
    revokedAt: null,
  })
})
