import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { Cases } from '../../support/contract.js'
import { acting, apiKey, basic, environment, place, text, variable } from './bodies.js'
import { anUlid, expectRefusal } from './expectations.js'
import { northwind, northwindUpdate } from './northwind.js'
import { addressOf, type World } from './world.js'

const named = ({ environments }: any, name: string): any => environments.find((found: any) => found.name === name)
const names = ({ environments }: any): string[] => environments.map(({ name }: any) => name)
const sorted = (variables: any[]): any[] => [...variables].sort((a, b) => a.name.localeCompare(b.name))
const kept = ({ id, name }: any): any => ({ id, name })

/** Contract section (c), rows 1 to 10: what a list in a PUT does to the one that is stored. */
export const replaceListCases = (world: World): Cases => ({
  'applies the example of an update as the contract says its result': async () => {
    const { made } = await northwind(world)
    const [production, sandbox] = made.environments
    const { status, body } = await world.send('PUT', addressOf(made), northwindUpdate(made))
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: 'Northwind Orders EU', baseUrl: 'https://{{host}}.eu.northwind.example/v2', versions: [] })
    expect(body.authSchemeConfigs).toEqual([basic])
    expect(body.environmentVariables).toEqual([variable('apiVersion', '2024-04')])
    expect(names(body)).toEqual(['Sandbox', 'QA', 'Production'])
    expect(named(body, 'Sandbox').variables).toEqual([variable('apiVersion', '2024-04')])
    expect(sorted(named(body, 'QA').variables)).toEqual([variable('apiVersion', '2024-04'), variable('host', 'qa')])
    expect(sorted(named(body, 'Production').variables)).toEqual([
      variable('apiVersion', '2024-04'),
      variable('host', 'api'),
      variable('shard', '7'),
    ])
    expect(named(body, 'Production')).toMatchObject({ id: production.id, credentials: production.credentials })
    expect(named(body, 'Sandbox')).toMatchObject({ id: sandbox.id, credentials: sandbox.credentials })
    expect(named(body, 'QA').credentials).toMatchObject({
      action: [{ id: anUlid, authSchemeConfig: basic, credential: { id: anUlid, data: { username: 'qa-robot', password: '******' } } }],
      trigger: [],
    })
    expect(await world.read(made)).toEqual(body)
  },

  'leaves every list alone that a PUT does not name': async () => {
    const { made } = await northwind(world)
    for (const changes of [{}, { authSchemeConfigs: null, environments: null, environmentVariables: null }]) {
      const after = await world.replaced(made, changes)
      expect(after).toEqual({ ...made, updatedAt: after.updatedAt })
    }
  },

  'replaces authSchemeConfigs whole, and never the copies in the environments': async () => {
    const { made } = await northwind(world)
    for (const authSchemeConfigs of [[basic, { schemeType: 'none' }], [{ ...apiKey, name: 'X-Nw-Key', in: 'query' }], []]) {
      const after = await world.replaced(made, { authSchemeConfigs })
      expect(after).toEqual({ ...made, authSchemeConfigs, updatedAt: after.updatedAt })
      expect(await world.read(made)).toEqual(after)
    }
  },

  'takes environments as the new list: order, removals and additions at once': async () => {
    const made = await world.http({
      environments: [acting('A', place(text('a'))), environment('B'), acting('C', place(text('c')))],
    })
    const [a, , c] = made.environments
    const after = await world.replaced(made, { environments: [kept(c), environment('D'), kept(a)] })
    expect(names(after)).toEqual(['C', 'D', 'A'])
    expect([after.environments[0], after.environments[2]]).toEqual([c, a])
    expect(after.environments[1].id).toEqual(anUlid)
    expect(made.environments.map(({ id }: any) => id)).not.toContain(after.environments[1].id)
    expect(await world.read(made)).toEqual(after)
  },

  'applies the edits of an entry that exists: name, variables, order and settings of its credentials': async () => {
    const made = await world.http({ environments: [acting('A', place(text('one')), place(text('two'), basic))] })
    const [{ id, credentials, createdAt }] = made.environments
    const [one, two] = credentials.action
    const moved = { ...apiKey, name: 'key', in: 'query' }
    const after = await world.replaced(made, {
      environments: [
        {
          id,
          name: 'Renamed',
          variables: [variable('host', 'api')],
          credentials: { action: [two, { id: one.id, authSchemeConfig: moved }] },
        },
      ],
    })
    expect(after.environments).toEqual([
      {
        id,
        name: 'Renamed',
        variables: [variable('host', 'api')],
        credentials: { action: [two, { ...one, authSchemeConfig: moved }], trigger: [] },
        createdAt,
        updatedAt: after.updatedAt,
      },
    ])
  },

  'makes an environment of an entry without an id': async () => {
    const made = await world.http()
    const entry = acting('QA', place(text('qa')))
    const { environments, updatedAt } = await world.replaced(made, { environments: [entry] })
    expect(environments).toMatchObject([
      { id: anUlid, name: 'QA', createdAt: updatedAt, updatedAt, credentials: { action: [{ id: anUlid }] } },
    ])
    const [again] = (await world.replaced(made, { environments: [environment('QA')] })).environments
    expect(again.id).not.toBe(environments[0].id)
  },

  'makes a new environment of a copy of another, with the same credentials in places of its own': async () => {
    const made = await world.http({ environments: [acting('A', place(text('a')))] })
    const [a] = made.environments
    const { environments } = await world.replaced(made, { environments: [a, { ...a, id: undefined, name: 'Copy' }] })
    const [{ id, authSchemeConfig, credential }] = environments[1].credentials.action
    expect(environments[0]).toEqual(a)
    expect({ authSchemeConfig, credential }).toEqual({ authSchemeConfig: apiKey, credential: a.credentials.action[0].credential })
    expect([a.id, a.credentials.action[0].id]).not.toContain(id)
  },

  'lets the id alone decide whether an entry exists or is new': async () => {
    const made = await world.http({ environments: [acting('A', place(text('a')))] })
    const [{ id, credentials }] = made.environments
    const { environments } = await world.replaced(made, {
      environments: [
        { id, name: 'A', credentials: {}, variables: [] },
        { name: 'B', credentials: {}, variables: [] },
        { id: null, name: 'C', credentials: {}, variables: [] },
      ],
    })
    expect(environments[0]).toMatchObject({ id, credentials, variables: [] })
    expect(environments).toHaveLength(3)
    expect(new Set(environments.map((found: any) => found.id)).size).toBe(3)
  },

  'refuses an environment id that is unknown, with nothing applied': async () => {
    const made = await world.http({ environments: [environment('A')] })
    for (const id of [newUlid(), 'production', '']) {
      for (const entry of [
        { id, name: 'B' },
        { ...environment('B'), id },
      ]) {
        const changes = { name: 'Changed', environments: [kept(made.environments[0]), entry] }
        expectRefusal(await world.put(made, changes), 400, ['environments[1].id'], JSON.stringify(entry))
      }
    }
    expectRefusal(await world.put(made, { environments: [{ id: 7, name: 'B' }] }), 400, ['environments[0].id'])
    expect(await world.read(made)).toEqual(made)
  },

  "refuses the id of another connection's environment, with nothing applied": async () => {
    const made = await world.http({ environments: [environment('A')] })
    const neighbour = await world.http({ environments: [environment('A')] }, made.organisationId)
    expectRefusal(await world.put(made, { environments: [kept(neighbour.environments[0])] }), 400, ['environments[0].id'])
    expect(await world.read(made)).toEqual(made)
    expect(await world.read(neighbour)).toEqual(neighbour)
  },

  'refuses an environment id that stands twice, with nothing applied': async () => {
    const made = await world.http({ environments: [environment('A'), environment('B')] })
    const [a, b] = made.environments.map(kept)
    expectRefusal(await world.put(made, { environments: [a, b, { ...a, name: 'C' }] }), 400, ['environments[2].id'])
    expect(await world.read(made)).toEqual(made)
  },

  'lets two environments swap their names': async () => {
    const made = await world.http({ environments: [acting('A', place(text('a'))), environment('B')] })
    const [a, b] = made.environments
    const { environments } = await world.replaced(made, {
      environments: [
        { id: a.id, name: 'B' },
        { id: b.id, name: 'A' },
      ],
    })
    expect(environments).toMatchObject([
      { id: a.id, name: 'B', credentials: a.credentials },
      { id: b.id, name: 'A', credentials: b.credentials },
    ])
  },

  'takes an empty list of environments with 200': async () => {
    const { made } = await northwind(world)
    const after = await world.replaced(made, { environments: [] })
    expect(after).toEqual({ ...made, environments: [], updatedAt: after.updatedAt })
    expect(await world.read(made)).toEqual(after)
  },
})
