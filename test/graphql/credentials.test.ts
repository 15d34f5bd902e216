import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { credential, credentials, mutateCredential, stringData } from './credential-documents.js'
import { environment, httpConnection, make, organisation, read } from './documents.js'

let app: TestApp
let org: Workspace
let clock = Date.parse('2026-03-01T08:00:00.000Z')
beforeAll(async () => {
  app = await boot({ now: () => clock })
  org = await app.workspace('versori', organisation)
})
beforeEach(() => {
  clock += 60_000
})
afterAll(() => app.close())

type Fields = Record<string, unknown>
const create = (fields: Fields, token?: string) => mutateCredential(app, 'create', { workspaceId: org.id, credential: fields }, token)
const made = async (fields: Fields = { name: 'key', data: stringData('teal-Oak-5') }) => (await create(fields)).credential
const patch = ({ id, revision }: { id: string; revision: number }, fields: Fields, token?: string) =>
  mutateCredential(app, 'update', { id, expectedRevision: revision, patch: fields }, token)
const remove = ({ id, revision }: { id: string; revision: number }, token?: string) =>
  mutateCredential(app, 'delete', { id, expectedRevision: revision }, token)
const wire = async ({ vendorKey }: { vendorKey: string }) => (await app.rest('GET', `/o/${organisation}/credentials/${vendorKey}`)).body
const using = (id: string, more: Fields = {}) =>
  httpConnection(org.id, {
    environments: [environment('P', { credentials: { trigger: [{ authSchemeConfig: { basicAuth: true }, credential: { id } }] } })],
    ...more,
  })
const urls = { authorizeUrl: 'https://l.example/a', tokenUrl: 'https://l.example/t' }
const client = { clientId: 'app', clientSecret: { value: 'kept' }, ...urls }

describe('a new credential', () => {
  it('shows facts about what it holds, is used by nothing, and is found by its id', async () => {
    const { credential: one, userErrors } = await create({
      name: 'robot',
      data: { basicAuth: { username: 'ann', password: { value: 'x' } } },
    })
    expect(userErrors).toEqual([])
    const now = new Date(clock).toISOString()
    expect(one).toEqual({
      id: expect.stringMatching(/^crd_[0-9a-z]{26}$/),
      vendorKey: expect.stringMatching(/^[0-9A-Z]{26}$/),
      name: 'robot',
      type: 'BASIC_AUTH',
      data: { username: 'ann', password: { isSet: true, changedAt: now, version: 1 } },
      usages: [],
      revision: 1,
      createdAt: now,
      updatedAt: now,
    })
    expect((await app.graph(`query ($id: ID!) { node(id: $id) { ${credential} } }`, { id: one.id })).node).toEqual(one)
    expect(await wire(one)).toMatchObject({ id: one.vendorKey, name: 'robot', data: { username: 'ann', password: '******' } })
  })

  it('of any type is at the shim what GraphQL made it', async () => {
    const set = { isSet: true, version: 1 }
    for (const [data, type, shown, onWire] of [
      [{ none: true }, 'NONE', null, {}],
      [stringData('x'), 'STRING', { value: set }, { value: '******' }],
      [{ binary: { valueBase64: { value: 'eA==' } } }, 'BINARY', { valueBase64: set }, { valueBase64: '******' }],
      [{ oauth2Client: client }, 'OAUTH2_CLIENT', { clientId: 'app', scopes: [] }, { clientId: 'app', clientSecret: '******', ...urls }],
      [
        { oauth2Token: { ...client, scopes: ['a'], additionalParams: [{ name: 'b', value: 'c' }] } },
        'OAUTH2_TOKEN',
        { scopes: ['a'], accessToken: { isSet: false }, additionalParams: [{ name: 'b', value: 'c' }] },
        { clientId: 'app', clientSecret: '******', ...urls, scopes: ['a'], additionalParams: { b: 'c' } },
      ],
    ] as const) {
      const one = await made({ name: 'robot', data })
      expect(one).toMatchObject({ type, data: shown })
      expect((await wire(one)).data).toEqual(onWire)
    }
  })

  it.each<[string, Fields, string]>([
    ['an empty name', { name: '', data: stringData('x') }, 'name'],
    ['an empty secret', { name: 'k', data: stringData('') }, 'data string value value'],
    ['the mask for a secret', { name: 'k', data: stringData('******') }, 'data string value value'],
    ['a cleared secret', { name: 'k', data: { string: { value: { clear: true } } } }, 'data string value clear'],
    ['data that is chosen by false', { name: 'k', data: { none: false } }, 'data none'],
    ['a file that is no base64', { name: 'k', data: { binary: { valueBase64: { value: '!' } } } }, 'data binary valueBase64 value'],
    ['an address that is none', { name: 'k', data: { oauth2Client: { ...client, tokenUrl: 'x' } } }, 'data oauth2Client tokenUrl'],
  ])('is refused for %s', async (_, fields, path) => {
    const before = (await credentials(app, org.id)).totalCount
    const { credential: one, userErrors } = await create(fields)
    expect(one).toBeNull()
    expect(userErrors).toEqual([{ code: 'INVALID', message: expect.any(String), path: ['credential', ...path.split(' ')] }])
    expect((await credentials(app, org.id)).totalCount).toBe(before)
  })

  it('is refused in a workspace that is none, of another vendor, of others, or where the caller may only read', async () => {
    const team = await app.workspace('chartbrew', '7')
    const other = await app.workspace('versori', '01HQ7Z3T5E8W2N4K6M9P1R3S5W')
    const [viewer, stranger] = [await app.token(['VIEWER', 'REVEALER'], org.id), await app.token(['ADMIN'], other.id)]
    const fields = { name: 'key', data: stringData('x') }
    const into = (workspaceId: string) => mutateCredential(app, 'create', { workspaceId, credential: fields })
    expect((await into('wks_none')).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['workspaceId'] }])
    expect((await into(team.id)).userErrors).toMatchObject([{ code: 'INVALID', path: ['workspaceId'] }])
    expect((await create(fields, stranger)).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['workspaceId'] }])
    expect((await create(fields, viewer)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})

describe('a change to a credential', () => {
  it('keeps what it leaves out, secrets too, and moves no connection that uses it', async () => {
    const one = await made({ name: 'robot', data: { basicAuth: { username: 'ann', password: { value: 'teal-Oak-5' } } } })
    const user = await make(app, 'versori', using(one.id))
    clock += 1000
    const renamed = (await patch(one, { name: 'android' })).credential
    expect(renamed).toMatchObject({ name: 'android', data: one.data, revision: 2, createdAt: one.createdAt })
    expect(renamed.updatedAt).toBe(new Date(clock).toISOString())
    const { credential: two } = await patch(renamed, { data: { basicAuth: { username: 'bob' } } })
    expect(two).toMatchObject({ data: { username: 'bob', password: one.data.password }, revision: 3 })
    const { credential: three } = await patch(two, { data: { basicAuth: { password: { value: 'new' } } } })
    expect(three).toMatchObject({ data: { username: 'bob', password: { isSet: true, version: 4 } } })
    expect(await read(app, user.id)).toMatchObject({
      revision: 1,
      updatedAt: user.updatedAt,
      environments: [{ updatedAt: user.updatedAt }],
    })
  })

  it('that changes nothing makes no revision', async () => {
    const one = await made()
    clock += 1000
    expect((await patch(one, { name: 'key', data: stringData('teal-Oak-5') })).credential).toEqual(one)
    expect((await patch(one, { data: { string: {} } })).credential).toEqual(one)
  })

  it('may remove an optional secret, and no other', async () => {
    const token = { ...client, scopes: [], accessToken: { value: 'a' }, refreshToken: { value: 'r' } }
    const one = await made({ name: 'k', data: { oauth2Token: token } })
    const { credential: two } = await patch(one, { data: { oauth2Token: { accessToken: { clear: true } } } })
    expect(two.data).toMatchObject({ accessToken: { isSet: false }, refreshToken: { isSet: true }, clientSecret: { isSet: true } })
    const { userErrors } = await patch(two, { data: { oauth2Token: { clientSecret: { clear: true } } } })
    expect(userErrors).toMatchObject([{ code: 'INVALID', path: ['patch', 'data', 'oauth2Token', 'clientSecret', 'clear'] }])
  })

  it('to another type takes nothing over', async () => {
    const one = await made()
    const { userErrors } = await patch(one, { data: { basicAuth: { username: 'ann' } } })
    expect(userErrors).toMatchObject([{ code: 'INVALID', path: ['patch', 'data', 'basicAuth', 'password'] }])
    const { credential: two } = await patch(one, { data: { basicAuth: { username: 'ann', password: { value: 'x' } } } })
    expect(two).toMatchObject({ type: 'BASIC_AUTH', data: { username: 'ann', password: { version: 2 } } })
    expect((await patch(two, { data: { none: true } })).credential).toMatchObject({ type: 'NONE', data: null })
  })

  it.each<[string, Fields, string]>([
    ['an empty name', { name: '' }, 'name'],
    ['a name that is null', { name: null }, 'name'],
    ['data that is null', { data: null }, 'data'],
    ['a secret that is null', { data: { string: { value: null } } }, 'data string value'],
    ['clear: false', { data: { string: { value: { clear: false } } } }, 'data string value clear'],
  ])('is refused for %s', async (_, fields, path) => {
    const one = await made()
    expect((await patch(one, fields)).userErrors).toMatchObject([{ code: 'INVALID', path: ['patch', ...path.split(' ')] }])
    expect((await app.graph(`query ($id: ID!) { node(id: $id) { ${credential} } }`, { id: one.id })).node).toEqual(one)
  })

  it('of something older is stale, and says what differs', async () => {
    const one = await made()
    await patch(one, { data: { string: { value: { value: 'other' } } } })
    const stale = { code: 'STALE', path: ['expectedRevision'], currentRevision: 2, changedFields: ['data'] }
    expect((await patch(one, { name: 'late' })).userErrors).toMatchObject([stale])
    expect((await remove(one)).userErrors).toMatchObject([stale])
  })

  it('and a deletion are refused for one that is unknown, of others, no credential, or only to be read', async () => {
    const one = await made()
    const user = await make(app, 'versori', using(one.id))
    const other = await app.workspace('versori', '01HQ7Z3T5E8W2N4K6M9P1R3S5X')
    const [viewer, stranger] = [await app.token(['VIEWER', 'REVEALER'], org.id), await app.token(['ADMIN'], other.id)]
    for (const [target, token, code] of [
      [{ ...one, id: 'crd_01j00000000000000000000000' }, undefined, 'NOT_FOUND'],
      [user, undefined, 'NOT_FOUND'],
      [one, stranger, 'NOT_FOUND'],
      [one, viewer, 'FORBIDDEN'],
    ] as const) {
      expect((await patch(target, { name: 'theirs' }, token)).userErrors).toMatchObject([{ code }])
      expect((await remove(target, token)).userErrors).toMatchObject([{ code }])
    }
  })
})

describe('a deletion of a credential', () => {
  it('is refused while a connection uses it, which it names', async () => {
    const one = await made()
    const user = await make(app, 'versori', using(one.id, { name: 'Orders EU' }))
    const refusal = { code: 'IN_USE', message: 'The credential is in use. Used by Orders EU.', path: null }
    expect(await remove(one)).toEqual({ deletedCredentialId: null, userErrors: [refusal] })
    await app.rest('DELETE', `/o/${organisation}/connections/${user.vendorKey}`)
    expect(await remove(one)).toEqual({ deletedCredentialId: one.id, userErrors: [] })
    expect((await app.graph('query ($id: ID!) { node(id: $id) { id } }', { id: one.id })).node).toBeNull()
    expect((await remove(one)).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }])
  })
})
