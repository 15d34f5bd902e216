import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { environment, httpConnection, make, mutate, organisation, patch, read } from './documents.js'

let app: TestApp
let team: Workspace
let org: Workspace
let clock = Date.parse('2026-03-01T08:00:00.000Z')

beforeAll(async () => {
  app = await boot({ now: () => clock })
  team = await app.workspace('chartbrew', '7')
  org = await app.workspace('versori', organisation)
})
beforeEach(() => {
  clock += 60_000
})
afterAll(() => app.close())

const mysql = (more: Record<string, unknown> = {}) => ({
  workspaceId: team.id,
  name: 'Shop',
  type: 'MYSQL',
  host: 'mysql.shop.example',
  password: { value: 'teal-Oak-5' },
  ...more,
})

describe('a revision', () => {
  it('is 1 for a new connection, which was made and changed at the same moment', async () => {
    const now = new Date(clock).toISOString()
    expect(await make(app, 'chartbrew', mysql())).toMatchObject({ revision: 1, createdAt: now, updatedAt: now })
    expect(await make(app, 'versori', httpConnection(org.id))).toMatchObject({ revision: 1, createdAt: now, updatedAt: now })
  })

  it('goes up by one with a change, and updatedAt moves', async () => {
    const made = await make(app, 'chartbrew', mysql())
    clock += 1000
    const { connection, userErrors } = await patch(app, made, 'chartbrew', { name: 'Store' })

    expect(userErrors).toEqual([])
    expect(connection).toMatchObject({ name: 'Store', revision: 2, createdAt: made.createdAt, updatedAt: new Date(clock).toISOString() })
    expect(await read(app, made.id)).toEqual(connection)
  })

  it('is not made by a change that changes nothing, and updatedAt stays', async () => {
    const made = await make(
      app,
      'chartbrew',
      mysql({ options: { value: '{"a":"b"}' }, authentication: { bearerToken: { token: { value: 't' } } } }),
    )
    clock += 1000
    const { connection, userErrors } = await patch(app, made, 'chartbrew', {
      name: 'Shop',
      type: 'MYSQL',
      host: made.host,
      password: { value: 'teal-Oak-5' },
      options: { value: '{ "a": "b" }' },
      authentication: { bearerToken: {} },
      enabled: true,
    })
    expect(userErrors).toEqual([])
    expect(connection).toEqual(made)
    expect(await read(app, made.id)).toEqual(made)
  })

  it('is not made by a Versori change that changes nothing, and updatedAt stays', async () => {
    const made = await make(app, 'versori', httpConnection(org.id))
    clock += 1000
    const [{ vendorKey }] = made.environments
    const { connection } = await patch(app, made, 'versori', {
      name: made.name,
      baseUrl: { value: 'https://api.northwind.example/v2' },
      environments: [{ vendorKey, name: 'Production' }],
    })
    expect(connection).toEqual(made)
  })

  it('is not made by an empty patch', async () => {
    const made = await make(app, 'chartbrew', mysql())
    clock += 1000
    expect((await patch(app, made, 'chartbrew', {})).connection).toEqual(made)
  })

  it('dates each secret with the change that brought its value', async () => {
    const made = await make(app, 'chartbrew', mysql({ sshPassword: { value: 'gate-Fox-1' } }))
    clock += 1000
    const { connection } = await patch(app, made, 'chartbrew', { name: 'Store', password: { value: 'other' } })
    expect(connection.password).toEqual({ isSet: true, version: 2, changedAt: new Date(clock).toISOString() })
    expect(connection.sshPassword).toEqual(made.sshPassword)
  })
})

describe('expectedRevision', () => {
  it('refuses an update of what has changed meanwhile, and names the changed fields as GraphQL does', async () => {
    const made = await make(app, 'chartbrew', mysql())
    const changed = await patch(app, made, 'chartbrew', {
      name: 'Store',
      enabled: false,
      projectIds: ['4'],
      oauthId: '0e9a2b1c-0000-4000-8000-000000000001',
      password: { value: 'other' },
    })
    const { connection, userErrors } = await patch(app, made, 'chartbrew', { host: 'lost.example' })

    expect(connection).toBeNull()
    expect(userErrors).toEqual([
      { code: 'STALE', message: expect.any(String), path: ['expectedRevision'], currentRevision: 2, changedFields: expect.any(Array) },
    ])
    expect([...userErrors[0].changedFields].sort()).toEqual(['enabled', 'name', 'oauthId', 'password', 'projectIds'])
    expect(await read(app, made.id)).toEqual(changed.connection)
  })

  it('names the changed fields of all revisions in between, and not those that are as they were', async () => {
    const made = await make(app, 'chartbrew', mysql())
    const second = (await patch(app, made, 'chartbrew', { name: 'Store', port: '3306' })).connection
    await patch(app, second, 'chartbrew', { name: 'Shop' })
    expect((await patch(app, made, 'chartbrew', { name: 'X' })).userErrors).toMatchObject([{ currentRevision: 3, changedFields: ['port'] }])
  })

  it('refuses a Versori update of what has changed meanwhile, environments among the changed fields', async () => {
    const made = await make(app, 'versori', httpConnection(org.id))
    const [{ vendorKey }] = made.environments
    await patch(app, made, 'versori', {
      environments: [{ vendorKey }, environment('Sandbox')],
      baseUrl: { value: 'https://eu.northwind.example' },
    })
    const { userErrors } = await patch(app, made, 'versori', { name: 'Lost' })
    expect(userErrors).toMatchObject([{ code: 'STALE', path: ['expectedRevision'], currentRevision: 2 }])
    expect([...userErrors[0].changedFields].sort()).toEqual(['baseUrl', 'environments'])
  })

  it('refuses a deletion of what has changed meanwhile', async () => {
    const made = await make(app, 'chartbrew', mysql())
    await patch(app, made, 'chartbrew', { enabled: false })
    const { deletedConnectionId, userErrors } = await mutate(app, 'deleteConnection', { id: made.id, expectedRevision: 1 })

    expect(deletedConnectionId).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'STALE', path: ['expectedRevision'], currentRevision: 2, changedFields: ['enabled'] }])
    expect(await read(app, made.id)).toMatchObject({ revision: 2 })
  })

  it('refuses a revision that never was', async () => {
    const made = await make(app, 'chartbrew', mysql())
    for (const expectedRevision of [0, 2, 99]) {
      const { userErrors } = await mutate(app, 'updateConnection', { id: made.id, expectedRevision, patch: { chartbrew: { name: 'X' } } })
      expect(userErrors).toMatchObject([{ code: 'STALE', currentRevision: 1, changedFields: [] }])
    }
  })

  it('lets exactly one of many updates from the same revision through', async () => {
    const made = await make(app, 'chartbrew', mysql())
    const answers = await Promise.all([1, 2, 3, 4, 5].map((number) => patch(app, made, 'chartbrew', { name: `Shop ${number}` })))
    expect(answers.filter(({ connection }) => connection !== null)).toHaveLength(1)
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code))).toEqual(Array(4).fill('STALE'))
    expect(await read(app, made.id)).toMatchObject({ revision: 2 })
  })
})

describe('a deletion', () => {
  it('answers the id that is gone, and the connection is nowhere any more', async () => {
    const made = await make(app, 'chartbrew', mysql({ name: 'Gone soon' }))
    const payload = await mutate(app, 'deleteConnection', { id: made.id, expectedRevision: 1 })

    expect(payload).toEqual({ deletedConnectionId: made.id, userErrors: [] })
    expect(await read(app, made.id)).toBeNull()
    expect(await app.graph('{ connections(filter: { search: "gone soon" }) { totalCount nodes { __typename } } }')).toEqual({
      connections: { totalCount: 0, nodes: [] },
    })
    expect((await app.rest('GET', `/team/7/connections/${made.vendorKey}`)).status).toBe(404)
  })

  it('cannot be done twice', async () => {
    const made = await make(app, 'versori', httpConnection(org.id))
    await mutate(app, 'deleteConnection', { id: made.id, expectedRevision: 1 })
    expect(await mutate(app, 'deleteConnection', { id: made.id, expectedRevision: 1 })).toEqual({
      deletedConnectionId: null,
      userErrors: [{ code: 'NOT_FOUND', message: expect.any(String), path: ['id'] }],
    })
  })

  it('leaves its integer key unused for ever', async () => {
    const made = await make(app, 'chartbrew', mysql())
    await mutate(app, 'deleteConnection', { id: made.id, expectedRevision: 1 })
    expect(Number((await make(app, 'chartbrew', mysql())).vendorKey)).toBeGreaterThan(Number(made.vendorKey))
  })
})

it('answers NOT_FOUND at the id for an update of what does not exist', async () => {
  for (const id of ['con_01j00000000000000000000000', 'nothing', team.id, '']) {
    expect(await mutate(app, 'updateConnection', { id, expectedRevision: 1, patch: { chartbrew: {} } })).toEqual({
      connection: null,
      userErrors: [{ code: 'NOT_FOUND', message: expect.any(String), path: ['id'] }],
    })
  }
})
