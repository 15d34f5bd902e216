import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { collectionOf, examples, expectRefusal, pathOf, type World } from './world.js'

const json = 'application/json; charset=utf-8'

export const routeCases = (world: World): Cases => ({
  'lists the connections of a project as a bare array in the order of their creation': async () => {
    const project = await world.project()
    expect((await world.send('GET', collectionOf(project))).body).toEqual([])
    const paths: string[] = []
    for (const example of Object.values(examples).reverse()) paths.push(await world.made(example, project))
    await world.patched(paths[0] ?? '', {})
    const { status, headers, body } = await world.send('GET', collectionOf(project))
    expect([status, headers['content-type']]).toEqual([200, json])
    expect(body).toEqual(await Promise.all(paths.map((path) => world.read(path))))
    const elsewhere = await world.made(examples.sales_pg)
    expect((await world.send('GET', collectionOf(project))).body).toHaveLength(body.length)
    await world.send('DELETE', elsewhere)
  },

  'finds a connection with 200 as a Connection, its attributes and resource at the top': async () => {
    const path = await world.made(examples.shop_my)
    const { status, headers, body } = await world.send('GET', path)
    expect([status, headers['content-type']]).toEqual([200, json])
    expect(Object.keys(body)).toEqual(['resource', 'name', 'type', 'attributes', 'mysqlConnection', 'withheldFields'])
    expect(body).toEqual({
      resource: path,
      name: 'shop_my',
      type: 'mysql',
      attributes: { dialectName: 'mysql', isPool: false, canPersist: true, canStream: false },
      mysqlConnection: { host: 'my1.orchard.example', port: 3306, database: 'shop', user: 'gateway' },
      withheldFields: ['mysqlConnection.password'],
    })
  },

  'creates with 201 and a message under the name in the path': async () => {
    const path = pathOf(await world.project(), 'From-path_1')
    const { name, ...body } = examples.sales_pg
    const answer = await world.send('POST', path, body)
    expect([answer.status, answer.headers['content-type']]).toEqual([201, json])
    expect(answer.body).toEqual({ message: 'Connection "From-path_1" created successfully' })
    expect(await world.read(path)).toMatchObject({ name: 'From-path_1', type: 'postgres' })
  },

  'updates with 200 and a message': async () => {
    const path = await world.made(examples.sales_pg)
    const answer = await world.send('PATCH', path, { postgresConnection: { host: 'pg9.orchard.example' } })
    expect([answer.status, answer.headers['content-type']]).toEqual([200, json])
    expect(answer.body).toEqual({ message: 'Connection "sales_pg" updated successfully' })
  },

  'deletes with 200 and a message, for good; a second time it is not found': async () => {
    const project = await world.project()
    const path = await world.made(examples.sales_pg, project)
    const answer = await world.send('DELETE', path)
    expect([answer.status, answer.headers['content-type']]).toEqual([200, json])
    expect(answer.body).toEqual({ message: 'Connection "sales_pg" deleted successfully' })
    for (const [method, body] of [['DELETE'], ['GET'], ['PATCH', {}]] as const) {
      expectRefusal(await world.send(method, path, body), 404, `Connection "sales_pg" not found in project "${project}"`)
    }
    expect((await world.send('GET', collectionOf(project))).body).toEqual([])
    await world.made(examples.sales_pg, project)
  },

  'deletes with a JSON content type and no body': async () => {
    const path = await world.made(examples.sales_pg)
    expect((await world.send('DELETE', path, '')).status).toBe(200)
  },

  'answers a route that it does not have with 404 in JSON, in its own words under /api/v0 only': async () => {
    const path = await world.made(examples.sales_pg)
    const project = path.replace(/\/sales_pg$/, '')
    for (const [method, url, body] of [
      ['POST', project, examples.sales_pg],
      ['PUT', path, examples.sales_pg],
      ['POST', '/api/v0/connections/test', examples.sales_pg],
      ['GET', `${path}/schemas`],
      ['GET', '/api/v0'],
      ['GET', '/api/v0?x=1'],
      ['GET', '/api/v0/nothing'],
      ['GET', '/api/v0/projects/%zz/connections'],
    ] as const) {
      expectRefusal(await world.send(method, url, body), 404)
    }
    for (const url of ['/api/connect/v1alpha1/nothing', '/api/v01/nothing', '/projects/a/connections']) {
      const { status, body } = await world.send('GET', url)
      expect([status, body.code]).not.toEqual([404, 404])
      expect(status).toBe(404)
    }
  },

  'tells by the ETag which revision an answer shows, and refuses a PATCH or DELETE of another with 412': async () => {
    const path = await world.made(examples.sales_pg)
    expect((await world.send('GET', path)).headers.etag).toBe('"1"')
    const stale = { headers: { 'if-match': '"1"' } }
    expect((await world.send('PATCH', path, { mysqlConnection: {} }, stale)).headers.etag).toBe('"2"')
    expectRefusal(await world.send('PATCH', path, {}, stale), 412)
    expectRefusal(await world.send('DELETE', path, undefined, stale), 412)
    expectRefusal(await world.send('PATCH', path, {}, { headers: { 'if-match': '"1", "7"' } }), 412)
    expect(await world.revision(path)).toBe(2)
    expect((await world.send('PATCH', path, {}, { headers: { 'if-match': '"1","2", W/"9"' } })).status).toBe(200)
  },
})
