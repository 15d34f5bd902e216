import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { acting, environment, httpBody, place, text, variable } from './bodies.js'
import { expectRefusal } from './expectations.js'
import { addressOf, type World } from './world.js'

const mask = '******'
const urls = { authorizeUrl: 'https://l.example/a', tokenUrl: 'https://l.example/t' }
const oauth = { clientId: 'nw-app', ...urls, scopes: ['orders:read'] }
const client = { name: 'client', type: 'oauth2-client', data: { ...oauth, clientSecret: 'kept-clientSecret' } }

/** One credential per secret there is; every secret has the word kept in it. */
const credentials = [
  text('string', 'kept-value'),
  { name: 'binary', type: 'binary', data: { valueBase64: Buffer.from('kept-valueBase64').toString('base64') } },
  { name: 'basic', type: 'basic-auth', data: { username: 'robot', password: 'kept-password' } },
  client,
  {
    name: 'token',
    type: 'oauth2-token',
    data: { ...oauth, clientSecret: 'kept-clientSecret', accessToken: 'kept-accessToken', refreshToken: 'kept-refreshToken' },
  },
]
const holdsSecret = (answer: unknown): boolean => /kept|a2VwdC/.test(JSON.stringify(answer))

export const secretCases = (world: World): Cases => ({
  'shows every secret as six asterisks in every answer, to everybody': async () => {
    const places = credentials.map((credential) => place(credential))
    const made = await world.http({ environments: [environment('Production', { credentials: { action: places, trigger: places } })] })
    const viewer = await world.token(['VIEWER'], made.organisationId)
    const answers = [
      made,
      await world.read(made),
      await world.list(made.organisationId),
      (await world.send('GET', addressOf(made), undefined, { token: viewer })).body,
      await world.replaced(made, { environments: made.environments }),
      await world.replaced(made, { name: 'Orders EU' }),
    ]
    for (const answer of answers) {
      expect(holdsSecret(answer)).toBe(false)
      const [{ action, trigger }] = (answer.connections?.[0] ?? answer).environments.map((shown: any) => shown.credentials)
      for (const list of [action, trigger]) {
        expect(list.map(({ credential }: any) => credential.data)).toEqual([
          { value: mask },
          { valueBase64: mask },
          { username: 'robot', password: mask },
          { ...oauth, clientSecret: mask },
          { ...oauth, clientSecret: mask, accessToken: mask, refreshToken: mask },
        ])
      }
    }
  },

  'shows the secret of an application credential as six asterisks, in the configs and in their copies': async () => {
    const organisation = await world.organisation()
    const owner = await world.http({ environments: [acting('Production', place(client))] }, organisation)
    const { id } = owner.environments[0].credentials.action[0].credential
    const scheme = { schemeType: 'oauth2', ...urls, scopes: [], flows: { authorizationCode: { applicationCredential: { id } } } }
    const made = await world.http({ authSchemeConfigs: [scheme], environments: [acting('QA', place({ id }, scheme))] }, organisation)
    for (const answer of [made, await world.read(made), await world.replaced(made, { authSchemeConfigs: made.authSchemeConfigs })]) {
      const copy = answer.environments[0].credentials.action[0].authSchemeConfig
      for (const shown of [answer.authSchemeConfigs[0], copy]) {
        expect(shown.flows.authorizationCode.applicationCredential.data).toEqual({ ...oauth, clientSecret: mask })
      }
      expect(holdsSecret(answer)).toBe(false)
    }
  },

  'shows names, user names, URLs, scopes, parameters and variables in clear': async () => {
    const credential = {
      name: 'token',
      type: 'oauth2-token',
      data: { ...oauth, clientSecret: 's', additionalParams: { audience: 'orders' } },
    }
    const made = await world.http({
      environmentVariables: [variable('apiVersion', '2024-01')],
      environments: [environment('Production', { variables: [variable('password', mask)], credentials: { action: [place(credential)] } })],
    })
    expect(made.baseUrl).toBe('https://orders.example/v2')
    expect(made.environmentVariables).toEqual([variable('apiVersion', '2024-01')])
    expect(made.environments[0].variables).toContainEqual(variable('password', mask))
    expect(made.environments[0].credentials.action[0].credential).toMatchObject({
      name: 'token',
      data: { ...oauth, additionalParams: { audience: 'orders' } },
    })
  },

  'refuses six asterisks as a new secret': async () => {
    const made = await world.http()
    for (const [type, data, member] of [
      ['string', { value: mask }, 'value'],
      ['binary', { valueBase64: mask }, 'valueBase64'],
      ['basic-auth', { username: 'robot', password: mask }, 'password'],
      ['oauth2-client', { ...oauth, clientSecret: mask }, 'clientSecret'],
      ['oauth2-token', { ...oauth, clientSecret: 's', accessToken: mask }, 'accessToken'],
      ['oauth2-token', { ...oauth, clientSecret: 's', refreshToken: mask }, 'refreshToken'],
    ] as const) {
      const environments = [acting('Production', place({ name: 'robot', type, data }))]
      const field = `environments[0].credentials.action[0].credential.data.${member}`
      expectRefusal(await world.create('http', httpBody({ environments }), made.organisationId), 400, [field], member)
      expectRefusal(await world.put(made, { environments }), 400, [field], member)
    }
    expectRefusal(await world.create('http', httpBody({ baseUrl: mask }), made.organisationId), 400, ['baseUrl'])
    expect(await world.list(made.organisationId)).toEqual({ totalCount: 1, connections: [made] })
  },

  'ignores a credential that a PUT sends for a place that exists': async () => {
    const made = await world.http({ environments: [acting('Production', place(text('key')))] })
    const [production] = made.environments
    const [{ id, authSchemeConfig, credential }] = production.credentials.action
    for (const sent of [
      text('other', 'another-secret'),
      { ...credential, name: 'renamed', data: { value: 'another-secret' } },
      { id: 'none' },
    ]) {
      const entry = { id: production.id, name: 'Production', credentials: { action: [{ id, authSchemeConfig, credential: sent }] } }
      const after = await world.replaced(made, { environments: [entry] })
      expect(after.environments).toEqual(made.environments)
    }
  },

  'shows a base URL with credentials as six asterisks, and keeps it when they come back': async () => {
    for (const baseUrl of ['https://robot:kept-password@orders.example/v2', 'https://orders.example/v2?api_key=kept']) {
      const made = await world.http({ baseUrl })
      expect(made.baseUrl).toBe(mask)
      const before = await world.send('GET', addressOf(made))
      expect(before.body).toEqual(made)
      expect(await world.list(made.organisationId)).toMatchObject({ connections: [{ baseUrl: mask }] })

      const after = await world.put(made, { baseUrl: mask })
      expect(after.body).toEqual({ ...made, updatedAt: after.body.updatedAt })
      expect(after.headers.etag).toBe(before.headers.etag)

      const again = await world.put(made, { baseUrl })
      expect(again.headers.etag).toBe(before.headers.etag)
      expect(holdsSecret(after) || holdsSecret(again)).toBe(false)
    }
  },

  'replaces a base URL with credentials by one without, and back': async () => {
    const made = await world.http({ baseUrl: 'https://robot:kept@orders.example' })
    expect((await world.replaced(made, { baseUrl: 'https://eu.orders.example' })).baseUrl).toBe('https://eu.orders.example')
    expect((await world.replaced(made, { baseUrl: mask })).baseUrl).toBe('https://eu.orders.example')
    expect((await world.replaced(made, { baseUrl: 'https://robot:kept@orders.example' })).baseUrl).toBe(mask)
  },
})
