import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { acting, apiKey, basic, environment, place, text } from './bodies.js'
import { credentialsOf, everyType } from './organisation.js'
import type { World } from './world.js'

const hmac = { schemeType: 'hmac', name: 'X-Sign', in: 'header', algorithm: 'sha256', digestInputs: ['body'] }
const urls = { authorizeUrl: 'https://l.example/a', tokenUrl: 'https://l.example/t' }
const asking = (id: string): object => ({
  schemeType: 'oauth2',
  ...urls,
  scopes: [],
  flows: { authorizationCode: { applicationCredential: { id } } },
})

export const credentialUsageCases = (world: World): Cases => ({
  'shows the environments that use a credential, each once, with their connection': async () => {
    const credentials = await credentialsOf(world)
    const { id } = await credentials.create(text('shared'))
    const both = { action: [place({ id }), place({ id }, hmac)], trigger: [place({ id }, hmac)] }
    const first = await world.http(
      {
        name: 'First',
        environments: [environment('QA & Größe', { credentials: both }), environment('Idle'), acting('Live', place({ id }))],
      },
      credentials.organisation,
    )
    const second = await world.bigquery({ name: 'Second', environments: [acting('★', place({ id }))] }, credentials.organisation)
    const usage = ({ id: environmentId, name, createdAt, updatedAt }: any, user: any, slug?: string): object => ({
      environment: {
        id: environmentId,
        name,
        ...(slug && { slug }),
        connection: {
          id: user.id,
          organisationId: credentials.organisation,
          name: user.name,
          protocol: user.protocol,
          createdAt: user.createdAt,
          updatedAt: user.updatedAt,
        },
        createdAt,
        updatedAt,
      },
    })
    const usages = [
      usage(first.environments[0], first, 'qa-große'),
      usage(first.environments[2], first, 'live'),
      usage(second.environments[0], second),
    ]
    expect((await credentials.read(id)).usages).toEqual(usages)
    expect((await credentials.replaced({ id, ...text('renamed') })).usages).toEqual(usages)
  },

  'tells no environment of a credential that a scheme on offer asks with, which is in use all the same': async () => {
    const credentials = await credentialsOf(world)
    const { id } = await credentials.create({ name: 'app', type: 'oauth2-client', data: everyType['oauth2-client'] })
    const user = await world.http({ authSchemeConfigs: [asking(id)] }, credentials.organisation)
    expect((await credentials.read(id)).usages).toEqual([])
    expect((await credentials.remove(id)).status).toBe(409)
    await world.replaced(user, { environments: [acting('Production', place(text('key'), asking(id)))] })
    expect((await credentials.read(id)).usages).toMatchObject([{ environment: { name: 'Production' } }])
  },

  'forgets a usage with its environment, after which the credential may be deleted': async () => {
    const credentials = await credentialsOf(world)
    const { id } = await credentials.create(text('shared'))
    const user = await world.http({ environments: [acting('Production', place({ id }))] }, credentials.organisation)
    await world.replaced(user, { environments: [] })
    expect((await credentials.read(id)).usages).toEqual([])
    expect((await credentials.remove(id)).status).toBe(204)
  },

  'tells in a summary the scheme of the oldest use, and without one the scheme that fits the type': async () => {
    const credentials = await credentialsOf(world)
    const schemes = async (): Promise<object> =>
      Object.fromEntries((await credentials.list()).credentials.map(({ name, authSchemeType }: any) => [name, authSchemeType]))
    const ids: Record<string, string> = {}
    for (const [type, data] of Object.entries(everyType)) ids[type] = (await credentials.create({ name: type, type, data })).id
    expect(await schemes()).toEqual({
      none: 'none',
      string: 'api-key',
      binary: 'google-service-account',
      'basic-auth': 'basic-auth',
      'oauth2-client': 'oauth2',
      'oauth2-token': 'oauth2',
    })
    const id = ids.string ?? ''
    await world.http({ environments: [environment('A', { credentials: { trigger: [place({ id }, hmac)] } })] }, credentials.organisation)
    await world.http({ environments: [acting('A', place({ id }, apiKey))] }, credentials.organisation)
    const binary = ids.binary ?? ''
    await world.http({ environments: [acting('A', place({ id: binary }, basic))] }, credentials.organisation)
    expect(await schemes()).toMatchObject({ string: 'hmac', binary: 'basic-auth' })
  },
})
