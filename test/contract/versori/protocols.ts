import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { Cases } from '../../support/contract.js'
import { bigqueryBody, httpBody } from './bodies.js'
import { anUlid, expectRefusal } from './expectations.js'
import type { World } from './world.js'

const words: unknown = expect.stringMatching(/\w/)

export const protocolCases = (world: World): Cases => ({
  'lists the protocols that connections speak, each with an id, a slug, a name, a description and an icon': async () => {
    const organisation = await world.organisation()
    const { status, body } = await world.send('GET', `/o/${organisation}/protocols`)
    expect(status).toBe(200)
    const protocol = (slug: string, name: string) => ({
      id: anUlid,
      slug,
      name,
      description: words,
      iconURL: expect.stringMatching(/^data:image\/svg\+xml,\S+$/),
    })
    expect(body).toEqual({ totalCount: 2, protocols: [protocol('http', 'HTTP'), protocol('bigquery', 'BigQuery')] })
    expect((await world.send('GET', `/api/connect/v1alpha1/o/${organisation}/protocols`)).body).toEqual(body)
    for (const { slug } of body.protocols) {
      expect((await world.create(slug, slug === 'http' ? httpBody() : bigqueryBody(), organisation)).status).toBe(201)
    }
  },

  'lists the auth schemes that fit a protocol, each with an id, a type, a name and a description': async () => {
    const organisation = await world.organisation()
    const ids: string[] = []
    for (const [slug, types] of [
      ['http', ['none', 'api-key', 'basic-auth', 'oauth2', 'hmac']],
      ['bigquery', ['oauth2', 'google-service-account']],
    ] as const) {
      const { status, body } = await world.send('GET', `/o/${organisation}/protocols/${slug}/auth-schemes`)
      expect(status).toBe(200)
      expect(body).toEqual({
        totalCount: types.length,
        authSchemes: types.map((type) => ({ id: anUlid, type, name: words, description: words })),
      })
      ids.push(...body.authSchemes.map(({ id }: any) => id))
    }
    expect(new Set(ids).size).toBe(6)
  },

  'answers 404 for the auth schemes of a protocol that there is not': async () => {
    const organisation = await world.organisation()
    for (const slug of ['ftp', 'HTTP', 'constructor', '__proto__']) {
      expectRefusal(await world.send('GET', `/o/${organisation}/protocols/${slug}/auth-schemes`), 404, undefined, slug)
    }
  },

  'tells protocols and auth schemes only to those who may read in the organisation': async () => {
    const organisation = await world.organisation()
    const viewer = await world.token(['VIEWER'], organisation)
    const stranger = await world.token(['ADMIN'], await world.organisation())
    for (const path of ['protocols', 'protocols/http/auth-schemes']) {
      expect((await world.send('GET', `/o/${organisation}/${path}`, undefined, { token: viewer })).status).toBe(200)
      expectRefusal(await world.send('GET', `/o/${organisation}/${path}`, undefined, { token: stranger }), 404)
      expectRefusal(await world.send('GET', `/o/${organisation}/${path}`, undefined, { token: null }), 401)
      expectRefusal(await world.send('GET', `/o/${newUlid()}/${path}`), 404)
    }
  },
})
