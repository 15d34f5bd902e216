import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { httpConnection, make, mutate, organisation, patch, read } from './documents.js'

let app: TestApp
let team: Workspace
let org: Workspace
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
  org = await app.workspace('versori', organisation)
})
afterAll(() => app.close())

const whole = {
  name: 'CRM RDS',
  type: 'POSTGRES',
  enabled: false,
  subType: 'RDS_POSTGRES',
  host: 'crm.example.com',
  port: '5432',
  dbName: 'crm',
  username: 'bi',
  srv: true,
  ssl: true,
  sslMode: 'verify-full',
  schema: { tables: ['orders'], description: { orders: ['id', 'total'] } },
  projectIds: ['12', '15'],
  oauthId: '0e9a2b1c-0000-4000-8000-000000000001',
  useSsh: true,
  sshHost: 'bastion.example.com',
  sshPort: 2222,
  sshUsername: 'tunnel',
  sshJumpHost: 'jump.example.com',
  sshJumpPort: 2200,
}
/** None of them is how a whole number is printed. */
const odd = ['07', '-0', '1.5', '1e3', ' 1', '9007199254740992']
const clearable = [
  'subType',
  'host',
  'port',
  'dbName',
  'username',
  'schema',
  'oauthId',
  'sshHost',
  'sshPort',
  'sshUsername',
  'sshJumpHost',
  'sshJumpPort',
]

describe('a Chartbrew connection', () => {
  it('is shown with every field as it was given', async () => {
    const made = await make(app, 'chartbrew', { workspaceId: team.id, ...whole })
    expect(made).toMatchObject({
      ...whole,
      vendor: 'CHARTBREW',
      type: 'postgres',
      teamId: 7,
      vendorKey: expect.stringMatching(/^\d+$/),
      workspace: { id: team.id, key: '7' },
      endpoints: [{ kind: 'DATABASE', host: 'crm.example.com', port: 5432, database: 'crm', url: null }],
    })
    expect(await read(app, made.id)).toEqual(made)
  })

  it('has the contract’s defaults for what is not given', async () => {
    expect(await make(app, 'chartbrew', { workspaceId: team.id, name: 'Bare', type: 'MYSQL' })).toMatchObject({
      enabled: true,
      srv: false,
      ssl: false,
      sslMode: 'require',
      useSsh: false,
      projectIds: [],
      ...Object.fromEntries(clearable.map((name) => [name, null])),
      endpoints: [],
    })
  })

  it('keeps every field that a patch leaves out', async () => {
    const made = await make(app, 'chartbrew', { workspaceId: team.id, ...whole })
    for (const [name, value] of Object.entries({ name: 'CRM', enabled: true, port: '5433', projectIds: ['3'], sshPort: 22 })) {
      const before = await read(app, made.id)
      const { connection } = await patch(app, before, 'chartbrew', { [name]: value })
      const { revision, updatedAt, endpoints, ...rest } = before
      expect(connection).toMatchObject({ ...rest, [name]: value, revision: Number(revision) + 1 })
    }
  })

  it.each(clearable)('loses %s by null', async (name) => {
    const made = await make(app, 'chartbrew', { workspaceId: team.id, ...whole })
    const { connection, userErrors } = await patch(app, made, 'chartbrew', { [name]: null })
    expect(userErrors).toEqual([])
    const { revision, updatedAt, endpoints, ...rest } = made
    expect(connection).toMatchObject({ ...rest, [name]: null })
  })

  it('loses its list of projects by null', async () => {
    const made = await make(app, 'chartbrew', { workspaceId: team.id, ...whole })
    expect((await patch(app, made, 'chartbrew', { projectIds: null })).connection.projectIds).toEqual([])
  })

  it.each<[string, unknown, string[], unknown]>([
    ['one that is added to numbers is a number', [12, 14], ['12', '14', '15'], [12, 14, 15]],
    ['one that is added to texts is a text', ['12', 'a'], ['12', 'a', '15'], ['12', 'a', '15']],
    ['one that is added to both is a text', [12, '13', 14], ['12', '13', '14', '15'], [12, '13', 14, '15']],
    ['those that change places stay what they are', [1, '1', 2], ['2', '1', '1'], [2, 1, '1']],
    ['each of those there stands for one', [1], ['1', '1'], [1, 1]],
    ['a number where there is none reads as a whole one exactly', null, ['7', '-3', '0'], [7, -3, 0]],
    ['what no number prints stays a text', [], odd, odd],
    ['one that is taken away leaves the others', [1.5, 2, 3], ['1.5', '3'], [1.5, 3]],
  ])('keeps projects as Chartbrew has them: %s', async (_, project_ids, projectIds, expected) => {
    const { body } = await app.rest('POST', '/team/7/connections', { name: 'Shared', type: 'api', project_ids })
    const { connectionByKey } = await app.graph(
      `{ connectionByKey(vendor: CHARTBREW, workspace: "7", key: "${body.id}") { ... on ConnectionProfileCommon { id revision } } }`,
    )
    const { connection } = await patch(app, connectionByKey, 'chartbrew', { projectIds })
    expect(connection.projectIds).toEqual(projectIds)
    const kept = (await app.rest('GET', `/team/7/connections/${body.id}`)).body.project_ids
    expect(kept).toEqual(expected)
    expect((await patch(app, connection, 'chartbrew', { projectIds })).connection.revision).toBe(connection.revision)
  })

  it.each(['name', 'type'])('cannot lose its %s', async (name) => {
    const made = await make(app, 'chartbrew', { workspaceId: team.id, ...whole })
    const { connection, userErrors } = await patch(app, made, 'chartbrew', { [name]: null })
    expect(connection).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'INVALID', path: ['patch', 'chartbrew', name] }])
    expect(await read(app, made.id)).toEqual(made)
  })

  it('keeps the credentials of its address when what is shown is sent back', async () => {
    const made = await make(app, 'chartbrew', {
      workspaceId: team.id,
      name: 'Wh',
      type: 'API',
      host: 'https://u:amber-Kite-9@wh.example.org/api',
    })
    expect(made.host).toBe('https://wh.example.org/api')
    const { connection } = await patch(app, made, 'chartbrew', { name: 'Warehouse', host: made.host })
    expect(connection).toMatchObject({ name: 'Warehouse', host: 'https://wh.example.org/api' })
    expect((await app.rest('GET', `/team/7/connections/${made.vendorKey}`)).body.host).toBe('https://u:amber-Kite-9@wh.example.org/api')
  })

  it('names every field that is wrong at once, in a new connection and in a patch', async () => {
    const wrong = { name: '', oauthId: 'no-uuid', sshPort: 0 }
    const paths = [['name'], ['oauthId'], ['sshPort']]
    const created = await mutate(app, 'createConnection', { connection: { chartbrew: { workspaceId: team.id, type: 'API', ...wrong } } })
    expect(created.connection).toBeNull()
    expect(created.userErrors).toMatchObject(paths.map((path) => ({ code: 'INVALID', path: ['connection', 'chartbrew', ...path] })))

    const made = await make(app, 'chartbrew', { workspaceId: team.id, ...whole })
    const patched = await patch(app, made, 'chartbrew', wrong)
    expect(patched.userErrors).toMatchObject(paths.map((path) => ({ code: 'INVALID', path: ['patch', 'chartbrew', ...path] })))
  })
})

describe('the vendor', () => {
  it('of a workspace must be that of the new connection', async () => {
    const { connection, userErrors } = await mutate(app, 'createConnection', {
      connection: { chartbrew: { workspaceId: org.id, name: 'X', type: 'API' } },
    })
    expect(connection).toBeNull()
    expect(userErrors).toEqual([{ code: 'INVALID', message: expect.any(String), path: ['connection', 'chartbrew', 'workspaceId'] }])
    expect((await mutate(app, 'createConnection', { connection: { versori: httpConnection(team.id) } })).userErrors).toMatchObject([
      { code: 'INVALID', path: ['connection', 'versori', 'workspaceId'] },
    ])
  })

  it('of a patch must be that of the connection', async () => {
    const chartbrew = await make(app, 'chartbrew', { workspaceId: team.id, ...whole })
    const versori = await make(app, 'versori', httpConnection(org.id))
    for (const [made, vendor] of [
      [chartbrew, 'versori'],
      [versori, 'chartbrew'],
    ] as const) {
      const { connection, userErrors } = await patch(app, made, vendor, { name: 'X' })
      expect(connection).toBeNull()
      expect(userErrors).toEqual([{ code: 'INVALID', message: expect.any(String), path: ['patch', vendor] }])
      expect(await read(app, made.id)).toEqual(made)
    }
  })

  it('is exactly one', async () => {
    const fields = { workspaceId: team.id, name: 'X', type: 'API' }
    for (const connection of [{}, { chartbrew: fields, versori: httpConnection(org.id) }, { chartbrew: null }]) {
      const { body } = await app.graphAnswer(
        'mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { userErrors { code } } }',
        { input: { connection } },
      )
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', path: expect.arrayContaining(['input', 'connection']) } }])
    }
  })
})

it('refuses a workspace that does not exist at its field', async () => {
  for (const workspaceId of ['wks_01j00000000000000000000000', 'x', '']) {
    const { userErrors } = await mutate(app, 'createConnection', { connection: { chartbrew: { workspaceId, name: 'X', type: 'API' } } })
    expect(userErrors).toEqual([{ code: 'NOT_FOUND', message: expect.any(String), path: ['connection', 'chartbrew', 'workspaceId'] }])
  }
})
