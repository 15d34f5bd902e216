import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { atEachRoute, connection, connections, expectJson, expectText, type GetTeam } from './team.js'

const wrongTokens = ['nonsense', 'swb_a_b', 'swb_admin_0000', 'test-admin-token-0123456789abcdeg', 'eyJhbGciOiJIUzI1NiJ9.e30.x']
const notFound = { error: 'Not Found' }

export const errorCases = (team: GetTeam): Cases => ({
  'a request without a token gets the text Token is missing. on every route': async () => {
    await atEachRoute(team(), 1, { token: null }, (answer) => expectText(answer, 401, 'Token is missing.'))
  },

  'a token that is unknown gets the text Unauthorized access. on every route': async () => {
    for (const token of wrongTokens) {
      await atEachRoute(team(), 1, { token }, (answer) => expectText(answer, 401, 'Unauthorized access.'))
    }
  },

  'an expired and a revoked token get the text Unauthorized access.': async () => {
    const { app, passTime, otherId } = team()
    const path = '/team/8/connections'
    const make = async (expiresAt: string | null): Promise<{ secret: string; token: { id: string } }> => {
      const { createToken } = await app.graph(
        'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { id } userErrors { message } } }',
        { input: { name: 'Short', expiresAt, grants: [{ workspaceId: otherId, roles: ['VIEWER'] }] } },
      )
      return createToken
    }
    const expiring = await make(new Date(app.app.deps.now() + 1000).toISOString())
    expect((await app.rest('GET', path, undefined, { token: expiring.secret })).status).toBe(200)
    passTime(1001)
    expectText(await app.rest('GET', path, undefined, { token: expiring.secret }), 401, 'Unauthorized access.')

    const revoked = await make(null)
    expect((await app.rest('GET', path, undefined, { token: revoked.secret })).status).toBe(200)
    await app.graph('mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { userErrors { message } } }', {
      input: { id: revoked.token.id },
    })
    expectText(await app.rest('GET', path, undefined, { token: revoked.secret }), 401, 'Unauthorized access.')
  },

  'a lower-case bearer prefix does not open': async () => {
    const { app, viewer } = team()
    for (const authorization of [`bearer ${viewer}`, `BEARER ${viewer}`, `Basic ${viewer}`]) {
      expectText(await app.rest('GET', connections, undefined, { token: null, headers: { authorization } }), 401, 'Unauthorized access.')
    }
  },

  'token and team are checked before the body is read': async () => {
    const { app, foreigner } = team()
    expectText(await app.rest('POST', connections, '{', { token: null }), 401, 'Token is missing.')
    expectJson(await app.rest('POST', connections, '{', { token: foreigner }), 403, { message: 'Access denied' })
    expectJson(await app.rest('POST', connections, 'x', { token: foreigner, headers: { 'content-type': 'text/plain' } }), 403, {
      message: 'Access denied',
    })
  },

  'a connection that is unknown, or of another team, is not found on any of its routes, whatever the body': async () => {
    const { app } = team()
    const { body: theirs } = await app.rest('POST', '/team/8/connections', { name: 'Theirs', type: 'mysql', host: 'theirs.example' })
    for (const id of ['999999', '0', '-1', '2147483648', '9'.repeat(30), String(theirs.id)]) {
      expectJson(await app.rest('GET', connection(id)), 404, notFound)
      for (const body of [{ name: 'No' }, { type: 'oracle' }]) expectJson(await app.rest('PUT', connection(id), body), 404, notFound)
      expectJson(await app.rest('DELETE', connection(id)), 404, notFound)
      for (const body of [{ name: 'No' }, {}, undefined, '[]'])
        for (const part of ['duplicate', 'files']) expectJson(await app.rest('POST', `${connection(id)}/${part}`, body), 404, notFound)
    }
    const { OAuth, ...kept } = (await app.rest('GET', `/team/8/connections/${theirs.id}`)).body
    expect(kept).toEqual(theirs)
  },

  'a connection id that is no integer is refused by name, on each of its routes': async () => {
    const { app } = team()
    for (const id of ['new', '1.5', '1x', '0x1', '%20', "1'--"]) {
      for (const [method, part, body] of [
        ['GET', ''],
        ['PUT', '', { name: 'No' }],
        ['DELETE', ''],
        ['POST', '/duplicate', {}],
        ['POST', '/files', {}],
      ] as const) {
        expectJson(await app.rest(method, connection(id) + part, body), 400, { error: 'connection_id: must be an integer' })
      }
    }
  },

  'a body that is malformed JSON is refused in JSON, without repeating it': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Whole', type: 'mysql' })
    for (const text of ['{', '{"name":"zq-marked",}', 'zq-marked', '{"name":"zq-marked"', "{'name':'zq-marked'}", '{"a":1}{"b":2}']) {
      for (const [method, path] of [
        ['POST', connections],
        ['PUT', connection(id)],
      ] as const) {
        const answer = await app.rest(method, path, text)
        expectJson(answer, 400, { error: expect.stringMatching(/\S/) })
        expect(answer.text).not.toContain('zq-marked')
      }
    }
    expect((await get(id)).name).toBe('Whole')
  },

  'a body that is too large is refused in JSON': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Small', type: 'mysql' })
    const huge = { name: 'Huge', type: 'mysql', schema: { text: 'x'.repeat(1024 * 1024) } }
    expectJson(await app.rest('POST', connections, huge), 413, { error: expect.stringMatching(/\S/) })
    expectJson(await app.rest('PUT', connection(id), huge), 413, { error: expect.stringMatching(/\S/) })
    expect((await get(id)).name).toBe('Small')
  },

  'a body as large as the real server takes is taken': async () => {
    const schema = { apiAiContext: { raw: 'x'.repeat(95_000) } }
    expect((await team().post({ name: 'Large', type: 'api', schema })).schema).toEqual(schema)
  },

  'a body of another content type is refused in JSON': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Typed', type: 'mysql' })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'nonsense',
    ]) {
      for (const [method, path] of [
        ['POST', connections],
        ['PUT', connection(id)],
      ] as const) {
        const answer = await app.rest(method, path, '{"name":"zq-marked","type":"mysql"}', { headers: { 'content-type': type } })
        expectJson(answer, 415, { error: expect.stringMatching(/\S/) })
        expect(answer.text).not.toContain('zq-marked')
      }
    }
    expect((await get(id)).name).toBe('Typed')
  },

  'a JSON content type may name its charset': async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const { status, body } = await team().app.rest('POST', connections, { name: 'Ünïcode', type: 'mysql' }, { headers })
    expect([status, body.name]).toEqual([200, 'Ünïcode'])
  },

  'a POST or PUT without a body, or with one that is no object, is refused in JSON': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Bodied', type: 'mysql' })
    for (const body of [undefined, '', '  ', 'null', '[]', '"zq-marked"', '5', 'true']) {
      for (const [method, path] of [
        ['POST', connections],
        ['PUT', connection(id)],
      ] as const) {
        const answer = await app.rest(method, path, body)
        expectJson(answer, 400, { error: expect.stringMatching(/^body: \S/) })
        expect(answer.text).not.toContain('zq-marked')
      }
    }
    expect((await get(id)).name).toBe('Bodied')
  },

  'POST needs name and type, and says which is missing': async () => {
    const { app, list } = team()
    const before = await list()
    expectJson(await app.rest('POST', connections, { type: 'mysql' }), 400, { error: 'name: is required' })
    expectJson(await app.rest('POST', connections, { name: 'Typeless' }), 400, { error: 'type: is required' })
    expectJson(await app.rest('POST', connections, {}), 400, { error: 'name: is required; type: is required' })
    expect(await list()).toEqual(before)
  },

  'a path that is no route is not found, in JSON': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Routed', type: 'mysql' })
    const strays = [
      ['PATCH', connection(id)], ['PATCH', connections], ['PUT', connections], ['DELETE', connections], ['POST', connection(id)],
      ['GET', '/team'], ['GET', '/team/7'], ['GET', '/team/7/connection'], ['GET', `${connection(id)}/nothing/here`],
      ['GET', '/connection'], ['GET', '/project/1/connection'], ['GET', `/team/7/connections/${'1'.repeat(3000)}`],
      ['GET', '/team/7/connections/%E0%A4%A'],
    ] as const // prettier-ignore
    for (const [method, path] of strays) expectJson(await app.rest(method, path, method === 'GET' ? undefined : {}), 404, notFound)
    expect((await get(id)).name).toBe('Routed')
  },
})
