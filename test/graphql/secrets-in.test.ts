import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { make, mutate, patch, read } from './documents.js'

let app: TestApp
let team: Workspace
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
})
afterAll(() => app.close())

type Fields = Record<string, unknown>
const chartbrew = (more: Fields = {}) => make(app, 'chartbrew', { workspaceId: team.id, name: 'Shop', type: 'API', ...more })
/** The secrets as Chartbrew's contract shows them to an administrator. */
const wire = async ({ vendorKey }: { vendorKey: string }) => (await app.rest('GET', `/team/7/connections/${vendorKey}`)).body
const refusal = (...path: string[]) => ({ code: 'INVALID', message: expect.any(String), path: ['patch', 'chartbrew', ...path] })
const notSet = { isSet: false, changedAt: null, version: null }

describe('a secret', () => {
  const secrets = ['password', 'connectionString', 'sshPassword', 'sshPassphrase', 'options', 'firebaseServiceAccount']
  const values: Fields = {
    password: 'teal-Oak-5',
    connectionString: 'mongodb://reporter:q7-Lark@db.example/ledger',
    sshPassword: 'gate-Fox-1',
    sshPassphrase: 'slate-Elm-3',
    options: '{"X-Tenant":"nordic"}',
    firebaseServiceAccount: '{"project_id":"fleet-demo"}',
  }
  const all = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))

  it('that is left out is kept, and its facts do not move', async () => {
    const made = await chartbrew(all)
    const { connection } = await patch(app, made, 'chartbrew', { name: 'Store' })
    for (const name of secrets) expect(connection[name], name).toEqual(made[name])
    expect(await wire(made)).toMatchObject({
      password: 'teal-Oak-5',
      connectionString: 'mongodb://reporter:q7-Lark@db.example/ledger',
      options: { 'X-Tenant': 'nordic' },
      firebaseServiceAccount: { project_id: 'fleet-demo' },
      hasSshPassword: true,
      hasSshPassphrase: true,
    })
  })

  it.each(secrets)('is replaced by a value (%s)', async (name) => {
    const made = await chartbrew(all)
    const { connection, userErrors } = await patch(app, made, 'chartbrew', { [name]: { value: '{"new":"value"}' } })
    expect(userErrors).toEqual([])
    expect(connection[name]).toMatchObject({ isSet: true, version: 2 })
  })

  it.each(secrets)('is removed by clear: true (%s)', async (name) => {
    const made = await chartbrew(all)
    const { connection, userErrors } = await patch(app, made, 'chartbrew', { [name]: { clear: true } })
    expect(userErrors).toEqual([])
    expect(connection[name]).toMatchObject(notSet)
    for (const other of secrets) if (other !== name) expect(connection[other], other).toEqual(made[other])
  })

  it.each(secrets)('is refused with clear: false (%s)', async (name) => {
    const made = await chartbrew(all)
    const { connection, userErrors } = await patch(app, made, 'chartbrew', { [name]: { clear: false } })
    expect(connection).toBeNull()
    expect(userErrors).toEqual([refusal(name, 'clear')])
    expect(await read(app, made.id)).toEqual(made)
  })

  it.each([...secrets, 'authentication'])('is refused as null (%s)', async (name) => {
    const made = await chartbrew(all)
    const { connection, userErrors } = await patch(app, made, 'chartbrew', { [name]: null })
    expect(connection).toBeNull()
    expect(userErrors).toEqual([refusal(name)])
    expect(await read(app, made.id)).toEqual(made)
  })

  it.each([...secrets, 'authentication'])('is refused as null in a new connection too (%s)', async (name) => {
    const { connection, userErrors } = await mutate(app, 'createConnection', {
      connection: { chartbrew: { workspaceId: team.id, name: 'Shop', type: 'API', [name]: null } },
    })
    expect(connection).toBeNull()
    expect(userErrors).toEqual([{ ...refusal(), path: ['connection', 'chartbrew', name] }])
  })

  it('takes exactly one of value and clear, and not null', async () => {
    const made = await chartbrew(all)
    for (const password of [{}, { value: 'a', clear: true }, { value: null }, { clear: null }]) {
      const { body } = await app.graphAnswer(
        'mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { connection { __typename } userErrors { code } } }',
        { input: { id: made.id, expectedRevision: 1, patch: { chartbrew: { password } } } },
      )
      expect(body.data).toBeUndefined()
      expect(body.errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', path: expect.arrayContaining(['input', 'patch', 'chartbrew', 'password']) } },
      ])
    }
    expect(await read(app, made.id)).toEqual(made)
  })

  it('is not removed by an empty value, which a form sends that nobody has touched', async () => {
    const made = await chartbrew(all)
    for (const name of secrets)
      expect((await patch(app, made, 'chartbrew', { [name]: { value: '' } })).userErrors).toEqual([refusal(name, 'value')])
    expect(await read(app, made.id)).toEqual(made)
  })

  it('is never shown: facts about it are all there is', async () => {
    const made = await chartbrew(all)
    expect(made.password).toEqual({ isSet: true, version: 1, changedAt: made.createdAt })
    expect(made.connectionString).toMatchObject({ isSet: true, withoutCredentials: 'mongodb://db.example/ledger' })
    expect(made.options).toMatchObject({ isSet: true, names: ['X-Tenant'] })
    expect(made.firebaseServiceAccount).toMatchObject({ isSet: true, projectId: 'fleet-demo', account: null })
    for (const secret of ['teal-Oak-5', 'q7-Lark', 'gate-Fox-1', 'slate-Elm-3', 'nordic'])
      expect(JSON.stringify(made)).not.toContain(secret)
  })
})

describe('authentication', () => {
  const basic = { basicAuth: { user: 'svc-charts', pass: { value: 'amber-Kite-9' } } }
  const bearer = { bearerToken: { token: { value: 'shp_live_51hXa' } } }

  it('shows its kind and a masked account', async () => {
    expect((await chartbrew({ authentication: basic })).authentication).toMatchObject({ isSet: true, type: 'BASIC_AUTH', account: 's…' })
    expect((await chartbrew({ authentication: bearer })).authentication).toMatchObject({ isSet: true, type: 'BEARER_TOKEN', account: null })
    expect((await chartbrew({ authentication: { noAuth: true } })).authentication).toMatchObject({ ...notSet, type: 'NO_AUTH' })
    expect((await chartbrew()).authentication).toEqual({ ...notSet, type: null, account: null })
  })

  it('keeps the secret that is left out in the same kind', async () => {
    const made = await chartbrew({ authentication: basic })
    const { connection } = await patch(app, made, 'chartbrew', { authentication: { basicAuth: { user: 'robot' } } })
    expect(connection.authentication).toMatchObject({ isSet: true, type: 'BASIC_AUTH', account: 'r…', version: 2 })
    expect((await wire(made)).authentication).toEqual({ type: 'basic_auth', user: 'robot', pass: 'amber-Kite-9' })
  })

  it('keeps the user that is left out in the same kind', async () => {
    const made = await chartbrew({ authentication: basic })
    await patch(app, made, 'chartbrew', { authentication: { basicAuth: { pass: { value: 'new' } } } })
    expect((await wire(made)).authentication).toEqual({ type: 'basic_auth', user: 'svc-charts', pass: 'new' })
  })

  it('removes one secret of it by clear: true', async () => {
    const made = await chartbrew({ authentication: basic })
    await patch(app, made, 'chartbrew', { authentication: { basicAuth: { pass: { clear: true } } } })
    expect((await wire(made)).authentication).toEqual({ type: 'basic_auth', user: 'svc-charts' })
  })

  it('takes nothing over into another kind', async () => {
    const made = await chartbrew({ authentication: basic })
    const { connection } = await patch(app, made, 'chartbrew', { authentication: bearer })
    expect(connection.authentication).toMatchObject({ type: 'BEARER_TOKEN', account: null, version: 2 })
    expect((await wire(made)).authentication).toEqual({ type: 'bearer_token', token: 'shp_live_51hXa' })
    await patch(app, connection, 'chartbrew', { authentication: { basicAuth: { user: 'again' } } })
    expect((await wire(made)).authentication).toEqual({ type: 'basic_auth', user: 'again' })
  })

  it('is removed by noAuth: true', async () => {
    const made = await chartbrew({ authentication: basic })
    const { connection } = await patch(app, made, 'chartbrew', { authentication: { noAuth: true } })
    expect(connection.authentication).toEqual({ ...notSet, type: 'NO_AUTH', account: null })
    expect((await wire(made)).authentication).toEqual({ type: 'no_auth' })
  })

  it('is refused with noAuth: false', async () => {
    const made = await chartbrew({ authentication: basic })
    const { userErrors } = await patch(app, made, 'chartbrew', { authentication: { noAuth: false } })
    expect(userErrors).toEqual([refusal('authentication', 'noAuth')])
  })

  it.each([
    ['basicAuth', 'pass', null, []],
    ['basicAuth', 'pass', { clear: false }, ['clear']],
    ['bearerToken', 'token', null, []],
    ['bearerToken', 'token', { clear: false }, ['clear']],
  ])('is refused at %s.%s for %j', async (kind, field, value, rest) => {
    const made = await chartbrew({ authentication: basic })
    const { userErrors } = await patch(app, made, 'chartbrew', { authentication: { [kind]: { [field]: value } } })
    expect(userErrors).toEqual([refusal('authentication', kind, field, ...rest)])
    expect(await read(app, made.id)).toEqual(made)
  })
})

describe('JSON text', () => {
  it.each([
    ['options', '{"a":'],
    ['options', ''],
    ['options', 'null'],
    ['options', '5'],
    ['options', '"text"'],
    ['firebaseServiceAccount', '{project_id: 1}'],
    ['firebaseServiceAccount', ''],
    ['firebaseServiceAccount', ' null '],
    ['firebaseServiceAccount', '""'],
    ['firebaseServiceAccount', '[1]'],
  ])('of %s that does not fit is refused at its value (%s)', async (field, value) => {
    const made = await chartbrew({ [field]: { value: '{"a":"b"}' } })
    const { connection, userErrors } = await patch(app, made, 'chartbrew', { [field]: { value } })
    expect(connection).toBeNull()
    expect(userErrors).toEqual([refusal(field, 'value')])
    expect(await read(app, made.id)).toEqual(made)
  })

  it('of options may be an object or a list of objects, and names both', async () => {
    const made = await chartbrew({ options: { value: '[{"X-Tenant":"nordic"},{"Accept-Language":"en"}]' } })
    expect(made.options.names).toEqual(['X-Tenant', 'Accept-Language'])
    const { connection } = await patch(app, made, 'chartbrew', { options: { value: '{"authSource":"admin"}' } })
    expect(connection.options.names).toEqual(['authSource'])
    expect((await wire(made)).options).toEqual({ authSource: 'admin' })
  })
})
