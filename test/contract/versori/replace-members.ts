import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { Cases } from '../../support/contract.js'
import { acting, apiKey, basic, environment, place, text, variable } from './bodies.js'
import { expectRefusal } from './expectations.js'
import type { World } from './world.js'

const [host, port, region] = [variable('host', 'api'), variable('port', '443'), variable('region', 'eu')]
const kept = ({ id, name }: any): any => ({ id, name })
const variablesOf = ({ environments }: any): any[] => environments.map(({ variables }: any) => variables)

/** Contract section (c), rows 11 to 14: variables and credentials inside a PUT. */
export const replaceMemberCases = (world: World): Cases => {
  /** A connection whose one environment holds an api key and a user, for actions, and a key for triggers. */
  const withPlaces = async (): Promise<{ made: any; environment: any; one: any; two: any; trigger: any }> => {
    const credentials = { action: [place(text('one')), place(text('two'), basic)], trigger: [place(text('hook'))] }
    const made = await world.http({ environments: [environment('A', { credentials })] })
    const [found] = made.environments
    const [one, two] = found.credentials.action
    return { made, environment: found, one, two, trigger: found.credentials.trigger[0] }
  }

  return {
    'replaces the variables of an environment when they are given, deletes them with [], keeps them otherwise': async () => {
      const made = await world.http({ environments: [environment('A', { variables: [host, port] })] })
      const entry = kept(made.environments[0])
      const after = async (changes: object): Promise<any> =>
        (await world.replaced(made, { environments: [{ ...entry, ...changes }] })).environments
      expect(await after({})).toMatchObject([{ variables: [host, port] }])
      expect(await after({ variables: [region, host] })).toMatchObject([{ variables: [region, host] }])
      expect(await after({ name: 'B' })).toMatchObject([{ name: 'B', variables: [region, host] }])
      expect(await after({ variables: [] })).toMatchObject([{ variables: [] }])
    },

    'keeps the credentials of an entry that names none, or names one list only': async () => {
      const { made, environment: found, one, two } = await withPlaces()
      for (const credentials of [undefined, null, {}, { action: [one, two] }, { trigger: found.credentials.trigger }]) {
        const { environments } = await world.replaced(made, { environments: [{ ...kept(found), credentials }] })
        expect(environments).toEqual([found])
      }
    },

    'reorders credentials and takes a new setting of their scheme': async () => {
      const { made, environment: found, one, two, trigger } = await withPlaces()
      const moved = { ...apiKey, in: 'query', name: 'key' }
      const action = [
        { id: two.id, authSchemeConfig: basic },
        { id: one.id, authSchemeConfig: moved },
      ]
      const { environments } = await world.replaced(made, { environments: [{ ...kept(found), credentials: { action } }] })
      expect(environments[0].credentials).toEqual({ action: [two, { ...one, authSchemeConfig: moved }], trigger: [trigger] })
    },

    'refuses another scheme type for a credential in its place': async () => {
      const { made, environment: found, one, two } = await withPlaces()
      const action = [one, { id: two.id, authSchemeConfig: apiKey }]
      const answer = await world.put(made, { name: 'Changed', environments: [{ ...kept(found), credentials: { action } }] })
      expectRefusal(answer, 400, ['environments[0].credentials.action[1].authSchemeConfig.schemeType'])
      expect(await world.read(made)).toEqual(made)
    },

    'refuses a list of credentials with unknown, repeated or missing ids': async () => {
      const { made, environment: found, one, two, trigger } = await withPlaces()
      const scheme = { authSchemeConfig: apiKey }
      for (const [credentials, field] of [
        [{ action: [one, two, { id: newUlid(), ...scheme }] }, 'action[2].id'],
        [{ action: [one, two, { id: trigger.id, ...scheme }] }, 'action[2].id'],
        [{ action: [one, two, { ...scheme, credential: text('new') }] }, 'action[2].id'],
        [{ action: [one, two, one] }, 'action[2].id'],
        [{ action: [one] }, 'action'],
        [{ action: [] }, 'action'],
        [{ trigger: [] }, 'trigger'],
        [{ action: [one, { id: two.id }] }, 'action[1].authSchemeConfig'],
      ] as const) {
        const answer = await world.put(made, { name: 'Changed', environments: [{ ...kept(found), credentials }] })
        expectRefusal(answer, 400, [`environments[0].credentials.${field}`], JSON.stringify(credentials))
      }
      expect(await world.read(made)).toEqual(made)
    },

    'overwrites the variables of every environment with new environmentVariables': async () => {
      const made = await world.http({
        environmentVariables: [host],
        environments: [environment('A', { variables: [port] }), environment('B')],
      })
      const after = await world.replaced(made, { environmentVariables: [region, variable('host', 'eu')] })
      expect(after.environmentVariables).toEqual([region, variable('host', 'eu')])
      expect(variablesOf(after)).toEqual([after.environmentVariables, after.environmentVariables])
      expect(after.environments).toMatchObject([{ updatedAt: after.updatedAt }, { updatedAt: after.updatedAt }])

      const bare = await world.replaced(made, { environmentVariables: [port], environments: made.environments.map(kept) })
      expect(variablesOf(bare)).toEqual([[port], [port]])
      const none = await world.replaced(made, { environmentVariables: [] })
      expect([none.environmentVariables, ...variablesOf(none)]).toEqual([[], [], []])
    },

    'sets new environmentVariables by name over variables of the same request': async () => {
      const made = await world.http({ environments: [environment('A', { variables: [region] }), environment('B')] })
      const [a, b] = made.environments.map(kept)
      const after = await world.replaced(made, {
        environmentVariables: [variable('host', 'default'), port],
        environments: [{ ...a, variables: [host, region] }, b, environment('C', { variables: [host] })],
      })
      const [inA, inB, inC] = variablesOf(after)
      expect(inA).toHaveLength(3)
      expect(inA).toEqual(expect.arrayContaining([variable('host', 'default'), port, region]))
      expect(inB).toEqual([variable('host', 'default'), port])
      expect(inC).toHaveLength(2)
      expect(inC).toEqual(expect.arrayContaining([host, port]))
    },

    'takes environmentVariables equal to the stored ones as not given': async () => {
      const made = await world.http({ environmentVariables: [host, port], environments: [environment('A', { variables: [region] })] })
      const after = await world.replaced(made, { environmentVariables: [host, port] })
      expect(after).toEqual({ ...made, updatedAt: after.updatedAt })
      const [a] = made.environments.map(kept)
      const own = await world.replaced(made, {
        environmentVariables: [host, port],
        environments: [{ ...a, variables: [variable('host', 'own')] }],
      })
      expect(variablesOf(own)).toEqual([[variable('host', 'own')]])
    },

    'starts a new environment with the default variables, its own of the same name on top': async () => {
      const defaults = [host, port]
      const entry = environment('A', { variables: [variable('host', 'own'), region] })
      const expected = expect.arrayContaining([variable('host', 'own'), port, region])
      const made = await world.http({ environmentVariables: defaults, environments: [entry, environment('B')] })
      expect(variablesOf(made)).toEqual([expected, expect.arrayContaining(defaults)])
      expect(variablesOf(made).map(({ length }) => length)).toEqual([3, 2])

      const added = await world.replaced(made, { environments: [...made.environments.map(kept), { ...entry, name: 'C' }] })
      expect(variablesOf(added)).toEqual([...variablesOf(made), expected])
    },

    'uses a credential of the organisation again after its environment is gone': async () => {
      const made = await world.http({ environments: [acting('A', place(text('kept')))] })
      const { credential } = made.environments[0].credentials.action[0]
      await world.replaced(made, { environments: [] })
      const after = await world.replaced(made, { environments: [acting('B', place({ id: credential.id }))] })
      expect(after.environments[0].credentials.action[0].credential).toEqual(credential)
    },
  }
}
