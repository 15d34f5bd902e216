import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { acting, apiKey, basic, bigqueryBody, environment, httpBody, place, text, variable } from './bodies.js'
import { aTime, anUlid, expectRefusal } from './expectations.js'
import { northwind } from './northwind.js'
import { example, type World } from './world.js'

export const objectCases = (world: World): Cases => ({
  'answers the example of a creation as the contract shows its result': async () => {
    const { made, shared } = await northwind(world)
    const given = example('HTTPConnectionCreate')
    const [key, signature] = given.authSchemeConfigs
    const own = (name: string): object => ({
      id: anUlid,
      type: 'string',
      name,
      data: { value: '******' },
      createdAt: made.createdAt,
      updatedAt: made.createdAt,
    })
    const times = { createdAt: made.createdAt, updatedAt: made.createdAt }
    expect(made).toEqual({
      id: anUlid,
      organisationId: shared.organisationId,
      name: 'Northwind Orders',
      protocol: 'http',
      baseUrl: 'https://{{host}}.northwind.example/v2',
      authSchemeConfigs: [key, signature],
      environmentVariables: [variable('apiVersion', '2024-01')],
      environments: [
        {
          id: anUlid,
          name: 'Production',
          variables: [variable('apiVersion', '2024-01'), variable('host', 'api')],
          credentials: {
            action: [{ id: anUlid, authSchemeConfig: key, credential: own('nw live key') }],
            trigger: [{ id: anUlid, authSchemeConfig: signature, credential: own('nw webhook') }],
          },
          ...times,
        },
        {
          id: anUlid,
          name: 'Sandbox',
          variables: [variable('apiVersion', '2024-01'), variable('host', 'sandbox')],
          credentials: { action: [{ id: anUlid, authSchemeConfig: key, credential: shared.credential }], trigger: [] },
          ...times,
        },
      ],
      versions: [],
      ...times,
    })
    expect(shared.credential.createdAt).not.toBe(made.createdAt)
  },

  'answers the example of a bigquery creation with its environment': async () => {
    const { status, body } = await world.create('bigquery', example('BigQueryConnectionCreate'))
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Warehouse',
      protocol: 'bigquery',
      datasetId: 'acme-prod.sales',
      environments: [{ name: 'Production' }],
    })
    expect(body).not.toHaveProperty('baseUrl')
  },

  'makes an id of its own for every connection, environment, place and credential': async () => {
    const { made } = await northwind(world)
    const places = made.environments.flatMap(({ credentials }: any) => [...credentials.action, ...credentials.trigger])
    const ids = [made, ...made.environments, ...places, ...places.map(({ credential }: any) => credential)].map(({ id }) => id)
    expect(ids).toEqual(ids.map(() => anUlid))
    expect(new Set(ids).size).toBe(ids.length)
  },

  'writes every time as RFC 3339 in UTC': async () => {
    const { made } = await northwind(world)
    const [production] = made.environments
    for (const { createdAt, updatedAt } of [made, production, production.credentials.action[0].credential]) {
      expect([createdAt, updatedAt]).toEqual([aTime, aTime])
      expect([Date.parse(createdAt), Date.parse(updatedAt)]).toEqual([Date.parse(made.createdAt), Date.parse(made.createdAt)])
    }
  },

  'keeps credentials in their order, for actions and triggers apart': async () => {
    const names = ({ credentials }: any, list: string): string[] => credentials[list].map(({ credential }: any) => credential.name)
    const action = ['session', 'key', 'a'].map((name) => place(text(name)))
    const trigger = ['z', 'signature'].map((name) => place(text(name), basic))
    const made = await world.http({ environments: [environment('Production', { credentials: { action, trigger } })] })
    for (const { environments } of [made, await world.read(made)]) {
      expect(names(environments[0], 'action')).toEqual(['session', 'key', 'a'])
      expect(names(environments[0], 'trigger')).toEqual(['z', 'signature'])
    }
  },

  'shows both lists of credentials, empty when there are none': async () => {
    const { environments } = await world.http({
      environments: [environment('None'), acting('Acting', place(text('key'))), environment('Empty', { credentials: { trigger: [] } })],
    })
    expect(environments.map(({ credentials }: any) => [credentials.action.length, credentials.trigger.length])).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
    ])
  },

  'starts a connection without versions': async () => {
    expect(await world.http({ versions: [{ name: '1.0.0' }] })).toMatchObject({ versions: [] })
    expect(await world.bigquery()).toMatchObject({ versions: [] })
  },

  'refuses an environment without its name, credentials or variables, at its place': async () => {
    const made = await world.http()
    for (const member of ['name', 'credentials', 'variables']) {
      const environments = [environment('A'), { ...environment('B'), [member]: undefined }]
      const field = `environments[1].${member}`
      expectRefusal(await world.create('http', httpBody({ environments }), made.organisationId), 400, [field])
      expectRefusal(await world.create('bigquery', bigqueryBody({ environments }), made.organisationId), 400, [field])
      expectRefusal(await world.put(made, { environments }), 400, [field])
    }
    expect(await world.list(made.organisationId)).toEqual({ totalCount: 1, connections: [made] })
  },

  'refuses two environments of one name with 409': async () => {
    const made = await world.http({ environments: [environment('A')] })
    const environments = [environment('A'), environment('B'), environment('A')]
    expectRefusal(await world.create('http', httpBody({ environments }), made.organisationId), 409, ['environments[2].name'])
    expectRefusal(await world.put(made, { environments }), 409, ['environments[2].name'])
    const renamed = [{ id: made.environments[0].id, name: 'B' }, environment('B')]
    expectRefusal(await world.put(made, { environments: renamed }), 409, ['environments[1].name'])
    expect(await world.list(made.organisationId)).toEqual({ totalCount: 1, connections: [made] })
    const { environments: twins } = await world.http({ environments: [environment('A')] }, made.organisationId)
    expect(twins).toMatchObject([{ name: 'A' }])
  },

  'copies a scheme into the place that uses it': async () => {
    const made = await world.http({ authSchemeConfigs: [basic], environments: [acting('Production', place(text('key'), apiKey))] })
    expect(made.authSchemeConfigs).toEqual([basic])
    expect(made.environments[0].credentials.action[0].authSchemeConfig).toEqual(apiKey)
  },
})
