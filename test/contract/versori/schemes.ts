import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { Cases } from '../../support/contract.js'
import { acting, apiKey, basic, httpBody, place, text } from './bodies.js'
import { expectRefusal } from './expectations.js'
import { example, type World } from './world.js'

const oauth2 = {
  schemeType: 'oauth2',
  authorizeUrl: 'https://login.example/authorize',
  tokenUrl: 'https://login.example/token',
  scopes: [{ name: 'orders:read', description: 'Read orders' }, { name: 'orders:write' }],
  flows: { clientCredentials: {} },
}
const hmac = { schemeType: 'hmac', name: 'X-Signature', in: 'header', algorithm: 'sha256', digestInputs: ['body', 'url'] }

export const schemeCases = (world: World): Cases => {
  const keeps = async (...authSchemeConfigs: readonly object[]): Promise<void> => {
    const made = await world.http({ authSchemeConfigs })
    expect(made.authSchemeConfigs).toEqual(authSchemeConfigs)
    expect((await world.replaced(made, { authSchemeConfigs: [...authSchemeConfigs].reverse() })).authSchemeConfigs).toEqual(
      [...authSchemeConfigs].reverse(),
    )
  }
  /** At both writes, and in the place of an environment: refused at `field` of the second config. */
  const refuses = async (variants: readonly (readonly [field: string, scheme: unknown])[]): Promise<void> => {
    const made = await world.http()
    for (const [field, scheme] of variants) {
      const about = JSON.stringify(scheme)
      const authSchemeConfigs = [{ schemeType: 'none' }, scheme]
      const answer = await world.create('http', httpBody({ authSchemeConfigs }), made.organisationId)
      expectRefusal(answer, 400, [`authSchemeConfigs[1].${field}`], about)
      expectRefusal(await world.put(made, { authSchemeConfigs }), 400, [`authSchemeConfigs[1].${field}`], about)
      const environments = [acting('Production', place(text('key')), place(text('other'), scheme as object))]
      const inPlace = await world.create('http', httpBody({ environments }), made.organisationId)
      expectRefusal(inPlace, 400, [`environments[0].credentials.action[1].authSchemeConfig.${field}`], about)
    }
    expect(await world.list(made.organisationId)).toEqual({ totalCount: 1, connections: [made] })
  }
  const without = (scheme: object, member: string): object => ({ ...scheme, [member]: undefined })

  return {
    'keeps none and basic-auth, which have no members': async () => {
      await keeps({ schemeType: 'none' }, basic)
    },

    'keeps api keys in query, header and cookie': async () => {
      await keeps(apiKey, { ...apiKey, in: 'query' }, { ...apiKey, in: 'cookie' })
    },

    'keeps hmac with each algorithm and its digest inputs in order': async () => {
      await keeps(hmac, { ...hmac, algorithm: 'sha1', digestInputs: ['url', 'body'] }, { ...hmac, algorithm: 'sha512', in: 'query' })
    },

    'keeps oauth2 with its scopes and the flow of client credentials': async () => {
      await keeps(oauth2)
    },

    'keeps oauth2 with an application credential, of which only the id matters on the way in': async () => {
      const organisation = await world.organisation()
      const credential = {
        name: 'nw app',
        type: 'oauth2-client',
        data: { clientId: 'nw-app', clientSecret: 'real-Secret', authorizeUrl: 'https://l.example/a', tokenUrl: 'https://l.example/t' },
      }
      const { environments } = await world.http({ environments: [acting('Production', place(credential))] }, organisation)
      const shown = environments[0].credentials.action[0].credential
      const given = example('AuthSchemeConfig', { '01HQ7ZAPP00000000000000001': shown.id })
      const expected = { ...given, flows: { clientCredentials: {}, authorizationCode: { applicationCredential: shown } } }

      const second = await world.http({ authSchemeConfigs: [given] }, organisation)
      expect(second.authSchemeConfigs).toEqual([expected])
      expect((await world.replaced(second, { authSchemeConfigs: [expected] })).authSchemeConfigs).toEqual([expected])
      const bare = { ...given, flows: { authorizationCode: { applicationCredential: { id: shown.id } } } }
      const bigquery = await world.bigquery({}, organisation)
      expect((await world.replaced(bigquery, { authSchemeConfigs: [bare] })).authSchemeConfigs).toEqual([
        { ...given, flows: { authorizationCode: { applicationCredential: shown } } },
      ])
    },

    'keeps google-service-account with a binary credential on bigquery': async () => {
      const made = (await world.create('bigquery', example('BigQueryConnectionCreate'))).body
      const [{ authSchemeConfig, credential }] = made.environments[0].credentials.action
      expect(authSchemeConfig).toEqual({ schemeType: 'google-service-account' })
      expect(credential).toMatchObject({ type: 'binary', name: 'bq robot', data: { valueBase64: '******' } })
      const configured = await world.replaced(made, { authSchemeConfigs: [authSchemeConfig] })
      expect(configured.authSchemeConfigs).toEqual([{ schemeType: 'google-service-account' }])
    },

    'refuses a scheme type that is missing or not one of the six, at schemeType': async () => {
      const others = ['certificate', 'jwt-bearer', 'custom-function', 'oauth1', 'secret', 'API-KEY', '', 7, null]
      await refuses([['schemeType', {}], ...others.map((schemeType) => ['schemeType', { schemeType }] as const)])
    },

    'refuses an api key without a name or a place for it': async () => {
      await refuses([
        ['name', without(apiKey, 'name')],
        ['name', { ...apiKey, name: 7 }],
        ['in', without(apiKey, 'in')],
        ['in', { ...apiKey, in: 'body' }],
      ])
    },

    'refuses hmac without name, place, algorithm or digest inputs, or with unknown ones': async () => {
      await refuses([
        ...['name', 'in', 'algorithm', 'digestInputs'].map((member) => [member, without(hmac, member)] as const),
        ['in', { ...hmac, in: 'path' }],
        ['algorithm', { ...hmac, algorithm: 'md5' }],
        ['digestInputs', { ...hmac, digestInputs: 'body' }],
        ['digestInputs[1]', { ...hmac, digestInputs: ['body', 'headers'] }],
      ])
    },

    'refuses oauth2 without URLs, scopes or a flow': async () => {
      await refuses([
        ...['authorizeUrl', 'tokenUrl', 'scopes', 'flows'].map((member) => [member, without(oauth2, member)] as const),
        ['authorizeUrl', { ...oauth2, authorizeUrl: 'login' }],
        ['tokenUrl', { ...oauth2, tokenUrl: '/token' }],
        ['scopes', { ...oauth2, scopes: 'orders:read' }],
        ['scopes[0].name', { ...oauth2, scopes: [{ description: 'Read' }] }],
        ['scopes[0]', { ...oauth2, scopes: ['orders:read'] }],
        ['flows', { ...oauth2, flows: {} }],
        ['flows.clientCredentials', { ...oauth2, flows: { clientCredentials: { clientId: 'x' } } }],
        ['flows.authorizationCode.applicationCredential', { ...oauth2, flows: { authorizationCode: {} } }],
        ['flows.authorizationCode.applicationCredential.id', { ...oauth2, flows: { authorizationCode: { applicationCredential: {} } } }],
      ])
    },

    'refuses an application credential that the organisation does not have': async () => {
      const theirs = await world.http({ environments: [acting('Production', place(text('theirs')))] })
      const foreign = theirs.environments[0].credentials.action[0].credential.id
      await refuses(
        [newUlid(), foreign].map((id) => [
          'flows.authorizationCode.applicationCredential.id',
          { ...oauth2, flows: { authorizationCode: { applicationCredential: { id } } } },
        ]),
      )
    },
  }
}
