import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { RestAnswer } from '../../support/boot.js'
import type { Cases } from '../../support/contract.js'
import { environment, httpBody } from './bodies.js'
import { expectRefusal } from './expectations.js'
import { addressOf, updateOf, type World } from './world.js'

export const accessCases = (world: World): Cases => {
  const asked = (organisation: string, headers: Readonly<Record<string, string>>): Promise<RestAnswer> =>
    world.send('GET', `/o/${organisation}/connections`, undefined, { token: null, headers })
  const written = (organisation: string, headers: Readonly<Record<string, string>>): Promise<RestAnswer> =>
    world.send('POST', `/o/${organisation}/protocols/http/connections`, httpBody(), { token: null, headers })

  return {
    'opens by a cookie whose name is cookie, for reads and writes': async () => {
      const organisation = await world.organisation()
      const cookie = `theme=dark; cookie=${await world.token(['EDITOR'], organisation)}; lang=en`
      expect((await asked(organisation, { cookie })).status).toBe(200)
      expect((await written(organisation, { cookie })).status).toBe(201)
    },

    'opens by a bearer token': async () => {
      const organisation = await world.organisation()
      const token = await world.token(['EDITOR'], organisation)
      expect((await asked(organisation, { authorization: `Bearer ${token}` })).status).toBe(200)
      expect((await written(organisation, { authorization: `bearer ${token}`, origin: 'https://elsewhere.example' })).status).toBe(201)
    },

    'refuses with 401 a caller without a cookie or with a bad one': async () => {
      const organisation = await world.organisation()
      const token = await world.token(['VIEWER'], organisation)
      expectRefusal(await asked(organisation, {}), 401)
      expectRefusal(await asked(organisation, { cookie: 'cookie=' }), 401)
      expectRefusal(await asked(organisation, { cookie: `session=${token}` }), 401)
      expectRefusal(await asked(organisation, { cookie: `cookie=${token}x` }), 401)
      expectRefusal(await asked(organisation, { authorization: `Bearer ${token}x` }), 401)
      expectRefusal(await written(newUlid(), {}), 401)
    },

    'refuses a write by cookie from a page of another origin': async () => {
      const made = await world.http()
      const cookie = `cookie=${await world.token(['EDITOR'], made.organisationId)}`
      for (const origin of ['https://elsewhere.example', 'null', 'https://switchboard.example.elsewhere.example', 'no url']) {
        const headers = { cookie, origin, host: 'switchboard.example' }
        expectRefusal(await written(made.organisationId, headers), 401)
        expectRefusal(await world.send('PUT', addressOf(made), { ...updateOf(made), name: 'Theirs' }, { token: null, headers }), 401)
        expectRefusal(await world.send('DELETE', addressOf(made), undefined, { token: null, headers }), 401)
        expect((await asked(made.organisationId, headers)).status).toBe(200)
      }
      expect(await world.list(made.organisationId)).toEqual({ totalCount: 1, connections: [made] })
    },

    'takes a write by cookie from a page of the same origin': async () => {
      const organisation = await world.organisation()
      const cookie = `cookie=${await world.token(['EDITOR'], organisation)}`
      const headers = { cookie, origin: 'https://switchboard.example', host: 'switchboard.example' }
      expect((await written(organisation, headers)).status).toBe(201)
    },

    'refuses with 403 a write by one who may only read': async () => {
      const made = await world.http({ environments: [environment('Production')] })
      const token = await world.token(['VIEWER', 'REVEALER'], made.organisationId)
      const path = addressOf(made)
      expectRefusal(
        await world.send('POST', `/o/${made.organisationId}/protocols/http/connections`, httpBody({ name: 'Theirs' }), { token }),
        403,
      )
      expectRefusal(await world.send('PUT', path, { ...updateOf(made), name: 'Theirs' }, { token }), 403)
      expectRefusal(await world.send('DELETE', path, undefined, { token }), 403)
      const [{ id }] = made.environments
      for (const [method, child, body] of [
        ['PUT', `environments/${id}`, { id, name: 'Theirs' }],
        ['DELETE', `environments/${id}`, undefined],
        ['POST', 'versions', { name: '1.0.0' }],
        ['PUT', 'versions/1.0.0', { name: '1.0.1' }],
        ['DELETE', 'versions/1.0.0', undefined],
        ['POST', 'versions/1.0.0/publish', undefined],
        ['POST', 'versions/1.0.0/unpublish', undefined],
      ] as const) {
        expectRefusal(await world.send(method, `${path}/${child}`, body, { token }), 403, undefined, `${method} ${child}`)
      }
      for (const child of ['environments', `environments/${id}`, 'versions']) {
        expect((await world.send('GET', `${path}/${child}`, undefined, { token })).status).toBe(200)
      }
      expect((await world.send('GET', path, undefined, { token })).body).toEqual(made)
      expect(await world.list(made.organisationId)).toEqual({ totalCount: 1, connections: [made] })
    },

    'answers 404 for the organisation of others exactly as for one that does not exist': async () => {
      const [made, own] = [await world.http(), await world.organisation()]
      const token = await world.token(['ADMIN'], own)
      const body = updateOf(made)
      for (const [method, path] of [
        ['GET', 'connections'],
        ['POST', 'protocols/http/connections'],
        ['GET', `connections/${made.id}`],
        ['PUT', `connections/${made.id}`],
        ['DELETE', `connections/${made.id}`],
        ['GET', `connections/${made.id}/environments`],
        ['PUT', `connections/${made.id}/environments/${newUlid()}`],
        ['GET', `connections/${made.id}/versions`],
        ['POST', `connections/${made.id}/versions`],
        ['POST', `connections/${made.id}/versions/1.0.0/publish`],
      ] as const) {
        const input = method === 'POST' || method === 'PUT' ? body : undefined
        const theirs = await world.send(method, `/o/${made.organisationId}/${path}`, input, { token })
        const nobodys = await world.send(method, `/o/${newUlid()}/${path}`, input, { token })
        expectRefusal(theirs, 404)
        expect(theirs.body).toEqual(nobodys.body)
      }
      expect(await world.read(made)).toEqual(made)
    },

    'answers 404 for a connection that the organisation does not have': async () => {
      const [made, organisationId] = [await world.http(), await world.organisation()]
      for (const strange of [
        { ...made, organisationId },
        { ...made, id: newUlid() },
      ]) {
        expectRefusal(await world.send('GET', addressOf(strange)), 404)
        expectRefusal(await world.put(strange), 404)
        expectRefusal(await world.send('DELETE', addressOf(strange)), 404)
      }
    },

    'refuses with 400 or 404 an id in the path that is no ULID': async () => {
      const made = await world.http()
      expectRefusal(await world.send('GET', addressOf({ ...made, id: 'orders' })), 400, ['connection_id'])
      expectRefusal(await world.send('PUT', addressOf({ ...made, id: '7' }), updateOf(made)), 400, ['connection_id'])
      expectRefusal(await world.send('DELETE', addressOf({ ...made, id: made.id.toLowerCase() })), 400, ['connection_id'])
      expectRefusal(await world.send('GET', '/o/northwind/connections'), 404)
    },

    'asks for token, organisation and permission before it looks at the body': async () => {
      const organisation = await world.organisation()
      const path = `/o/${organisation}/protocols/http/connections`
      const viewer = await world.token(['VIEWER'], organisation)
      expectRefusal(await world.send('POST', path, '{', { token: null }), 401)
      expectRefusal(await world.send('POST', path, '{', { token: viewer }), 403)
      expectRefusal(await world.send('POST', `/o/${newUlid()}/protocols/http/connections`, '{'), 404)
      expectRefusal(await world.send('POST', path, '{'), 400)
      const versions = `/o/${organisation}/connections/${newUlid()}/versions`
      expectRefusal(await world.send('POST', versions, '{', { token: viewer }), 403)
      expectRefusal(await world.send('POST', versions, '{'), 400)
      expectRefusal(await world.send('POST', versions, {}), 404)
    },
  }
}
