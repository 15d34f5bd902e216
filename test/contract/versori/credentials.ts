import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { Cases } from '../../support/contract.js'
import { acting, httpBody, place, text } from './bodies.js'
import { aTime, anUlid, expectRefusal } from './expectations.js'
import type { World } from './world.js'

const client = { clientId: 'nw-app', clientSecret: 's', authorizeUrl: 'https://l.example/a', tokenUrl: 'https://l.example/t' }
const mask = '******'

export const credentialCases = (world: World): Cases => {
  /** What a response shows for a new credential of this type and data. */
  const shown = async (type: string, data: object): Promise<any> => {
    const { environments } = await world.http({ environments: [acting('Production', place({ name: 'robot', type, data }))] })
    const [{ credential }] = environments[0].credentials.action
    expect(credential).toEqual({
      id: anUlid,
      type,
      name: 'robot',
      data: credential.data,
      createdAt: aTime,
      updatedAt: credential.createdAt,
    })
    return credential.data
  }
  const refuses = async (credential: unknown, field: string): Promise<void> => {
    const made = await world.http()
    const environments = [acting('Production', place(text('key')), place(credential as object))]
    const at = `environments[0].credentials.action[1].credential${field}`
    const about = JSON.stringify(credential)
    expectRefusal(await world.create('http', httpBody({ environments }), made.organisationId), 400, [at], about)
    expectRefusal(await world.put(made, { environments }), 400, [at], about)
    expect(await world.list(made.organisationId)).toEqual({ totalCount: 1, connections: [made] })
  }
  const withData = (type: string, data: unknown): object => ({ name: 'robot', type, data })

  return {
    'keeps a credential of no data': async () => {
      expect(await shown('none', {})).toEqual({})
    },

    'keeps a string': async () => {
      expect(await shown('string', { value: 'teal-Oak-5' })).toEqual({ value: mask })
    },

    'keeps a binary': async () => {
      expect(await shown('binary', { valueBase64: 'dGVhbC1PYWstNQ==' })).toEqual({ valueBase64: mask })
    },

    'keeps a user name with its password': async () => {
      expect(await shown('basic-auth', { username: 'robot', password: 'teal-Oak-5' })).toEqual({ username: 'robot', password: mask })
    },

    'keeps an OAuth 2.0 client, with scopes and parameters or without': async () => {
      expect(await shown('oauth2-client', client)).toEqual({ ...client, clientSecret: mask })
      const more = { scopes: ['orders:read'], additionalParams: { audience: 'orders' } }
      expect(await shown('oauth2-client', { ...client, ...more })).toEqual({ ...client, ...more, clientSecret: mask })
    },

    'keeps an OAuth 2.0 token, leaving out the tokens that it does not have': async () => {
      const scoped = { ...client, scopes: ['orders:read'] }
      expect(await shown('oauth2-token', scoped)).toEqual({ ...scoped, clientSecret: mask })
      const whole = { ...scoped, accessToken: 'a', refreshToken: 'r', additionalParams: { audience: 'orders' } }
      expect(await shown('oauth2-token', whole)).toEqual({ ...whole, clientSecret: mask, accessToken: mask, refreshToken: mask })
    },

    'chooses the form of the data by the type, not by what fits': async () => {
      const whole = { ...client, scopes: ['orders:read'], accessToken: 'a', refreshToken: 'r' }
      expect(await shown('oauth2-client', whole)).toEqual({ ...client, scopes: ['orders:read'], clientSecret: mask })
    },

    'refuses data that does not fit the type, at its member': async () => {
      for (const [type, data, field] of [
        ['none', { value: 'x' }, ''],
        ['string', {}, '.value'],
        ['string', { valueBase64: 'eA==' }, '.value'],
        ['string', { value: 7 }, '.value'],
        ['string', undefined, ''],
        ['string', 'x', ''],
        ['binary', { value: 'x' }, '.valueBase64'],
        ['binary', { valueBase64: '{"type":"service_account"}' }, '.valueBase64'],
        ['basic-auth', { password: 'x' }, '.username'],
        ['basic-auth', { username: 'x' }, '.password'],
        ['oauth2-client', { ...client, clientId: undefined }, '.clientId'],
        ['oauth2-client', { ...client, clientSecret: undefined }, '.clientSecret'],
        ['oauth2-client', { ...client, authorizeUrl: 'login' }, '.authorizeUrl'],
        ['oauth2-client', { ...client, tokenUrl: undefined }, '.tokenUrl'],
        ['oauth2-client', { ...client, scopes: 'orders:read' }, '.scopes'],
        ['oauth2-client', { ...client, additionalParams: { audience: 7 } }, '.additionalParams.audience'],
        ['oauth2-token', client, '.scopes'],
        ['oauth2-token', { ...client, scopes: [], accessToken: 7 }, '.accessToken'],
      ] as const) {
        await refuses(withData(type, data), `.data${field}`)
      }
    },

    'refuses a credential of no name or no known type': async () => {
      await refuses({ type: 'string', data: { value: 'x' } }, '.name')
      for (const type of [undefined, 'password', 'oauth1', 7]) await refuses({ name: 'robot', type, data: { value: 'x' } }, '.type')
    },

    'refuses a new place without its credential or its scheme': async () => {
      await refuses(undefined, '')
      const environments = [acting('Production', { credential: text('key') })]
      const answer = await world.create('http', httpBody({ environments }))
      expectRefusal(answer, 400, ['environments[0].credentials.action[0].authSchemeConfig'])
    },

    'makes of an inline credential one of the organisation, which other connections use by its id': async () => {
      const organisation = await world.organisation()
      const first = await world.http({ environments: [acting('Production', place(text('shared')))] }, organisation)
      const { credential } = first.environments[0].credentials.action[0]
      const second = await world.http({ environments: [acting('Sandbox', place({ id: credential.id }))] }, organisation)
      expect(second.environments[0].credentials.action[0]).toMatchObject({ id: anUlid, credential })
      expect(second.environments[0].credentials.action[0].id).not.toBe(first.environments[0].credentials.action[0].id)

      const third = await world.http({}, organisation)
      const { environments } = await world.replaced(third, { environments: [acting('QA', place({ id: credential.id }))] })
      expect(environments[0].credentials.action[0].credential).toEqual(credential)
      expect(await world.read(second)).toEqual(second)
    },

    'refuses a credential id that is unknown or of another organisation': async () => {
      const theirs = await world.http({ environments: [acting('Production', place(text('theirs')))] })
      for (const id of [newUlid(), theirs.environments[0].credentials.action[0].credential.id, 'key']) {
        await refuses({ id }, '.id')
      }
    },
  }
}
