import { expect } from 'vitest'
import type { Role } from '../../../src/store/rows.js'
import type { Cases } from '../../support/contract.js'
import { connection, deployed, email, routes, type GetWorld } from './world.js'

export const accessCases = (world: GetWorld): Cases => ({
  'reading needs any role in the project, writing EDITOR, whatever deployToWorker says': async () => {
    const { app, id, at, post, name } = await world()
    for (const role of ['VIEWER', 'TESTER', 'REVEALER', 'EDITOR', 'ADMIN'] as const satisfies readonly Role[]) {
      const token = await app.token([role], id)
      const one = name()
      await post(email(one))
      expect((await at('GET', one, undefined, { token })).status).toBe(200)
      const mayWrite = role === 'EDITOR' || role === 'ADMIN'
      for (const deployToWorker of [true, false]) {
        expect((await at('PUT', one, email(one, { deployToWorker }), { token })).status).toBe(mayWrite ? 200 : 400)
      }
      expect((await at('DELETE', one, undefined, { token })).status).toBe(mayWrite ? 200 : 400)
    }
  },

  'a role on all projects opens every one of them': async () => {
    const { app, name } = await world()
    const token = await app.token(['EDITOR'])
    for (const project of ['MyProject', 'OtherProject']) {
      const one = name()
      const path = connection(one).replace('MyProject', project)
      expect((await app.rest('POST', path, email(one), { token })).body).toEqual(deployed)
    }
  },

  'without any role in a project it does not exist': async () => {
    const { app, foreigner, name } = await world()
    for (const [method, path, body] of routes(name())) expect((await app.rest(method, path, body, { token: foreigner })).status).toBe(404)
  },

  'a bearer token is taken in any casing of its scheme': async () => {
    const { app, viewer } = await world()
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const headers = { authorization: `${scheme} ${viewer}` }
      expect(
        (await app.rest('GET', '/apiops/projects/MyProject/connections/?type=email', undefined, { token: null, headers })).status,
      ).toBe(200)
    }
  },
})
