import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { environment, httpConnection, make, mutate, organisation, patch, read, stringPlace } from './documents.js'

let app: TestApp
let org: Workspace
let clock = Date.parse('2026-03-01T08:00:00.000Z')

let made: any
let production: any
let sandbox: any
beforeAll(async () => {
  app = await boot({ now: () => clock })
  org = await app.workspace('versori', organisation)
})
beforeEach(async () => {
  clock += 60_000
  const credentials = { action: [stringPlace('one'), stringPlace('two')], trigger: [stringPlace('three')] }
  const environments = [environment('Production', { credentials }), environment('Sandbox')]
  made = await make(app, 'versori', httpConnection(org.id, { environments }))
  ;[production, sandbox] = made.environments
  clock += 1000
})
afterAll(() => app.close())

type Fields = Record<string, unknown>
const refusal = (code: string, ...path: string[]) => ({ code, path, message: expect.stringMatching(/\w/) })
const update = (fields: Fields, token?: string) =>
  mutate(app, 'updateConnectionEnvironment', { id: made.id, expectedRevision: 1, environmentKey: production.vendorKey, ...fields }, token)
const remove = (fields: Fields, token?: string) =>
  mutate(app, 'deleteConnectionEnvironment', { id: made.id, expectedRevision: 1, environmentKey: production.vendorKey, ...fields }, token)
const header = (name: string) => ({ apiKey: { name, in: 'HEADER' } })
const [first, second] = [0, 1].map((index) => () => production.credentials.action[index].vendorKey as string) as [
  () => string,
  () => string,
]

async function expectRefused(answer: Promise<unknown>, ...refusals: object[]): Promise<void> {
  expect(await answer).toEqual({ connection: null, userErrors: refusals })
  expect(await read(app, made.id)).toEqual(made)
}

describe('an environment', () => {
  it('is changed alone, and what is left out is kept', async () => {
    const { connection, userErrors } = await update({ name: 'Live' })
    expect(userErrors).toEqual([])
    const updatedAt = new Date(clock).toISOString()
    expect(connection).toEqual({ ...made, revision: 2, updatedAt, environments: [{ ...production, name: 'Live', updatedAt }, sandbox] })
    expect(await read(app, made.id)).toEqual(connection)
  })

  it('takes its variables whole', async () => {
    const { connection } = await update({ variables: [{ name: 'shard', value: '7' }] })
    expect(connection.environments[0].variables).toEqual([{ name: 'shard', value: '7' }])
    const { connection: bare } = await update({ variables: [], expectedRevision: 2 })
    expect(bare.environments).toMatchObject([{ variables: [] }, { variables: sandbox.variables }])
  })

  it('takes its credentials in another order and with other settings, and keeps the list that is left out', async () => {
    const action = [
      { vendorKey: second(), authSchemeConfig: header('X-Second') },
      { vendorKey: first(), authSchemeConfig: header('X-Nw-Key') },
    ]
    const { connection, userErrors } = await update({ credentials: { action } })
    expect(userErrors).toEqual([])
    const [one, two] = production.credentials.action
    expect(connection.environments[0].credentials).toEqual({
      action: [{ ...two, authSchemeConfig: { ...two.authSchemeConfig, name: 'X-Second' } }, one],
      trigger: production.credentials.trigger,
    })
  })

  it('makes no revision when it is changed into what it is', async () => {
    const { connection } = await update({ name: 'Production', variables: production.variables })
    expect(connection).toEqual(made)
  })

  it('is deleted, and the others keep their order', async () => {
    const { connection, userErrors } = await remove({})
    expect(userErrors).toEqual([])
    expect(connection).toEqual({ ...made, revision: 2, updatedAt: new Date(clock).toISOString(), environments: [sandbox] })
    expect(await remove({ expectedRevision: 2 })).toEqual({ connection: null, userErrors: [refusal('NOT_FOUND', 'environmentKey')] })
  })
})

describe('a change of an environment is refused', () => {
  it('for a name that is empty, null or of another environment', async () => {
    await expectRefused(update({ name: '' }), refusal('INVALID', 'name'))
    await expectRefused(update({ name: null }), refusal('INVALID', 'name'))
    await expectRefused(update({ name: 'Sandbox' }), refusal('CONFLICT', 'name'))
    await expectRefused(update({ name: 'Production', environmentKey: sandbox.vendorKey }), refusal('CONFLICT', 'name'))
  })

  it('for null where a list must be, which neither keeps nor empties it', async () => {
    await expectRefused(update({ variables: null }), refusal('INVALID', 'variables'))
    await expectRefused(update({ credentials: null }), refusal('INVALID', 'credentials'))
  })

  it('for a variable that stands twice or has no name, at its place', async () => {
    const host = { name: 'host', value: 'a' }
    await expectRefused(update({ variables: [host, host] }), refusal('INVALID', 'variables', '1', 'name'))
    await expectRefused(
      update({ environmentKey: sandbox.vendorKey, variables: [{ name: '', value: 'a' }] }),
      refusal('INVALID', 'variables', '0', 'name'),
    )
  })

  it('for places that are missing, unknown or of another scheme, at their place', async () => {
    const at = ['credentials', 'action']
    const one = { vendorKey: first(), authSchemeConfig: header('X-Nw-Key') }
    await expectRefused(update({ credentials: { action: [one] } }), refusal('INVALID', ...at))
    const strange = { ...one, vendorKey: sandbox.credentials.action[0].vendorKey }
    await expectRefused(
      update({ credentials: { action: [one, strange] } }),
      refusal('INVALID', ...at, '1', 'vendorKey'),
      refusal('INVALID', ...at),
    )
    const other = { vendorKey: second(), authSchemeConfig: { basicAuth: true } }
    await expectRefused(update({ credentials: { action: [one, other] } }), refusal('INVALID', ...at, '1', 'authSchemeConfig', 'basicAuth'))
    const nameless = { vendorKey: second(), authSchemeConfig: header('') }
    await expectRefused(
      update({ credentials: { action: [one, nameless] } }),
      refusal('INVALID', ...at, '1', 'authSchemeConfig', 'apiKey', 'name'),
    )
  })

  it('for an application credential that the organisation does not have, at its place', async () => {
    const scheme = (id: string) => ({
      oauth2: {
        authorizeUrl: 'https://login.example/authorize',
        tokenUrl: 'https://login.example/token',
        scopes: [],
        flows: { authorizationCode: { applicationCredential: { id } } },
      },
    })
    const { id } = production.credentials.action[0].credential
    const places = [{ ...stringPlace('token'), authSchemeConfig: scheme(id) }]
    const { connection } = await patch(app, made, 'versori', {
      environments: [{ vendorKey: sandbox.vendorKey }, environment('QA', { credentials: { action: places } })],
    })
    const [, qa] = connection.environments
    const { vendorKey } = qa.credentials.action[0]
    const { userErrors } = await update({
      expectedRevision: 2,
      environmentKey: qa.vendorKey,
      credentials: { action: [{ vendorKey, authSchemeConfig: scheme('crd_01hq7z9c0d1e2f3g4h5j6k7m8n') }] },
    })
    const path = 'credentials action 0 authSchemeConfig oauth2 flows authorizationCode applicationCredential id'
    expect(userErrors).toEqual([refusal('INVALID', ...path.split(' '))])
    expect(await read(app, made.id)).toEqual(connection)
  })

  it('for an environment that the connection does not have', async () => {
    const other = await make(app, 'versori', httpConnection(org.id))
    for (const environmentKey of ['01HQ80A1B3PR0D00000000000A', other.environments[0].vendorKey, '']) {
      await expectRefused(update({ environmentKey, name: '' }), refusal('NOT_FOUND', 'environmentKey'))
      await expectRefused(remove({ environmentKey }), refusal('NOT_FOUND', 'environmentKey'))
    }
  })

  it('for a revision that is not the current one: STALE, and says what differs', async () => {
    await patch(app, made, 'versori', { name: 'Northwind EU' })
    const stale = { code: 'STALE', path: ['expectedRevision'], currentRevision: 2, changedFields: ['name'] }
    expect(await update({ name: 'Live' })).toMatchObject({ connection: null, userErrors: [stale] })
    expect(await remove({})).toMatchObject({ connection: null, userErrors: [stale] })
  })

  it('for a caller who may only read, and for one who may not read either', async () => {
    const viewer = await app.token(['VIEWER'], org.id)
    const elsewhere = await app.token(['ADMIN'], (await app.workspace('versori', `01HQ7Z3T5E8W2N4K6M9P${String(clock).slice(-6)}`)).id)
    for (const act of [update, remove]) {
      expect(await act({}, viewer)).toMatchObject({ connection: null, userErrors: [{ code: 'FORBIDDEN' }] })
      expect(await act({}, elsewhere)).toEqual({ connection: null, userErrors: [refusal('NOT_FOUND', 'id')] })
    }
  })
})

it('every change of an environment leaves exactly one record, which names the environments', async () => {
  for (const act of [() => update({ name: 'Live' }), () => remove({ expectedRevision: 2 })]) {
    const before = new Set((await app.records()).map(({ id }) => id))
    await act()
    expect((await app.records()).filter(({ id }) => !before.has(id))).toMatchObject([
      { action: 'update', subject: 'connection', subjectId: made.id, workspaceId: org.id, fields: ['environments'], edge: 'graphql' },
    ])
  }
})
