import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { RestAnswer } from '../../support/boot.js'
import type { Cases } from '../../support/contract.js'
import { acting, apiKey, basic, environment, place, text, variable } from './bodies.js'
import { expectRefusal } from './expectations.js'
import { addressOf, example, type World } from './world.js'

export const environmentCases = (world: World): Cases => {
  const at = (connection: any, { id }: any): string => `${addressOf(connection)}/environments/${id}`
  const summaryOf = ({ id, name, createdAt, updatedAt }: any, slug: string): object => ({ id, name, slug, createdAt, updatedAt })
  const put = (connection: any, one: any, changes: object = {}): Promise<RestAnswer> =>
    world.send('PUT', at(connection, one), { id: one.id, name: one.name, ...changes })
  const list = async (connection: any, query: Record<string, string> = {}): Promise<any> => {
    const { status, body, text: said } = await world.send('GET', `${addressOf(connection)}/environments`, undefined, { query })
    expect(status, said).toBe(200)
    return body
  }
  const names = ({ items }: any): string[] => items.map(({ name }: any) => name)
  const three = (): Promise<any> =>
    world.http({ environments: [acting('Production', place(text('live'))), environment('Sandbox'), environment('QA München')] })

  return {
    'lists environments as items without credentials, the most recently updated first': async () => {
      const made = await three()
      const [production, sandbox, qa] = made.environments
      const changed = await put(made, sandbox, { variables: [variable('host', 'sandbox')] })
      expect(await list(made)).toEqual({
        totalCount: 3,
        items: [
          summaryOf(changed.body, 'sandbox'),
          ...[summaryOf(production, 'production'), summaryOf(qa, 'qa-munchen')].sort((one: any, other: any) =>
            one.id < other.id ? 1 : -1,
          ),
        ],
      })
      expect(await list(await world.http())).toEqual({ totalCount: 0, items: [] })
      const [shown] = example('ConnectionEnvironmentPage').items
      for (const item of (await list(made)).items) expect(Object.keys(item).sort()).toEqual(Object.keys(shown).sort())
    },

    'leaves the slug of an environment out whose name has neither letters nor digits': async () => {
      const made = await world.http({ environments: [environment('—')] })
      expect((await list(made)).items).toEqual([{ ...summaryOf(made.environments[0], ''), slug: undefined }])
    },

    'leads through environments by first, next and prev': async () => {
      const made = await world.http({ environments: Array.from({ length: 21 }, (_, index) => environment(`E${index}`)) })
      const all = names(await list(made, { first: '100' }))
      const first = await list(made)
      expect(names(first)).toEqual(all.slice(0, 20))
      expect(Object.keys(first).sort()).toEqual(['items', 'next', 'totalCount'])
      const last = await list(made, { after: first.next })
      expect(names(last)).toEqual(all.slice(20))
      expect(Object.keys(last).sort()).toEqual(['items', 'prev', 'totalCount'])
      expect(await list(made, { before: last.prev })).toEqual(first)
      const path = `${addressOf(made)}/environments`
      for (const [field, query] of [
        ['first', { first: '0' }],
        ['first', { first: '101' }],
        ['after', { after: 'b2Zmc2V0OjIw' }],
        ['before', { before: last.prev, after: first.next }],
      ] as const) {
        expectRefusal(await world.send('GET', path, undefined, { query }), 400, [field])
      }
    },

    'finds an environment with 200, as its connection shows it': async () => {
      const made = await three()
      for (const one of made.environments) expect(await world.send('GET', at(made, one))).toMatchObject({ status: 200, body: one })
    },

    'updates an environment with 200, and nothing else of its connection but updatedAt': async () => {
      const made = await three()
      const [production, sandbox, qa] = made.environments
      const { status, body } = await put(made, sandbox, { name: 'Sand', variables: [variable('host', 'sand')] })
      const after = await world.read(made)
      expect(status).toBe(200)
      expect(body).toEqual({ ...sandbox, name: 'Sand', variables: [variable('host', 'sand')], updatedAt: after.updatedAt })
      expect(after).toEqual({ ...made, environments: [production, body, qa], updatedAt: body.updatedAt })
      expect(Date.parse(body.updatedAt)).toBeGreaterThan(Date.parse(made.updatedAt))
    },

    'keeps what an update of an environment leaves out, and deletes its variables with []': async () => {
      const environments = [
        environment('A', {
          variables: [variable('host', 'a')],
          credentials: { action: [place(text('one'))], trigger: [place(text('two'), basic)] },
        }),
      ]
      const made = await world.http({ environments })
      const [a] = made.environments
      expect((await put(made, a)).body).toEqual(a)
      for (const nothing of [{ credentials: {} }, { credentials: null, variables: null }, { credentials: { action: null } }]) {
        expect((await put(made, a, nothing)).body).toEqual(a)
      }
      const without = (await put(made, a, { variables: [] })).body
      expect(without).toEqual({ ...a, variables: [], updatedAt: without.updatedAt })
    },

    'applies the example of an environment update: two credentials change places, the key moves to the query': async () => {
      const environments = [environment('Production', { credentials: { action: [place(text('key')), place(text('robot'), basic)] } })]
      const made = await world.http({ environments })
      const [production] = made.environments
      const [key, robot] = production.credentials.action
      const given = example('EnvironmentUpdate', {
        '01HQ80A1B3PR0D00000000000A': production.id,
        '01HQ80A1B4EC00000000000001': key.id,
        '01HQ80A1B4EC00000000000009': robot.id,
      })
      const { status, body } = await world.send('PUT', at(made, production), given)
      expect(status).toBe(200)
      expect(body.credentials).toEqual({
        action: [robot, { ...key, authSchemeConfig: { schemeType: 'api-key', name: 'nw_key', in: 'query' } }],
        trigger: [],
      })
    },

    'ignores a credential that an update of an environment sends': async () => {
      const made = await three()
      const [production] = made.environments
      const [{ id, authSchemeConfig, credential }] = production.credentials.action
      for (const other of [text('other'), { id: newUlid() }, { ...credential, data: { value: 'other' } }]) {
        const { status, body } = await put(made, production, { credentials: { action: [{ id, authSchemeConfig, credential: other }] } })
        expect(status).toBe(200)
        expect(body).toEqual(production)
      }
    },

    'changes nothing when an environment is sent back as it was shown': async () => {
      const made = await three()
      const before = await world.send('GET', addressOf(made))
      for (const one of made.environments) {
        expect(await world.send('PUT', at(made, one), one)).toMatchObject({
          status: 200,
          body: one,
          headers: { etag: before.headers.etag },
        })
      }
      expect((await world.send('GET', addressOf(made))).body).toEqual(made)
    },

    'refuses an update of an environment without id or name, or with another id': async () => {
      const made = await three()
      const [production, sandbox] = made.environments
      const path = at(made, production)
      for (const [body, ...fields] of [
        [{}, 'id', 'name'],
        [{ id: production.id }, 'name'],
        [{ name: 'Production' }, 'id'],
        [{ id: production.id, name: null }, 'name'],
        [{ id: production.id, name: '' }, 'name'],
        [{ id: sandbox.id, name: 'Production' }, 'id'],
      ] as const) {
        expectRefusal(await world.send('PUT', path, body), 400, fields, JSON.stringify(body))
      }
      for (const body of ['{', '[]', '']) expectRefusal(await world.send('PUT', path, body), 400)
      expect(await world.read(made)).toEqual(made)
    },

    'refuses a member of an environment at its place in the body': async () => {
      const made = await three()
      const production = made.environments[2]
      const [first] = made.environments
      const [{ id }] = first.credentials.action
      const oauth2 = { ...example('AuthSchemeConfig'), schemeType: 'oauth2' }
      for (const [field, one, changes] of [
        ['name', production, { name: 7 }],
        ['variables', production, { variables: 'none' }],
        ['variables[0].value', production, { variables: [{ name: 'host' }] }],
        ['variables[1].name', production, { variables: [variable('a', '1'), variable('a', '2')] }],
        ['credentials.action', first, { credentials: { action: [] } }],
        ['credentials.action[0].id', production, { credentials: { action: [{ id, authSchemeConfig: apiKey }] } }],
        ['credentials.action[0].id', first, { credentials: { action: [{ authSchemeConfig: apiKey }, { id, authSchemeConfig: apiKey }] } }],
        ['credentials.action[0].authSchemeConfig', first, { credentials: { action: [{ id }] } }],
        [
          'credentials.action[0].authSchemeConfig.in',
          first,
          { credentials: { action: [{ id, authSchemeConfig: { ...apiKey, in: 'body' } }] } },
        ],
        ['credentials.action[0].authSchemeConfig.schemeType', first, { credentials: { action: [{ id, authSchemeConfig: basic }] } }],
        ['credentials.action[0].authSchemeConfig.schemeType', first, { credentials: { action: [{ id, authSchemeConfig: oauth2 }] } }],
      ] as const) {
        expectRefusal(await put(made, one, changes), 400, [field], field)
      }
      expect(await world.read(made)).toEqual(made)
    },

    'refuses an application credential in an environment that the organisation does not have': async () => {
      const organisation = await world.organisation()
      const owner = await world.http({ environments: [acting('A', place(text('app')))] }, organisation)
      const { id } = owner.environments[0].credentials.action[0].credential
      const scheme = example('AuthSchemeConfig', { '01HQ7ZAPP00000000000000001': id })
      const made = await world.http({ environments: [environment('First'), acting('QA', place(text('key'), scheme))] }, organisation)
      const qa = made.environments[1]
      const strange = example('AuthSchemeConfig', { '01HQ7ZAPP00000000000000001': newUlid() })
      const action = [{ id: qa.credentials.action[0].id, authSchemeConfig: strange }]
      const field = 'credentials.action[0].authSchemeConfig.flows.authorizationCode.applicationCredential.id'
      expectRefusal(await put(made, qa, { credentials: { action } }), 400, [field])
      expect(await put(made, qa, { credentials: qa.credentials })).toMatchObject({ status: 200, body: qa })
    },

    'refuses the name of another environment with 409': async () => {
      const made = await three()
      const [production, sandbox] = made.environments
      expectRefusal(await put(made, sandbox, { name: 'Production' }), 409, ['name'])
      expectRefusal(await put(made, production, { name: 'Sandbox' }), 409, ['name'])
      expect(await world.read(made)).toEqual(made)
    },

    'deletes an environment with 204, force or not, and keeps the order of the others': async () => {
      const made = await world.http({ environments: ['A', 'B', 'C', 'D'].map((name) => environment(name)) })
      const [a, b, c, d] = made.environments
      const gone = await world.send('DELETE', at(made, b))
      expect(gone).toMatchObject({ status: 204, text: '' })
      expect(await world.send('DELETE', at(made, c), undefined, { query: { force: 'true' } })).toMatchObject({ status: 204, text: '' })
      const after = await world.read(made)
      expect(after).toEqual({ ...made, environments: [a, d], updatedAt: after.updatedAt })
      expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(made.updatedAt))
      for (const method of ['GET', 'DELETE'] as const) expectRefusal(await world.send(method, at(made, b)), 404)
      expectRefusal(await put(made, b), 404)
      expectRefusal(await world.send('DELETE', at(made, a), undefined, { query: { force: 'perhaps' } }), 400, ['force'])
    },

    'answers 404 for an environment that the connection does not have, and 400 for an id that is no ULID': async () => {
      const [made, other] = [await three(), await three()]
      for (const method of ['GET', 'PUT', 'DELETE'] as const) {
        const send = (id: string): Promise<RestAnswer> =>
          world.send(method, at(made, { id }), method === 'PUT' ? { id, name: 'X', variables: 7 } : undefined)
        expectRefusal(await send(newUlid()), 404)
        expectRefusal(await send(other.environments[0].id), 404)
        expectRefusal(await send('production'), 400, ['environment_id'])
      }
      const nowhere = { ...made, id: newUlid() }
      expectRefusal(await world.send('GET', `${addressOf(nowhere)}/environments`), 404)
      expectRefusal(await world.send('DELETE', at(nowhere, made.environments[0])), 404)
      expect(await world.read(made)).toEqual(made)
    },
  }
}
