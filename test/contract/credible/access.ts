import { expect } from 'vitest'
import type { RestAnswer, RestOptions } from '../../support/boot.js'
import type { Cases } from '../../support/contract.js'
import { collectionOf, examples, expectRefusal, pathOf, type World } from './world.js'

const routes = [
  ['GET', ''],
  ['POST', '/another'],
  ['GET', '/sales_pg'],
  ['PATCH', '/sales_pg'],
  ['DELETE', '/sales_pg'],
] as const

export const accessCases = (world: World): Cases => {
  const atEachRoute = async (project: string, options: RestOptions, check: (answer: RestAnswer, method: string) => void): Promise<void> => {
    for (const [method, path] of routes) {
      const body = method === 'POST' ? { type: 'postgres' } : method === 'PATCH' ? { mysqlConnection: {} } : undefined
      check(await world.send(method, collectionOf(project) + path, body, options), method)
    }
  }

  return {
    'refuses with 401 a caller without a token or with a bad one, on every route': async () => {
      const project = await world.project()
      const path = await world.made(examples.sales_pg, project)
      const tokens: RestOptions[] = [
        { token: null },
        { token: 'nonsense' },
        { token: 'swb_a_b' },
        { token: null, headers: { authorization: 'Basic dXNlcjpwdw==' } },
        { token: null, headers: { authorization: 'Bearer' } },
        { token: null, headers: { cookie: 'cookie=nonsense' } },
      ]
      for (const options of tokens) await atEachRoute(project, options, (answer) => expectRefusal(answer, 401))
      expect((await world.read(path)).name).toBe('sales_pg')
    },

    'opens by a bearer token': async () => {
      const project = await world.project()
      const token = await world.token(['VIEWER'], project)
      for (const authorization of [`Bearer ${token}`, `bearer ${token}`]) {
        expect((await world.send('GET', collectionOf(project), undefined, { token: null, headers: { authorization } })).status).toBe(200)
      }
    },

    'refuses with 403 a role that may not write; it reads all the same': async () => {
      const project = await world.project()
      const path = await world.made(examples.sales_pg, project)
      for (const role of ['VIEWER', 'TESTER', 'REVEALER'] as const) {
        const token = await world.token([role], project)
        await atEachRoute(project, { token }, (answer, method) => {
          if (method === 'GET') expect(answer.status).toBe(200)
          else expectRefusal(answer, 403)
        })
      }
      expect(await world.revision(path)).toBe(1)
      const token = await world.token(['EDITOR'], project)
      await atEachRoute(project, { token }, ({ status }) => expect(status).toBeLessThan(300))
    },

    'answers 404 for a project that does not exist or is of others, on every route': async () => {
      const project = await world.project()
      await world.made(examples.sales_pg, project)
      const token = await world.token(['ADMIN'], await world.project())
      for (const [named, options] of [
        ['nowhere', {}],
        ['bad.name', {}],
        [project.toUpperCase(), {}],
        [project, { token }],
      ] as const) {
        await atEachRoute(named, options, (answer) => {
          expectRefusal(answer, 404, new RegExp(`^Project "${named}" (could not be resolved to a path\\.|not found in database)$`))
        })
      }
      expect((await world.send('GET', collectionOf('nowhere'))).body.message).toBe('Project "nowhere" could not be resolved to a path.')
      expect((await world.send('GET', pathOf('nowhere', 'a'))).body.message).toBe('Project "nowhere" not found in database')
    },

    'looks at token, project and permission before the body': async () => {
      const project = await world.project()
      const path = pathOf(project, 'sales')
      const viewer = await world.token(['VIEWER'], project)
      for (const body of ['{', { type: 'oracle' }]) {
        expectRefusal(await world.send('POST', path, body, { token: null }), 401)
        expectRefusal(await world.send('POST', path, body, { token: viewer }), 403)
        expectRefusal(await world.send('POST', pathOf('nowhere', 'sales'), body), 404)
        expectRefusal(await world.send('POST', path, body), 400)
      }
      expectRefusal(await world.send('PATCH', path, { type: 'oracle' }), 404)
    },

    'shows no secret to any role': async () => {
      const project = await world.project()
      const path = await world.made(examples.sales_pg, project)
      for (const role of ['ADMIN', 'REVEALER', 'EDITOR', 'VIEWER'] as const) {
        const token = await world.token([role], project)
        for (const url of [path, collectionOf(project)]) {
          const { status, text } = await world.send('GET', url, undefined, { token })
          expect(status).toBe(200)
          expect(text).not.toContain('kiwi-7712')
        }
      }
    },
  }
}
