import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { acting, place, text } from './bodies.js'
import { expectRefusal } from './expectations.js'
import { client, credentialsOf, everyType, holdsSecret, mask, type Credentials } from './organisation.js'
import { addressOf, type World } from './world.js'

export const credentialWriteCases = (world: World): Cases => {
  const make = async (type: string, data: object = everyType[type]): Promise<{ credentials: Credentials; made: any }> => {
    const credentials = await credentialsOf(world)
    return { credentials, made: await credentials.create({ name: 'robot', type, data }) }
  }
  const revision = async (credentials: Credentials, id: string): Promise<unknown> =>
    (await world.send('GET', credentials.at(id))).headers.etag

  return {
    'updates a credential by its whole with 200, for every connection that uses it': async () => {
      const { credentials, made } = await make('basic-auth')
      const users = []
      for (const name of ['First', 'Second']) {
        users.push(await world.http({ name, environments: [acting('P', place({ id: made.id }))] }, credentials.organisation))
      }
      const answer = await credentials.put(made, { name: 'android', data: { username: 'android', password: mask } })
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({ id: made.id, name: 'android', data: { username: 'android', password: mask } })
      expect(answer.body.createdAt).toBe(made.createdAt)
      expect(answer.body.updatedAt > made.updatedAt).toBe(true)
      expect(await credentials.read(made.id)).toEqual(answer.body)
      for (const user of users) {
        const [{ credentials: held }] = (await world.read(user)).environments
        expect(held.action[0].credential).toMatchObject({ name: 'android', data: { username: 'android', password: mask } })
      }
    },

    'moves nothing in the connections that use a credential when it is updated': async () => {
      const { credentials, made } = await make('string')
      const user = await world.http({ environments: [acting('P', place({ id: made.id }))] }, credentials.organisation)
      const before = await world.send('GET', addressOf(user))
      await credentials.replaced(made, { data: { value: 'another' } })
      const after = await world.send('GET', addressOf(user))
      expect(after.headers.etag).toBe(before.headers.etag)
      expect(after.body.updatedAt).toBe(before.body.updatedAt)
      expect(after.body.environments[0].updatedAt).toBe(before.body.environments[0].updatedAt)
    },

    'changes nothing when the body of a GET of a credential is sent back, whatever its type': async () => {
      for (const type of Object.keys(everyType)) {
        const { credentials, made } = await make(type)
        const before = await revision(credentials, made.id)
        expect(await credentials.replaced(await credentials.read(made.id)), type).toEqual(made)
        expect(await revision(credentials, made.id), type).toBe(before)
      }
    },

    'takes six asterisks for the stored secret, and anything else for a new one': async () => {
      const { credentials, made } = await make('oauth2-token')
      const first = await revision(credentials, made.id)
      const again = await credentials.put(made, { data: everyType['oauth2-token'] })
      expect([again.status, again.headers.etag]).toEqual([200, first])
      for (const member of ['clientSecret', 'accessToken', 'refreshToken']) {
        const before = await revision(credentials, made.id)
        const { status, body, headers } = await credentials.put(made, { data: { ...made.data, [member]: 'kept-new' } })
        expect([status, body.data[member]]).toEqual([200, mask])
        expect(headers.etag).not.toBe(before)
        const same = await credentials.put(made, { data: { ...made.data, [member]: 'kept-new' } })
        expect(same.headers.etag).toBe(headers.etag)
      }
    },

    'keeps an access or refresh token that is left out, and removes it for null': async () => {
      const { credentials, made } = await make('oauth2-token')
      const { accessToken, refreshToken, ...rest } = made.data
      const before = await revision(credentials, made.id)
      expect((await credentials.replaced(made, { data: rest })).data).toEqual(made.data)
      expect(await revision(credentials, made.id)).toBe(before)
      expect((await credentials.replaced(made, { data: { ...rest, accessToken: null } })).data).toEqual({ ...rest, refreshToken })
      expect((await credentials.replaced(made, { data: { ...rest, refreshToken: null } })).data).toEqual(rest)
      expectRefusal(await credentials.put(made, { data: { ...rest, accessToken } }), 400, ['data.accessToken'])
    },

    'replaces what is plain: scopes and parameters that are left out are gone': async () => {
      const { credentials, made } = await make('oauth2-client')
      const { data } = await credentials.replaced(made, { data: { ...client, clientSecret: mask } })
      expect(data).toEqual({ ...client, clientSecret: mask })
    },

    'takes another type with all that it needs, and a stored secret only in its own member': async () => {
      const { credentials, made } = await make('string')
      expectRefusal(await credentials.put(made, { type: 'basic-auth' }), 400, ['data.username', 'data.password'])
      expectRefusal(await credentials.put(made, { type: 'basic-auth', data: { username: 'x', password: mask } }), 400, ['data.password'])
      const basic = await credentials.replaced(made, { type: 'basic-auth', data: { username: 'x', password: 'kept-password' } })
      expect(basic).toMatchObject({ type: 'basic-auth', data: { username: 'x', password: mask } })
      expectRefusal(await credentials.put(made), 400, ['data.value'])

      const app = await credentials.create({ name: 'app', type: 'oauth2-client', data: client })
      const token = await credentials.replaced(app, { type: 'oauth2-token', data: { ...app.data, scopes: [] } })
      expect(token.data).toEqual({ ...client, clientSecret: mask, scopes: [] })
    },

    'refuses an update of a credential that lacks or mistakes a member, at its name, with nothing applied': async () => {
      const { credentials, made } = await make('basic-auth')
      for (const [changes, field] of [
        [{ name: undefined }, 'name'],
        [{ name: 7 }, 'name'],
        [{ type: undefined }, 'type'],
        [{ type: 'oauth1' }, 'type'],
        [{ data: undefined }, 'data'],
        [{ data: 'x' }, 'data'],
        [{ data: { username: 'robot' } }, 'data.password'],
        [{ data: { username: 'robot', password: null } }, 'data.password'],
        [{ data: { username: 'robot', password: '' } }, 'data.password'],
        [{ data: { username: null, password: mask } }, 'data.username'],
        [{ id: '01HQ7Z9C0D1E2F3G4H5J6K7M8N' }, 'id'],
        [{ id: 7 }, 'id'],
      ] as const) {
        const body = { ...made, ...changes }
        expectRefusal(await world.send('PUT', credentials.at(made.id), body), 400, [field], JSON.stringify(changes))
      }
      for (const body of ['{', '', '[]', '7']) expectRefusal(await world.send('PUT', credentials.at(made.id), body), 400, undefined, body)
      expect(await credentials.read(made.id)).toEqual(made)
    },

    'honours If-Match on credentials: a stale one is refused with 412, with nothing applied': async () => {
      const { credentials, made } = await make('string')
      const tag = String(await revision(credentials, made.id))
      const matching = (etag: string) => ({ headers: { 'if-match': etag } })
      expect(tag).toBe('"1"')
      const second = await credentials.put(made, { name: 'second' }, matching(tag))
      expect([second.status, second.headers.etag]).toEqual([200, '"2"'])
      expectRefusal(await credentials.put(made, { name: 'third' }, matching(tag)), 412)
      expectRefusal(await credentials.remove(made.id, matching(tag)), 412)
      expectRefusal(await credentials.put(made, {}, matching('"x"')), 412)
      expect(await credentials.read(made.id)).toMatchObject({ name: 'second' })
      expect((await credentials.remove(made.id, matching('*'))).status).toBe(204)
    },

    'shows no secret of a credential in any answer, to anybody': async () => {
      const credentials = await credentialsOf(world)
      const token = await world.token(['ADMIN', 'REVEALER'], credentials.organisation)
      for (const [type, data] of Object.entries(everyType)) {
        const made = await world.send('POST', credentials.at(), { name: 'robot', type, data }, { token })
        const answers = [
          made,
          await world.send('GET', credentials.at(made.body.id), undefined, { token }),
          await credentials.put(made.body, { data }, { token }),
          await world.send('GET', credentials.at(), undefined, { token }),
        ]
        for (const { status, body, text: raw } of answers)
          expect([status < 300, holdsSecret(body), raw.includes('kept')]).toEqual([true, false, false])
      }
      await credentials.create(text('key', 'kept'))
      expect(holdsSecret(await credentials.list())).toBe(false)
    },
  }
}
