import { expect } from 'vitest'
import type { Role } from '../../../src/store/rows.js'
import type { Cases } from '../../support/contract.js'
import { form } from './files.js'
import { atEachRoute, connection, connections, expectJson, type GetTeam, type Reply } from './team.js'

const roles = ['VIEWER', 'TESTER', 'EDITOR', 'REVEALER', 'ADMIN'] as const
const denied = { message: 'Access denied' }
const notAuthorized = { error: 'Not authorized' }

/** What is left of a reply for a member of one of its projects. */
function outlined(reply: Reply): Reply {
  const kept = ['id', 'name', 'type', 'subType', 'createdAt', 'updatedAt']
  return Object.fromEntries(Object.keys(reply).map((key) => [key, kept.includes(key) ? reply[key] : null]))
}

export const projectCases = (team: GetTeam): Cases => {
  const member = (role: Role, ...projectIds: string[]): Promise<string> => team().app.token([role], team().id, projectIds)
  const full = { name: 'Shared', type: 'postgres', subType: 'rdsPostgres', host: 'h.example', password: 'p-Pass', sshPassword: 's-Pass' }

  return {
    'a member of projects lists what is shared with them, every key there, and few values': async () => {
      const { app, post, list } = team()
      const [first, second] = [await post({ ...full, project_ids: [101] }), await post({ ...full, project_ids: ['102', 999] })]
      for (const project_ids of [[103], [], null, ['10'], [1011]]) await post({ ...full, project_ids })
      for (const role of roles) {
        const token = await member(role, '101', '102')
        const whole = (await list()).filter(({ id }) => id === first.id || id === second.id)
        expect(whole).toHaveLength(2)
        const answer = await app.rest('GET', connections, undefined, { token })
        expect(answer.body).toEqual(whole.map(outlined))
        expect(answer.body.map(Object.keys)).toEqual(whole.map(Object.keys))
        expect((await app.rest('GET', connections, undefined, { token, query: { project_id: '103' } })).text).toBe(answer.text)
      }
    },

    'a member of projects reads what is shared with them, every key there, and few values': async () => {
      const { app, post, get } = team()
      const { id } = await post({ ...full, project_ids: [201, 202] })
      const records = (await app.records()).length
      for (const role of roles) {
        const whole = await get(id, team().viewer)
        const reply = await get(id, await member(role, '202'))
        expect(reply).toEqual(outlined(whole))
        expect(Object.keys(reply)).toEqual(Object.keys(whole))
      }
      expect((await app.records()).slice(records).map(({ action }) => action)).not.toContain('reveal')
    },

    'what is not shared with his projects is not for a member, and what there is not is not found': async () => {
      const { app, post } = team()
      const others = [[301], [], null].map((project_ids) => post({ ...full, project_ids }))
      const token = await member('EDITOR', '302')
      for (const { id } of await Promise.all(others)) {
        expectJson(await app.rest('GET', connection(id), undefined, { token }), 403, notAuthorized)
      }
      expectJson(await app.rest('GET', connection(999_999), undefined, { token }), 404, { error: 'Not Found' })
      expectJson(await app.rest('GET', connection('new'), undefined, { token }), 400, { error: 'connection_id: must be an integer' })
      expectJson(await app.rest('GET', '/team/8/connections', undefined, { token }), 403, denied)
    },

    'a member of no project sees nothing': async () => {
      const { app, post } = team()
      const made = [await post({ ...full, project_ids: [401] }), await post({ ...full, project_ids: null })]
      const token = await app.token(['EDITOR'], team().id, [])
      expectJson(await app.rest('GET', connections, undefined, { token }), 200, [])
      for (const { id } of made) expectJson(await app.rest('GET', connection(id), undefined, { token }), 403, notAuthorized)
    },

    'a member of projects writes nothing, whatever his roles, before its id and its body are looked at': async () => {
      const { app, post, get } = team()
      const { id } = await post({ ...full, project_ids: [501] })
      const before = await get(id)
      for (const role of roles) {
        const token = await member(role, '501')
        for (const key of [id, 999_999, 'new']) {
          const attempts = [
            ['POST', connections, { name: 'No', type: 'mysql' }],
            ['PUT', connection(key), { project_ids: [] }],
            ['PUT', connection(key), '{'],
            ['DELETE', connection(key)],
            ['POST', `${connection(key)}/duplicate`, {}],
            ['POST', `${connection(key)}/files`, form(['sslCa', 'x'])],
          ] as const
          for (const [method, path, body] of attempts) expectJson(await app.rest(method, path, body, { token }), 403, denied)
        }
      }
      expect(await get(id)).toEqual(before)
    },

    'a write that a member of projects is denied leaves a record': async () => {
      const { app, post } = team()
      const { id } = await post({ ...full, project_ids: [601] })
      const token = await member('EDITOR', '601')
      const before = (await app.records()).length
      await atEachRoute(team(), id, { token }, () => undefined)
      const denials = (await app.records()).slice(before).map(({ action, wanted, workspaceId }) => ({ action, wanted, workspaceId }))
      expect(denials).toEqual(Array.from({ length: 5 }, () => ({ action: 'denied', wanted: 'edit', workspaceId: team().id })))
    },

    'a connection comes and goes with its project_ids, in a duplicate too': async () => {
      const { app, post, put } = team()
      const { id } = await post({ ...full, project_ids: null })
      const token = await member('VIEWER', '701')
      const seen = async (): Promise<number[]> =>
        (await app.rest('GET', connections, undefined, { token })).body.map((row: Reply) => row.id)
      expect(await seen()).toEqual([])
      await put(id, { id, project_ids: [701] })
      expect(await seen()).toEqual([id])
      const { body: copy } = await app.rest('POST', `${connection(id)}/duplicate`, {})
      expect(await seen()).toEqual([copy.id, id])
      await put(id, { name: 'Renamed' })
      expect(await seen()).toEqual([copy.id, id])
      await put(id, { project_ids: [] })
      expect(await seen()).toEqual([copy.id])
      await put(copy.id, { project_ids: null })
      expect(await seen()).toEqual([])
    },

    'a member who has a role on the whole team too sees and does what that role may': async () => {
      const { app, post, get, put } = team()
      const { id } = await post({ ...full, project_ids: [801] })
      const { createToken } = await app.graph(
        'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret userErrors { message } } }',
        {
          input: {
            name: 'Both',
            grants: [
              { workspaceId: team().id, roles: ['VIEWER'], projectIds: ['801'] },
              { workspaceId: team().id, roles: ['EDITOR'] },
            ],
          },
        },
      )
      expect(await get(id, createToken.secret)).toEqual(await get(id, team().editor))
      expect((await put(id, { host: 'both.example' }, createToken.secret)).host).toBe('both.example')
      expect((await team().list(createToken.secret)).length).toBe((await team().list()).length)
    },
  }
}
