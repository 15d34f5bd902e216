import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { Cases } from '../../support/contract.js'
import { acting, apiKey, environment, place, text, variable } from './bodies.js'
import { expectRefusal } from './expectations.js'
import { northwind, northwindUpdate } from './northwind.js'
import { addressOf, example, type World } from './world.js'

/** Contract section (c), rows 15 to 21: what holds for a PUT as a whole. */
export const replaceWholeCases = (world: World): Cases => {
  /** Sent back as it was shown, a connection changes in nothing but updatedAt. */
  const holdsStill = async (made: any): Promise<void> => {
    const before = await world.send('GET', addressOf(made))
    const written = await world.send('PUT', addressOf(made), before.body)
    expect(written.status, written.text).toBe(200)
    const after = await world.send('GET', addressOf(made))
    expect(after.body).toEqual({ ...before.body, updatedAt: written.body.updatedAt })
    expect(written.body).toEqual(after.body)
    expect(after.headers.etag).toBe(before.headers.etag)
  }

  return {
    'refuses an id or organisationId other than the one in the path': async () => {
      const [made, elsewhere] = [await world.http(), await world.organisation()]
      const send = (changes: object): ReturnType<World['send']> =>
        world.send('PUT', addressOf(made), { ...made, name: 'Changed', ...changes })
      expectRefusal(await send({ id: newUlid() }), 400, ['id'])
      expectRefusal(await send({ organisationId: elsewhere }), 400, ['organisationId'])
      expectRefusal(await send({ id: made.id.toLowerCase(), organisationId: newUlid() }), 400, ['id', 'organisationId'])
      expect(await world.read(made)).toEqual(made)
    },

    'refuses a protocol other than the stored one, known or not': async () => {
      const [http, bigquery] = [await world.http(), await world.bigquery()]
      const both = { baseUrl: 'https://orders.example', datasetId: 'acme.sales' }
      expectRefusal(await world.put(http, { ...both, protocol: 'bigquery' }), 400, ['protocol'])
      expectRefusal(await world.put(bigquery, { ...both, protocol: 'http' }), 400, ['protocol'])
      for (const protocol of ['ftp', 'HTTP', '']) expectRefusal(await world.put(http, { protocol }), 400, ['protocol'])
      expect(await world.read(http)).toEqual(http)
      expect(await world.read(bigquery)).toEqual(bigquery)
    },

    'takes datasetId or baseUrl for bigquery, and shows the dataset that is stored': async () => {
      const made = await world.bigquery()
      const changed = await world.replaced(made, { datasetId: 'acme-prod.orders' })
      expect(changed.datasetId).toBe('acme-prod.orders')
      const after = await world.replaced(made, { datasetId: undefined, baseUrl: 'https://bigquery.example' })
      expect(after).toEqual({ ...changed, updatedAt: after.updatedAt })
      expect(after).not.toHaveProperty('baseUrl')
      const both = await world.replaced(made, { datasetId: 'acme-prod.sales', baseUrl: 'https://bigquery.example' })
      expect(both).toEqual({ ...made, updatedAt: both.updatedAt })
      for (const nothing of [{}, { baseUrl: null }, { baseUrl: 7 }, { datasetId: null }]) {
        expectRefusal(await world.put(made, { datasetId: undefined, ...nothing }), 400, ['datasetId'], JSON.stringify(nothing))
      }
    },

    'ignores versions in the body': async () => {
      const made = await world.http()
      for (const versions of [[{ id: newUlid(), name: '1.0.0', isDefault: true }], [], 'none', null]) {
        expect(await world.replaced(made, { versions })).toMatchObject({ versions: [] })
      }
    },

    'changes nothing when the body of a GET is sent back, updatedAt aside': async () => {
      const { made } = await northwind(world)
      await holdsStill(made)
      await world.send('PUT', addressOf(made), northwindUpdate(made))
      await holdsStill(made)
      await holdsStill(await world.http({ baseUrl: 'https://robot:teal-Oak-5@orders.example' }))
      await holdsStill((await world.create('bigquery', example('BigQueryConnectionCreate'))).body)
    },

    'changes nothing when the body of a GET with OAuth 2.0 applications is sent back': async () => {
      const organisation = await world.organisation()
      const owner = await world.http({ environments: [acting('Production', place(text('app')))] }, organisation)
      const { id } = owner.environments[0].credentials.action[0].credential
      const scheme = example('AuthSchemeConfig', { '01HQ7ZAPP00000000000000001': id })
      const environments = [acting('QA', place({ id }, scheme), place(text('key'), apiKey))]
      await holdsStill(await world.http({ authSchemeConfigs: [scheme], environments }, organisation))
    },

    'moves updatedAt with every PUT, without a revision when nothing changed, and never createdAt': async () => {
      const made = await world.http({ environments: [environment('A')] })
      const first = await world.send('GET', addressOf(made))
      const still = await world.put(made)
      expect(Date.parse(still.body.updatedAt)).toBeGreaterThan(Date.parse(made.updatedAt))
      expect(still.headers.etag).toBe(first.headers.etag)
      const changed = await world.put(made, { name: 'Orders EU' })
      expect(Date.parse(changed.body.updatedAt)).toBeGreaterThan(Date.parse(still.body.updatedAt))
      expect(changed.headers.etag).not.toBe(first.headers.etag)
      expect([still.body.createdAt, changed.body.createdAt]).toEqual([made.createdAt, made.createdAt])
      expect(changed.body.environments).toEqual(made.environments)
    },

    'applies all of a PUT or nothing': async () => {
      const { made } = await northwind(world)
      const good = northwindUpdate(made)
      const [sandbox, qa, production] = good.environments
      for (const [changes, field] of [
        [
          { environments: [sandbox, qa, { ...production, variables: [{ name: 'shard', value: 7 }] }] },
          'environments[2].variables[0].value',
        ],
        [{ environments: [sandbox, qa, { ...production, id: newUlid() }] }, 'environments[2].id'],
        [{ environments: [sandbox, qa, acting('Last', place({ id: newUlid() }))] }, 'environments[2].credentials.action[0].credential.id'],
        [{ authSchemeConfigs: [{ schemeType: 'jwt-bearer' }] }, 'authSchemeConfigs[0].schemeType'],
        [{ environmentVariables: [variable('a', '1'), { name: 'b' }] }, 'environmentVariables[1].value'],
      ] as const) {
        expectRefusal(await world.send('PUT', addressOf(made), { ...good, ...changes }), 400, [field])
        expect(await world.read(made)).toEqual(made)
      }
      const clash = { ...good, environments: [sandbox, qa, { ...production, name: 'QA' }] }
      expectRefusal(await world.send('PUT', addressOf(made), clash), 409, ['environments[2].name'])
      expect(await world.read(made)).toEqual(made)
    },
  }
}
