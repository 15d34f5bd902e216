import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { answered, connection, connections, deployed, email, examples, expectError, mediaType, routes, type GetWorld } from './world.js'

export const routeCases = (world: GetWorld): Cases => ({
  'GET lists the connections of one type, oldest first, with their count': async () => {
    const { app, post, name } = await world()
    const names = [name('listed'), name('Listed'), name('alpha')]
    for (const one of names)
      await post({ type: 'linux-script', name: one, hostName: 'h', username: 'u', password: 'p' } as { name: string })
    await post(email(name('listed')))
    const { status, body, headers } = await app.rest('GET', connections, undefined, { query: { type: 'linux-script' } })
    expect([status, headers['content-type'], Object.keys(body)]).toEqual([200, mediaType, ['success', 'resultList', 'resultCount']])
    expect(body).toMatchObject({ success: true, resultCount: body.resultList.length })
    expect(body.resultList.map((item: { name: string }) => item.name).filter((one: string) => names.includes(one))).toEqual(names)
    expect(new Set(body.resultList.map(({ type }: { type: string }) => type))).toEqual(new Set(['linux-script']))
  },

  'GET of a type without connections answers an empty list': async () => {
    const { app } = await world()
    await app.workspace('apinizer', 'EmptyProject')
    for (const { type } of examples) {
      const { status, body } = await app.rest('GET', '/apiops/projects/EmptyProject/connections/', undefined, { query: { type } })
      expect([status, body]).toEqual([200, { success: true, resultList: [], resultCount: 0 }])
    }
  },

  'GET of one answers a list of one': async () => {
    const { at, post, name } = await world()
    const one = name()
    await post(email(one))
    const { status, body, headers } = await at('GET', one)
    expect([status, headers['content-type']]).toEqual([200, mediaType])
    expect(body).toEqual({ success: true, resultList: [expect.objectContaining({ type: 'email', name: one })], resultCount: 1 })
  },

  'POST, PUT and DELETE answer 200 with the result of the deployment': async () => {
    const { at, name } = await world()
    const one = name()
    for (const [method, body] of [
      ['POST', email(one)],
      ['PUT', email(one)],
      ['DELETE', undefined],
    ] as const) {
      const answer = await at(method, one, body)
      expect([answer.status, answer.body, answer.headers['content-type']]).toEqual([200, deployed, mediaType])
    }
  },

  'every route answers with and without the slash at its end': async () => {
    const { app, post, name } = await world()
    const one = name()
    await post(email(one))
    for (const path of [connections, connection(one)]) {
      const query = { type: 'email' }
      const [withSlash, without] = [
        await app.rest('GET', path, undefined, { query }),
        await app.rest('GET', path.slice(0, -1), undefined, { query }),
      ]
      expect([without.status, without.body]).toEqual([200, withSlash.body])
    }
    const bare = connection(one).slice(0, -1)
    expect((await app.rest('PUT', bare, email(one, { port: 26 }))).body).toEqual(deployed)
    expect((await app.rest('DELETE', bare)).body).toEqual(deployed)
    expect((await app.rest('POST', bare, email(one))).body).toEqual(deployed)
  },

  'there is no PATCH, no test and no other route': async () => {
    const { app, post, name } = await world()
    const one = name()
    await post(email(one))
    for (const [method, path] of [
      ['PATCH', connection(one)],
      ['PUT', connections],
      ['POST', connections],
      ['DELETE', connections],
      ['POST', `${connection(one)}test/`],
      ['GET', '/apiops/projects/MyProject/'],
      ['GET', '/apiops/nonsense'],
    ] as const) {
      expectError(await app.rest(method, path, method === 'GET' ? undefined : email(one)), 404, 'not_found', 'Resource not found')
    }
  },

  'the list takes every one of the fourteen types, in its own casing only': async () => {
    const { app } = await world()
    expect(examples).toHaveLength(14)
    for (const { type } of examples) {
      expect((await app.rest('GET', connections, undefined, { query: { type } })).status).toBe(200)
      for (const other of [type.toUpperCase(), `${type} `, `${type}x`]) {
        if (other === type) continue
        expectError(
          await app.rest('GET', connections, undefined, { query: { type: other } }),
          400,
          'bad_request',
          'Invalid connection type!',
        )
      }
    }
    for (const type of ['ops-genie', 'rabbitmq', 'activemq', 'linuxScript', 'zq-marked']) {
      expectError(await app.rest('GET', connections, undefined, { query: { type } }), 400, 'bad_request', 'Invalid connection type!')
    }
    expectError(await app.rest('GET', `${connections}?type=email&type=kafka`), 400, 'bad_request', 'Invalid connection type!')
  },

  'the list needs a type': async () => {
    const { app } = await world()
    for (const path of [connections, `${connections}?type=`, `${connections}?page=0`]) {
      expectError(await app.rest('GET', path), 400, 'bad_request', 'Connection type parameter is required!')
    }
  },

  'page, size and sort change nothing': async () => {
    const { app } = await world()
    const whole = await app.rest('GET', `${connections}?type=email`)
    expect((await app.rest('GET', `${connections}?type=email&page=7&size=1&sort=name,desc`)).body).toEqual(whole.body)
  },

  'every answer, a refusal too, has the media type application/json;charset=UTF-8': async () => {
    const { app, name } = await world()
    for (const [method, path, body] of routes(name())) {
      expect((await app.rest(method, path, body)).headers['content-type'], path).toBe(mediaType)
      expect((await app.rest(method, path, body, { token: null })).headers['content-type'], path).toBe(mediaType)
    }
  },

  'every type is made, read, replaced and deleted by its own discriminator': async () => {
    const { at, get, post, put, list, name } = await world()
    for (const example of examples) {
      const one = name(example.type)
      const body = { ...example, name: one }
      expect(await post(body)).toEqual(deployed)
      expect(await get(one)).toMatchObject({ ...answered(example), name: one, deployToWorker: true, enabled: true })
      expect(Object.keys(await get(one)).slice(0, 5)).toEqual(['type', 'name', 'description', 'deployToWorker', 'enabled'])
      expect(await put(one, { ...body, description: 'Replaced' })).toEqual(deployed)
      expect((await list(example.type)).find((item) => item.name === one)).toMatchObject({ description: 'Replaced' })
      expect((await at('DELETE', one)).body).toEqual(deployed)
    }
  },

  'other casings and ops-genie are no types': async () => {
    const { at, post, name } = await world()
    const stored = name()
    await post(email(stored))
    for (const type of ['Email', 'EMAIL', 'rabbitmq', 'ops-genie', 'linuxScript', 'READ', 5, {}, ['email']]) {
      for (const [method, one] of [
        ['POST', name()],
        ['PUT', stored],
      ] as const) {
        expectError(await at(method, one, email(one, { type })), 400, 'bad_request', 'Invalid connection type!')
      }
    }
  },
})
