import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { collectionOf, examples, expectRefusal, pathOf, type World } from './world.js'

export const errorCases = (world: World): Cases => ({
  'refuses a name that is taken with 409, code, error and message': async () => {
    const project = await world.project()
    const path = await world.made(examples.sales_pg, project)
    const message = `Connection "sales_pg" already exists in project "${project}".`
    const answer = await world.send('POST', path, examples.sales_pg)
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 409, body: { code: 409, error: message, message } })
    expect(await world.revision(path)).toBe(1)
  },

  'takes names that differ in case, and one name in two projects': async () => {
    const project = await world.project()
    await world.made(examples.sales_pg, project)
    await world.made({ ...examples.sales_pg, name: 'Sales_PG' }, project)
    await world.made(examples.sales_pg)
    expect((await world.send('GET', collectionOf(project))).body.map(({ name }: any) => name)).toEqual(['sales_pg', 'Sales_PG'])
  },

  'refuses with 400 a connection name that does not fit the pattern': async () => {
    const project = await world.project()
    for (const name of ['bad.name', 'bad%20name', 'bad%2Fname', 'b%C3%A4d', 'a'.repeat(256)]) {
      for (const [method, body] of [['GET'], ['POST', examples.sales_pg], ['PATCH', {}], ['DELETE']] as const) {
        expectRefusal(await world.send(method, pathOf(project, name), body), 400, /^connectionName /)
      }
    }
    for (const name of ['a', '7', '-', '_', 'A-b_9']) await world.made({ ...examples.sales_pg, name }, project)
  },

  'answers 404 for a connection that the project does not have': async () => {
    const project = await world.project()
    await world.made(examples.sales_pg)
    for (const [method, body] of [['GET'], ['PATCH', {}], ['PATCH', { type: 'oracle' }], ['DELETE']] as const) {
      expectRefusal(
        await world.send(method, pathOf(project, 'sales_pg'), body),
        404,
        `Connection "sales_pg" not found in project "${project}"`,
      )
    }
  },

  'refuses on creation a name in the body that is not the path’s; takes the same one, none and null': async () => {
    const project = await world.project()
    for (const name of ['other', '', 7, ['sales'], {}, false]) {
      expectRefusal(await world.send('POST', pathOf(project, 'sales'), { ...examples.sales_pg, name }), 400, /^name /)
    }
    for (const [index, name] of ['sales0', undefined, null].entries()) {
      expect((await world.send('POST', pathOf(project, `sales${index}`), { ...examples.sales_pg, name })).status).toBe(201)
    }
    expect((await world.send('GET', collectionOf(project))).body.map(({ name }: any) => name)).toEqual(['sales0', 'sales1', 'sales2'])
  },

  'refuses with 400 a body that is no JSON or no object, without repeating it': async () => {
    const path = await world.made(examples.sales_pg)
    for (const body of [
      '{',
      '{"type":"zq-marked"',
      'zq-marked',
      '[]',
      '"zq-marked"',
      '7',
      'null',
      'true',
      '{"__proto__":{"a":"zq-marked"}}',
    ]) {
      for (const [method, url] of [
        ['POST', `${path}2`],
        ['PATCH', path],
      ] as const) {
        const answer = await world.send(method, url, body)
        expectRefusal(answer, 400)
        expect(answer.text).not.toContain('zq-marked')
      }
    }
    expect(await world.revision(path)).toBe(1)
  },

  'refuses with 415 a body of another content type': async () => {
    const path = await world.made(examples.sales_pg)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'nonsense']) {
      expectRefusal(await world.send('PATCH', path, '{"postgresConnection":{}}', { headers: { 'content-type': type } }), 415)
    }
    expect(await world.revision(path)).toBe(1)
  },

  'refuses with 413 a body that is too large, and takes one of 200 kB': async () => {
    const path = await world.made(examples.sales_pg)
    expectRefusal(await world.send('PATCH', path, { postgresConnection: { host: 'x'.repeat(1024 * 1024) } }), 413)
    const text = 'x'.repeat(65_536)
    const large = { host: text, databaseName: text, userName: text, password: 'p'.repeat(5000) }
    const { postgresConnection } = await world.patched(path, { postgresConnection: large })
    expect(postgresConnection.host).toHaveLength(65_536)
  },

  'refuses a creation without a type in the server’s words': async () => {
    const path = pathOf(await world.project(), 'sales')
    for (const body of [{}, undefined, { type: null }, { type: '' }, { postgresConnection: { host: 'a' } }]) {
      expectRefusal(await world.send('POST', path, body), 400, 'Connection type is required')
    }
  },

  'names every field of the wrong type in one refusal': async () => {
    const path = await world.made(examples.sales_pg)
    const body = { postgresConnection: { host: 5, port: 'x' }, mysqlConnection: 7 }
    const message = 'postgresConnection.host must be a string; postgresConnection.port must be a number; mysqlConnection must be an object.'
    expectRefusal(await world.send('PATCH', path, body), 400, message)
  },
})
