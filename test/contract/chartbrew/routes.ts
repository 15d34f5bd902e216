import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { connection, connections, expectJson, otherConnections, type GetTeam } from './team.js'

const replyKeys = [
  'project_ids', 'host', 'dbName', 'port', 'username', 'password', 'options', 'connectionString', 'authentication',
  'firebaseServiceAccount', 'schema', 'sshHost', 'sshUsername', 'sshJumpHost', 'active', 'allowPrivateHost', 'srv', 'ssl', 'sslMode',
  'useSsh', 'id', 'team_id', 'name', 'type', 'subType', 'updatedAt', 'createdAt', 'oauth_id', 'sslCa', 'sslCert', 'sslKey', 'sshPort',
  'sshJumpPort', 'hasSshPassword', 'hasSshPrivateKey', 'hasSshPassphrase',
] // prettier-ignore

export const routeCases = (team: GetTeam): Cases => ({
  'POST answers 200 with every key in the order of the real server, unset ones null, without OAuth': async () => {
    const made = await team().post({ name: 'Bare', type: 'mysql' })
    expect(Object.keys(made)).toEqual(replyKeys)
    const set = { active: true, srv: false, ssl: false, sslMode: 'require', useSsh: false, team_id: 7, name: 'Bare', type: 'mysql' }
    const flags = { hasSshPassword: false, hasSshPrivateKey: false, hasSshPassphrase: false }
    const { id, createdAt, updatedAt, ...rest } = made
    const unset = Object.fromEntries(Object.keys(rest).map((key) => [key, null]))
    expect(rest).toEqual({ ...unset, ...set, ...flags })
    expect(Number.isSafeInteger(id) && id > 0).toBe(true)
    expect([createdAt, updatedAt]).toEqual([expect.stringMatching(isoMilliseconds), createdAt])
  },

  'GET and PUT answer one connection with the keys of POST and OAuth': async () => {
    const { id } = await team().post({ name: 'One', type: 'mysql', host: 'one.example', schema: { tables: ['a'] }, password: 'one-Pass' })
    const read = await team().get(id)
    expect(Object.keys(read)).toEqual([...replyKeys, 'OAuth'])
    expect(read).toMatchObject({ id, OAuth: null, password: 'one-Pass', schema: { tables: ['a'] } })
    const changed = await team().put(id, { host: 'two.example' })
    expect(Object.keys(changed)).toEqual([...replyKeys, 'OAuth'])
    expect(changed).toEqual({ ...read, host: 'two.example' })
  },

  'GET of the list answers newest first, without password and schema, with OAuth': async () => {
    const { app } = team()
    const ids: number[] = []
    for (const name of ['first', 'second', 'third']) {
      const { body } = await app.rest('POST', otherConnections, { name, type: 'mysql', password: 'list-Pass', schema: { tables: [name] } })
      ids.unshift(body.id)
    }
    team().passTime(1000)
    const { body: fourth } = await app.rest('POST', otherConnections, { name: 'fourth', type: 'mysql' })
    const list = await app.rest('GET', otherConnections)
    expect(list.status).toBe(200)
    expect(list.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(list.body.map(({ id }: { id: number }) => id)).toEqual([fourth.id, ...ids])
    const listed = replyKeys.filter((key) => key !== 'password' && key !== 'schema')
    for (const row of list.body) expect(Object.keys(row)).toEqual([...listed, 'OAuth'])
  },

  'the list of a team without connections is empty': async () => {
    await team().app.workspace('chartbrew', '9')
    const list = await team().app.rest('GET', '/team/9/connections')
    expectJson(list, 200, [])
  },

  'the list ignores an integer project_id and refuses any other': async () => {
    const { id } = await team().post({ name: 'Tagged', type: 'mysql', project_ids: [31] })
    const { app } = team()
    const whole = await app.rest('GET', connections)
    for (const project_id of ['31', '99', '-1', '0']) {
      expect((await app.rest('GET', connections, undefined, { query: { project_id } })).text).toBe(whole.text)
    }
    for (const project_id of ['abc', '1.5', '1a', 'null']) {
      expectJson(await app.rest('GET', connections, undefined, { query: { project_id } }), 400, { message: 'Invalid project_id' })
    }
    expectJson(await app.rest('GET', `${connections}?project_id=1&project_id=2`), 400, { message: 'Invalid project_id' })
    await app.rest('DELETE', connection(id))
  },

  'PUT changes only what it brings': async () => {
    const made = await team().post({
      name: 'Partial',
      type: 'postgres',
      subType: 'rdsPostgres',
      host: 'a.example',
      port: '5432',
      ssl: true,
    })
    const before = await team().get(made.id)
    expect(await team().put(made.id, {})).toEqual(before)
    expect(await team().put(made.id, { port: '5433', ssl: false })).toEqual({ ...before, port: '5433', ssl: false })
    expect(await team().get(made.id)).toEqual({ ...before, port: '5433', ssl: false })
  },

  'PUT moves updatedAt and leaves createdAt': async () => {
    const { id, createdAt } = await team().post({ name: 'Clock', type: 'mysql' })
    team().passTime(5000)
    const changed = await team().put(id, { host: 'later.example' })
    expect(changed.createdAt).toBe(createdAt)
    expect(Date.parse(changed.updatedAt) - Date.parse(createdAt)).toBe(5000)
    expect((await team().get(id)).updatedAt).toBe(changed.updatedAt)
  },

  'DELETE answers removed, for good, and a second one finds nothing': async () => {
    const { app } = team()
    const { id } = await team().post({ name: 'Gone', type: 'mysql' })
    expectJson(await app.rest('DELETE', connection(id)), 200, { removed: true })
    for (const [method, body] of [['DELETE'], ['GET'], ['PUT', { name: 'Back' }]] as const) {
      expectJson(await app.rest(method, connection(id), body), 404, { error: 'Not Found' })
    }
    expect((await team().list()).map((row) => row.id)).not.toContain(id)
    expect((await team().post({ name: 'Next', type: 'mysql' })).id).toBeGreaterThan(id)
  },

  'DELETE takes removeDatasets with any value, and removes the connection alone': async () => {
    const { app, post, get } = team()
    const other = await post({ name: 'Beside', type: 'mysql' })
    for (const removeDatasets of ['true', 'false', '1', '']) {
      const { id } = await post({ name: 'With datasets', type: 'mysql' })
      expectJson(await app.rest('DELETE', connection(id), undefined, { query: { removeDatasets } }), 200, { removed: true })
      expectJson(await app.rest('GET', connection(id)), 404, { error: 'Not Found' })
    }
    expect((await get(other.id)).name).toBe('Beside')
  },

  'DELETE takes a JSON content type without a body': async () => {
    const { id } = await team().post({ name: 'Axios', type: 'mysql' })
    expectJson(await team().app.rest('DELETE', connection(id), ''), 200, { removed: true })
  },

  'a header that asks for another method changes nothing': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Overridden', type: 'mysql' })
    const headers = { 'x-http-method-override': 'DELETE' }
    expectJson(await app.rest('POST', connection(id), {}, { headers }), 404, { error: 'Not Found' })
    expect((await app.rest('GET', connection(id), undefined, { headers })).body).toEqual(await get(id))
  },

  'an id counts up over all teams, and a team shows no connection of another': async () => {
    const { app, post } = team()
    const mine = await post({ name: 'Mine', type: 'mysql' })
    const { body: theirs } = await app.rest('POST', otherConnections, { name: 'Theirs', type: 'mysql' })
    expect(theirs).toMatchObject({ id: Number(mine.id) + 1, team_id: 8 })
    expect((await app.rest('GET', otherConnections)).body.map(({ id }: { id: number }) => id)).not.toContain(mine.id)
    expect((await team().list()).map(({ id }) => id)).not.toContain(theirs.id)
  },
})

const isoMilliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
