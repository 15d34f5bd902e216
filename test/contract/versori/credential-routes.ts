import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { Cases } from '../../support/contract.js'
import { acting, place, text } from './bodies.js'
import { aTime, anUlid, expectRefusal } from './expectations.js'
import { credentialsOf, everyType, holdsSecret, mask } from './organisation.js'
import { addressOf, type World } from './world.js'

export const credentialRouteCases = (world: World): Cases => {
  const named = async (...names: readonly string[]) => {
    const credentials = await credentialsOf(world)
    const made: any[] = []
    for (const name of names) made.push(await credentials.create(text(name)))
    return { credentials, made }
  }
  const names = (page: any): string[] => page.credentials.map(({ name }: any) => name)

  return {
    'creates a credential of the organisation with 201, its secrets as six asterisks and no usages': async () => {
      const credentials = await credentialsOf(world)
      for (const [type, data] of Object.entries(everyType)) {
        const made = await credentials.create({ name: 'robot', type, data })
        expect(made).toEqual({
          id: anUlid,
          type,
          name: 'robot',
          data: expect.any(Object),
          usages: [],
          createdAt: aTime,
          updatedAt: made.createdAt,
        })
        expect(Object.keys(made.data).sort()).toEqual(Object.keys(data).sort())
        expect(holdsSecret(made)).toBe(false)
        expect(await credentials.read(made.id)).toEqual(made)
      }
    },

    'makes the id of a credential itself, and takes no times from a client': async () => {
      const credentials = await credentialsOf(world)
      const foreign = '01HQ7Z9C0D1E2F3G4H5J6K7M8N'
      const made = await credentials.create({ ...text('key'), id: foreign, createdAt: '2001-01-01T00:00:00Z', usages: [{}], errors: ['x'] })
      expect(made.id).not.toBe(foreign)
      expect(made).toMatchObject({ usages: [], createdAt: expect.not.stringContaining('2001') })
      expect(made).not.toHaveProperty('errors')
    },

    'refuses a new credential of no name, no known type or data that does not fit, at its member': async () => {
      const credentials = await credentialsOf(world)
      for (const [changes, field] of [
        [{ name: undefined }, 'name'],
        [{ name: '' }, 'name'],
        [{ type: undefined }, 'type'],
        [{ type: 'password' }, 'type'],
        [{ data: undefined }, 'data'],
        [{ data: {} }, 'data.value'],
        [{ data: { value: mask } }, 'data.value'],
        [{ type: 'basic-auth', data: { username: 7, password: 'x' } }, 'data.username'],
        [{ type: 'none', data: { value: 'x' } }, 'data'],
      ] as const) {
        expectRefusal(await world.send('POST', credentials.at(), { ...text('key'), ...changes }), 400, [field], JSON.stringify(changes))
      }
      for (const body of ['{', '', '[]', 'null']) expectRefusal(await world.send('POST', credentials.at(), body), 400, undefined, body)
      expect(await credentials.list()).toEqual({ totalCount: 0, credentials: [] })
    },

    'lists credentials as summaries without data, the most recently updated first': async () => {
      const { credentials, made } = await named('A', 'B', 'C')
      const [a, b, c] = made
      expect(await credentials.list()).toEqual({
        totalCount: 3,
        credentials: [c, b, a].map(({ id, type, name }) => ({ id, type, name, authSchemeType: 'api-key' })),
      })
      await credentials.replaced(a, { name: 'A again' })
      expect(names(await credentials.list())).toEqual(['A again', 'C', 'B'])
      expect(await (await credentialsOf(world)).list()).toEqual({ totalCount: 0, credentials: [] })
    },

    'lists the credentials that came with a connection too': async () => {
      const credentials = await credentialsOf(world)
      await world.http({ environments: [acting('Production', place(text('nw live key')))] }, credentials.organisation)
      expect(await credentials.list()).toEqual({
        totalCount: 1,
        credentials: [{ id: anUlid, type: 'string', name: 'nw live key', authSchemeType: 'api-key' }],
      })
    },

    'leads through the pages of credentials by next and prev': async () => {
      const { credentials } = await named('A', 'B', 'C', 'D', 'E')
      const first = await credentials.list({ first: '2' })
      const second = await credentials.list({ first: '2', after: first.next })
      const last = await credentials.list({ first: '2', after: second.next })
      expect([first, second, last].map(names)).toEqual([['E', 'D'], ['C', 'B'], ['A']])
      expect([first, second, last].map((page) => Object.keys(page).sort())).toEqual([
        ['credentials', 'next', 'totalCount'],
        ['credentials', 'next', 'prev', 'totalCount'],
        ['credentials', 'prev', 'totalCount'],
      ])
      expect(await credentials.list({ first: '2', before: last.prev })).toEqual(second)
      expect(await credentials.list({ first: '2', before: second.prev })).toEqual(first)
    },

    'gives 20 credentials unless first says otherwise': async () => {
      const { credentials } = await named(...Array.from({ length: 21 }, (_, index) => `key ${index}`))
      expect((await credentials.list()).credentials).toHaveLength(20)
      expect((await credentials.list({ first: '100' })).credentials).toHaveLength(21)
    },

    'refuses a size or a cursor of credentials that is none': async () => {
      const { credentials } = await named('A')
      for (const [query, field] of [
        [{ first: '0' }, 'first'],
        [{ first: '101' }, 'first'],
        [{ first: 'ten' }, 'first'],
        [{ after: 'b2Zmc2V0OjIw' }, 'after'],
        [{ before: 'no cursor' }, 'before'],
        [{ after: 'x', before: 'y' }, 'before'],
      ] as const) {
        expectRefusal(await world.send('GET', credentials.at(), undefined, { query }), 400, [field], JSON.stringify(query))
      }
    },

    'deletes a credential with 204 and an empty body, after which it does not exist': async () => {
      const { credentials, made } = await named('key')
      const { status, text: body } = await credentials.remove(made[0].id)
      expect({ status, body }).toEqual({ status: 204, body: '' })
      expectRefusal(await world.send('GET', credentials.at(made[0].id)), 404)
      expectRefusal(await credentials.put(made[0]), 404)
      expectRefusal(await credentials.remove(made[0].id), 404)
      expect(await credentials.list()).toEqual({ totalCount: 0, credentials: [] })
    },

    'refuses with 409 to delete a credential in use, and names the connections in cause': async () => {
      const { credentials, made } = await named('key')
      const [{ id }] = made
      const user = await world.http({ name: 'Orders EU', environments: [acting('Production', place({ id }))] }, credentials.organisation)
      expect(await credentials.remove(id)).toMatchObject({
        status: 409,
        body: { code: '409000', message: 'The credential is in use.', cause: 'Used by Orders EU.' },
      })
      for (let count = 0; count < 6; count += 1) {
        await world.http({ name: `N${count}`, environments: [acting('P', place({ id }))] }, credentials.organisation)
      }
      expect((await credentials.remove(id)).body.cause).toBe('Used by Orders EU, N0, N1, N2, N3 and 2 more.')
      expect(await credentials.read(id)).toMatchObject({ id, data: { value: mask } })
      expect(await world.read(user)).toEqual(user)
    },

    'answers 404 for a credential that the organisation does not have, and 400 for an id that is no ULID': async () => {
      const { made } = await named('theirs')
      const credentials = await credentialsOf(world)
      for (const id of [made[0].id, newUlid()]) {
        expectRefusal(await world.send('GET', credentials.at(id)), 404)
        expectRefusal(await credentials.put({ ...made[0], id }), 404)
        expectRefusal(await credentials.remove(id), 404)
      }
      for (const id of ['key', made[0].id.toLowerCase()]) {
        expectRefusal(await world.send('GET', credentials.at(id)), 400, ['credential_id'])
        expectRefusal(await credentials.put({ ...made[0], id }), 400, ['credential_id'])
        expectRefusal(await credentials.remove(id), 400, ['credential_id'])
      }
    },

    'asks of credentials for token, organisation and permission before it looks at the body': async () => {
      const { credentials, made } = await named('key')
      const viewer = await world.token(['VIEWER', 'REVEALER'], credentials.organisation)
      const stranger = await world.token(['ADMIN'], await world.organisation())
      for (const [method, path] of [
        ['POST', credentials.at()],
        ['PUT', credentials.at(made[0].id)],
        ['DELETE', credentials.at(made[0].id)],
      ] as const) {
        expectRefusal(await world.send(method, path, '{', { token: null }), 401)
        expectRefusal(await world.send(method, path, '{', { token: stranger }), 404)
        expectRefusal(await world.send(method, path, '{', { token: viewer }), 403)
      }
      for (const path of [credentials.at(), credentials.at(made[0].id)]) {
        expect((await world.send('GET', path, undefined, { token: viewer })).status).toBe(200)
        expectRefusal(await world.send('GET', path, undefined, { token: stranger }), 404)
      }
      expect(await credentials.read(made[0].id)).toEqual(made[0])
    },

    'answers the routes of credentials under /api/connect/v1alpha1 too': async () => {
      const { credentials, made } = await named('key')
      const mounted = `/api/connect/v1alpha1${credentials.at(made[0].id)}`
      expect((await world.send('GET', mounted)).body).toEqual(made[0])
      expect((await world.send('DELETE', mounted)).status).toBe(204)
    },

    'shows the same credential where it is used, without its usages': async () => {
      const { credentials, made } = await named('key')
      const { usages, ...whole } = made[0]
      const user = await world.http({ environments: [acting('Production', place({ id: whole.id }))] }, credentials.organisation)
      expect((await world.send('GET', addressOf(user))).body.environments[0].credentials.action[0].credential).toEqual(whole)
    },
  }
}
