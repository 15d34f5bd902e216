import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { environment, httpConnection, make, mutate, organisation, patch, read, stringPlace } from './documents.js'

let app: TestApp
let org: Workspace
let clock = Date.parse('2026-03-01T08:00:00.000Z')

let made: any
beforeAll(async () => {
  app = await boot({ now: () => clock })
  org = await app.workspace('versori', organisation)
})
beforeEach(async () => {
  clock += 60_000
  made = await make(app, 'versori', httpConnection(org.id, { environments: [environment('Production'), environment('Sandbox')] }))
  clock += 1000
})
afterAll(() => app.close())

type Fields = Record<string, unknown>
const change = (fields: Fields) => patch(app, made, 'versori', fields)
const key = (index: number): string => made.environments[index].vendorKey

async function expectRefused(fields: Fields, code: string, ...paths: (string | number)[][]): Promise<void> {
  const { connection, userErrors } = await change(fields)
  expect(connection).toBeNull()
  expect(userErrors).toMatchObject(paths.map((path) => ({ code, path: ['patch', 'versori', ...path.map(String)] })))
  expect(userErrors).toHaveLength(paths.length)
  expect(await read(app, made.id)).toEqual(made)
}

describe('places', () => {
  const place = (index = 0) => made.environments[0].credentials.action[index]
  const inEnvironment = (action: unknown[]) => ({ environments: [{ vendorKey: key(0), credentials: { action } }, { vendorKey: key(1) }] })
  const at = ['environments', 0, 'credentials', 'action', 0]

  it('take other settings of the same scheme, and keep their credential', async () => {
    const authSchemeConfig = { apiKey: { name: 'nw_key', in: 'QUERY' } }
    const { connection } = await change(inEnvironment([{ vendorKey: place().vendorKey, authSchemeConfig }]))
    expect(connection.environments[0].credentials.action[0]).toEqual({
      ...place(),
      authSchemeConfig: { ...place().authSchemeConfig, name: 'nw_key', in: 'QUERY' },
    })
    expect(connection.authSchemeConfigs).toEqual(made.authSchemeConfigs)
  })

  it('take another order', async () => {
    made = await make(
      app,
      'versori',
      httpConnection(org.id, {
        environments: [environment('P', { credentials: { action: [stringPlace('a'), stringPlace('b')] } }), environment('S')],
      }),
    )
    const { authSchemeConfig } = stringPlace('x')
    const { connection, userErrors } = await change(
      inEnvironment([1, 0].map((index) => ({ vendorKey: place(index).vendorKey, authSchemeConfig }))),
    )
    expect(userErrors).toEqual([])
    expect(connection.environments[0].credentials.action).toEqual([place(1), place(0)])
  })

  it('cannot change their scheme, be left out, be added or be unknown', async () => {
    const { vendorKey } = place()
    const { authSchemeConfig } = stringPlace('x')
    await expectRefused(inEnvironment([{ vendorKey, authSchemeConfig: { basicAuth: true } }]), 'INVALID', [
      ...at,
      'authSchemeConfig',
      'basicAuth',
    ])
    await expectRefused(inEnvironment([]), 'INVALID', at.slice(0, -1))
    await expectRefused(inEnvironment([{ vendorKey, authSchemeConfig }, stringPlace('new')]), 'INVALID', [
      ...at.slice(0, -1),
      1,
      'vendorKey',
    ])
    await expectRefused(
      inEnvironment([{ vendorKey: '01HQ80A1B4EC00000000000001', authSchemeConfig }]),
      'INVALID',
      [...at, 'vendorKey'],
      at.slice(0, -1),
    )
    await expectRefused(
      inEnvironment([
        { vendorKey, authSchemeConfig },
        { vendorKey, authSchemeConfig },
      ]),
      'INVALID',
      [...at.slice(0, -1), 1, 'vendorKey'],
    )
  })

  it('cannot change their credential', async () => {
    const { vendorKey } = place()
    await expectRefused(inEnvironment([{ ...stringPlace('other'), vendorKey }]), 'INVALID', [...at, 'credential'])
    const { authSchemeConfig } = stringPlace('x')
    const { connection } = await change(inEnvironment([{ vendorKey, authSchemeConfig, credential: { id: place().credential.id } }]))
    expect(connection).toEqual(made)
  })
})

describe('a shared credential', () => {
  const using = (credential: Fields, more: Fields = {}) =>
    httpConnection(org.id, {
      environments: [environment('P', { credentials: { action: [{ authSchemeConfig: { none: true }, credential }] } })],
      ...more,
    })
  const at = ['connection', 'versori', 'environments', '0', 'credentials', 'action', '0', 'credential']
  const refusal = async (fields: Fields) => (await mutate(app, 'createConnection', { connection: { versori: fields } })).userErrors

  it('is used again by its id', async () => {
    const { credential } = made.environments[0].credentials.action[0]
    const other = await make(app, 'versori', using({ id: credential.id }))
    expect(other.environments[0].credentials.action[0].credential).toEqual(credential)
    const { node } = await app.graph(
      'query ($id: ID!) { node(id: $id) { ... on VersoriCredential { id name type vendorKey revision } } }',
      { id: credential.id },
    )
    expect(node).toEqual({ id: credential.id, name: 'Production key', type: 'STRING', vendorKey: credential.vendorKey, revision: 1 })
  })

  it('is refused when there is no such credential in the organisation', async () => {
    const elsewhere = await app.workspace('versori', '01HQ7Z3T5E8W2N4K6M9P1R3S5W')
    const foreign = await make(app, 'versori', httpConnection(elsewhere.id))
    for (const id of [foreign.environments[0].credentials.action[0].credential.id, 'crd_01hq80a1b4ec00000000000001', 'x', '']) {
      expect(await refusal(using({ id }))).toEqual([{ code: 'INVALID', message: expect.any(String), path: [...at, 'id'] }])
    }
  })

  it.each([
    ['name', { data: { none: true } }, ['name']],
    ['name', { name: '', data: { none: true } }, ['name']],
    ['data', { name: 'x' }, ['data']],
    ['data', { name: 'x', data: { none: false } }, ['data', 'none']],
    ['secret', { name: 'x', data: { string: { value: { value: '' } } } }, ['data', 'string', 'value', 'value']],
    ['secret', { name: 'x', data: { string: { value: { clear: true } } } }, ['data', 'string', 'value', 'clear']],
    ['secret', { name: 'x', data: { string: { value: { value: '******' } } } }, ['data', 'string', 'value', 'value']],
    ['secret', { name: 'x', data: { binary: { valueBase64: { value: 'no base64!' } } } }, ['data', 'binary', 'valueBase64', 'value']],
  ])('that is new needs a fitting %s (%j)', async (_, credential, path) => {
    expect(await refusal(using(credential))).toEqual([{ code: 'INVALID', message: expect.any(String), path: [...at, ...path] }])
  })

  it('of an OAuth 2.0 application refuses a parameter that is named twice', async () => {
    const additionalParams = [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
      { name: 'a', value: '3' },
    ]
    const oauth2Client = {
      clientId: 'c',
      clientSecret: { value: 's' },
      authorizeUrl: 'https://a.example',
      tokenUrl: 'https://t.example',
      additionalParams,
    }
    const errors = await refusal(using({ name: 'app', data: { oauth2Client } }))
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ code: 'INVALID' })
    expect(errors[0].path.slice(0, at.length + 4)).toEqual([...at, 'data', 'oauth2Client', 'additionalParams', '2'])
  })
})
