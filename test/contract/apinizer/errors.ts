import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { boot } from '../../support/boot.js'
import type { Cases } from '../../support/contract.js'
import { connection, connections, email, expectError, routes, type GetWorld } from './world.js'

const marker = 'zq-marked'
const permission = 'User does not have required permission for this operation!'
const notFound = (name: string): string => `Connection (name: ${name}) was not found!`
const exists = (name: string): string => `Connection (name: ${name}) already exists!`

export const errorCases = (world: GetWorld): Cases => ({
  'no, a malformed, an unknown, an expired and a revoked token get the same 401 on every route': async () => {
    const { app, id, name } = await world()
    const make = async (expiresAt: string | null): Promise<{ secret: string; token: { id: string } }> => {
      const { createToken } = await app.graph(
        'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { id } userErrors { message } } }',
        { input: { name: 'Short', expiresAt, grants: [{ workspaceId: id, roles: ['ADMIN'] }] } },
      )
      return createToken
    }
    const revoked = await make(null)
    await app.graph('mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { userErrors { message } } }', {
      input: { id: revoked.token.id },
    })
    const expired = await make(new Date(Date.now() + 50).toISOString())
    await new Promise((done) => setTimeout(done, 80))
    for (const [method, path, body] of routes(name())) {
      for (const token of [null, 'nonsense', 'eyJhbGciOiJIUzI1NiJ9.e30.x', revoked.secret, expired.secret]) {
        expectError(await app.rest(method, path, body, { token }), 401, 'unauthorized_client', 'Invalid token')
      }
      for (const authorization of ['Basic abc', 'Bearer', revoked.secret]) {
        expectError(
          await app.rest(method, path, body, { token: null, headers: { authorization } }),
          401,
          'unauthorized_client',
          'Invalid token',
        )
      }
    }
  },

  'a project that is unknown, of other casing or not visible is not found on any route': async () => {
    const { app, foreigner, name } = await world()
    for (const [method, path, body] of routes(name())) {
      const unknown = path.replace('MyProject', 'Nowhere')
      expectError(await app.rest(method, unknown, body), 404, 'not_found', "Project 'Nowhere' not found")
      expectError(await app.rest(method, path.replace('MyProject', 'myproject'), body), 404, 'not_found', "Project 'myproject' not found")
      expectError(await app.rest(method, path, body, { token: foreigner }), 404, 'not_found', "Project 'MyProject' not found")
    }
  },

  'an unknown connection is 404 for GET and 400 for PUT and DELETE': async () => {
    const { app, at } = await world()
    expectError(await at('GET', 'Nobody'), 404, 'not_found', notFound('Nobody'))
    expectError(await at('PUT', 'Nobody', email('Nobody')), 400, 'bad_request', notFound('Nobody'))
    expectError(await at('DELETE', 'Nobody'), 400, 'bad_request', notFound('Nobody'))
    const elsewhere = '/apiops/projects/OtherProject/connections/Theirs/'
    expect((await app.rest('POST', elsewhere, email('Theirs'))).status).toBe(200)
    expectError(await at('GET', 'Theirs'), 404, 'not_found', notFound('Theirs'))
  },

  'POST of a name that exists is refused, whatever its casing and its type': async () => {
    const { at, post, get, name } = await world()
    const one = name('Taken')
    await post(email(one))
    const before = await get(one)
    for (const other of [one, one.toUpperCase(), one.toLowerCase()]) {
      expectError(await at('POST', other, email(other)), 400, 'bad_request', exists(other))
      expectError(await at('POST', other, { type: 'logback', name: other }), 400, 'bad_request', exists(other))
    }
    expect(await get(one)).toEqual(before)
  },

  'PUT onto a name that exists is refused with the new name': async () => {
    const { at, post, get, name } = await world()
    const [one, other] = [name('first'), name('second')]
    await post(email(one))
    await post({ type: 'logback', name: other } as { name: string })
    for (const taken of [other, other.toUpperCase()]) {
      expectError(await at('PUT', one, email(taken)), 400, 'bad_request', exists(taken))
    }
    expect((await get(one)).name).toBe(one)
  },

  'a blank name in the path is refused by GET, POST, PUT and DELETE': async () => {
    const { app } = await world()
    for (const [method, body] of [['GET'], ['POST', email(' ')], ['PUT', email(' ')], ['DELETE']] as const) {
      for (const blank of ['%20', '%20%20', '%09']) {
        expectError(await app.rest(method, `${connections}${blank}/`, body), 400, 'bad_request', 'Connection name can not be empty!')
      }
    }
  },

  'POST with another name in the body than in the path is refused with both': async () => {
    const { at } = await world()
    expectError(await at('POST', 'A', email('B')), 400, 'bad_request', 'Connection name in path (A) does not match name in body (B)!')
    expectError(await at('GET', 'A'), 404, 'not_found', notFound('A'))
    expectError(await at('GET', 'B'), 404, 'not_found', notFound('B'))
  },

  'POST without a name in the body is refused': async () => {
    const { at, name } = await world()
    const one = name()
    for (const none of [undefined, null, '']) {
      expectError(await at('POST', one, { ...email(one), name: none }), 400, 'bad_request', 'name value can not be empty!')
    }
    expectError(await at('POST', one, { ...email(one), name: 5 }), 400, 'bad_request', 'name must be a string!')
  },

  'PUT of another type is refused': async () => {
    const { at, post, get, name } = await world()
    const one = name()
    await post(email(one))
    const before = await get(one)
    expectError(await at('PUT', one, { type: 'logback' }), 400, 'bad_request', 'Connection type can not be changed!')
    expect(await get(one)).toEqual(before)
  },

  'a type that is missing or unknown is refused by POST and PUT, the value not repeated': async () => {
    const { at, post, name } = await world()
    const stored = name()
    await post(email(stored))
    for (const [method, one] of [
      ['POST', name()],
      ['PUT', stored],
    ] as const) {
      for (const none of [undefined, null, '']) {
        expectError(await at(method, one, { ...email(one), type: none }), 400, 'bad_request', 'type value can not be empty!')
      }
      expectError(await at(method, one, email(one, { type: marker })), 400, 'bad_request', 'Invalid connection type!')
    }
  },

  'a required field that is missing is named in the house pattern, the first of them only': async () => {
    const { at, name } = await world()
    const one = name()
    for (const host of [undefined, null, '']) {
      expectError(await at('POST', one, { ...email(one), host }), 400, 'bad_request', 'host value can not be empty!')
    }
    expectError(await at('POST', one, { type: 'ldap', name: one }), 400, 'bad_request', 'serverAddress value can not be empty!')
  },

  'a wrong value is refused by its field, and never repeated': async () => {
    const { at, post, get, name } = await world()
    const stored = name()
    await post(email(stored))
    const before = await get(stored)
    for (const wrong of [
      { port: 70000 },
      { port: marker },
      { auth: marker },
      { enabled: marker },
      { description: [marker] },
      { host: { [marker]: 1 } },
    ]) {
      for (const [method, one] of [
        ['POST', name()],
        ['PUT', stored],
      ] as const) {
        const answer = await at(method, one, email(one, wrong))
        expect([answer.status, answer.body.error]).toEqual([400, 'bad_request'])
        expect(answer.body.error_description).toMatch(new RegExp(`^${Object.keys(wrong)[0]} .+!$`))
        expect(answer.text).not.toContain(marker)
      }
    }
    expect(await get(stored)).toEqual(before)
  },

  'a body that is no JSON or no object is refused, and not repeated': async () => {
    const { at, post, name } = await world()
    const stored = name()
    await post(email(stored))
    for (const [method, one] of [
      ['POST', name()],
      ['PUT', stored],
    ] as const) {
      for (const text of ['{', marker, '{"type":"email",}', '{"a":1}{']) {
        expectError(await at(method, one, text), 400, 'bad_request', 'Request body is not valid JSON!')
      }
      for (const body of [[email(one)], `"${marker}"`, '5', 'null', undefined]) {
        const answer = await at(method, one, body)
        expect([answer.status, answer.body.error]).toEqual([400, 'bad_request'])
        expect(answer.text).not.toContain(marker)
      }
    }
  },

  'a name that begins or ends with a blank or is too long is refused': async () => {
    const { at } = await world()
    for (const one of [' lead', 'trail ', 'x'.repeat(256), 'a\nb']) {
      const answer = await at('POST', one, email(one))
      expect([answer.status, answer.body.error]).toEqual([400, 'bad_request'])
      expect(answer.body.error_description).toMatch(/^name must/)
    }
    for (const one of ['x'.repeat(255), 'a b/c?d#e%f', 'ölçüm', 'a.b:c']) expect((await at('POST', one, email(one))).status).toBe(200)
  },

  'a body that is too large or of another content type is refused in the vendor’s form': async () => {
    const { at, name } = await world()
    const one = name()
    const huge = await at('POST', one, email(one, { description: 'x'.repeat(1024 * 1024) }))
    expect([huge.status, huge.body.error]).toEqual([413, 'bad_request'])
    const typed = await at('POST', one, '<a/>', { headers: { 'content-type': 'application/xml' } })
    expect([typed.status, typed.body.error]).toEqual([415, 'bad_request'])
  },

  'a write without permission is 400 with its own text, for each of the three': async () => {
    const { at, post, get, viewer, name } = await world()
    const one = name()
    await post(email(one))
    for (const [method, target, body] of [
      ['POST', name(), email('x')],
      ['PUT', one, email(one)],
      ['DELETE', one, undefined],
    ] as const) {
      expectError(await at(method, target, body, { token: viewer }), 400, 'bad_request', permission)
    }
    expect((await get(one, viewer)).name).toBe(one)
  },

  'what goes wrong inside is 500 with a text that tells nothing': async () => {
    const app = await boot()
    const database = new Database(join(app.dataDir, 'switchboard.db'))
    try {
      await app.workspace('apinizer', 'MyProject')
      database.exec(`CREATE TRIGGER full BEFORE INSERT ON connections BEGIN SELECT RAISE(ABORT, 'full at /secret/path'); END`)
      expectError(await app.rest('POST', connection('a'), email('a')), 500, 'internal_error', 'An unexpected error occurred')
    } finally {
      database.close()
      await app.close()
    }
  },
})
