import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'
import { make, mutate, patch, read } from '../graphql/documents.js'

let app: TestApp
let team: Workspace
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
})
afterAll(() => app.close())

type Fields = Record<string, unknown>
const count = async (): Promise<number> => (await app.graph('{ connections { totalCount } }')).connections.totalCount
const long = 'x'.repeat(256)

describe('Chartbrew', () => {
  const good = { name: 'Shop', type: 'mysql' }
  const base = { name: 'Shop', type: 'MYSQL' }
  const fieldOf = ({ body }: RestAnswer): string => String(body.error).split(':', 1)[0] ?? ''
  /** What is wrong · at the shim · its field · by GraphQL · its path */
  const rows: readonly (readonly [string, Fields, string, Fields, readonly string[]])[] = [
    ['an empty name', { name: '' }, 'name', { name: '' }, ['name']],
    ['a name that is too long', { name: long }, 'name', { name: long }, ['name']],
    ['an oauth_id that is no UUID', { oauth_id: 'x' }, 'oauth_id', { oauthId: 'x' }, ['oauthId']],
    ['a port of SSH that is too small', { sshPort: 0 }, 'sshPort', { sshPort: 0 }, ['sshPort']],
    ['a port of SSH that is too large', { sshPort: 65536 }, 'sshPort', { sshPort: 65536 }, ['sshPort']],
    ['a port of the jump host below one', { sshJumpPort: -1 }, 'sshJumpPort', { sshJumpPort: -1 }, ['sshJumpPort']],
    ['options that are a number', { options: 5 }, 'options', { options: { value: '5' } }, ['options', 'value']],
    [
      'a service account that is a list',
      { firebaseServiceAccount: [1] },
      'firebaseServiceAccount',
      { firebaseServiceAccount: { value: '[1]' } },
      ['firebaseServiceAccount', 'value'],
    ],
    ['a schema that is a list', { schema: [1] }, 'schema', { schema: [1] }, ['schema']],
  ]

  it.each(rows)('refuses %s at both edges, in a new connection', async (_, body, field, fields, path) => {
    const before = await count()
    const rest = await app.rest('POST', '/team/7/connections', { ...good, ...body })
    const graph = await mutate(app, 'createConnection', { connection: { chartbrew: { workspaceId: team.id, ...base, ...fields } } })
    expect([rest.status, fieldOf(rest)]).toEqual([400, field])
    expect(graph.userErrors).toEqual([{ code: 'INVALID', message: expect.any(String), path: ['connection', 'chartbrew', ...path] }])
    expect(await count()).toBe(before)
  })

  it.each(rows)('refuses %s at both edges, in a change', async (_, body, field, fields, path) => {
    const made = await make(app, 'chartbrew', { workspaceId: team.id, ...base })
    const rest = await app.rest('PUT', `/team/7/connections/${made.vendorKey}`, body)
    const graph = await patch(app, made, 'chartbrew', fields)
    expect([rest.status, fieldOf(rest)]).toEqual([400, field])
    expect(graph.userErrors).toEqual([{ code: 'INVALID', message: expect.any(String), path: ['patch', 'chartbrew', ...path] }])
    expect(await read(app, made.id)).toEqual(made)
  })

  it.each<[string, Fields, string, Fields, string]>([
    ['a missing name', { name: undefined }, 'name', { name: undefined }, 'chartbrew'],
    ['a name that is null', { name: null }, 'name', { name: null }, 'name'],
    ['a name that is a number', { name: 5 }, 'name', { name: 5 }, 'name'],
    ['a missing type', { type: undefined }, 'type', { type: undefined }, 'chartbrew'],
    ['an unknown type', { type: 'oracle' }, 'type', { type: 'ORACLE' }, 'type'],
    ['a type that is an object', { type: {} }, 'type', { type: {} }, 'type'],
    ['an unknown subtype', { subType: 'oracle' }, 'subType', { subType: 'ORACLE' }, 'subType'],
    ['a port that is a number', { port: 5432 }, 'port', { port: 5432 }, 'port'],
    ['a switch that is an object', { active: {} }, 'active', { enabled: {} }, 'enabled'],
    ['a list of projects that is an object', { project_ids: {} }, 'project_ids', { projectIds: {} }, 'projectIds'],
  ])('refuses %s at both edges', async (_, body, field, fields, last) => {
    const before = await count()
    const rest = await app.rest('POST', '/team/7/connections', { ...good, ...body })
    const document = 'mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { userErrors { code } } }'
    const graph = await app.graphAnswer(document, { input: { connection: { chartbrew: { workspaceId: team.id, ...base, ...fields } } } })
    expect([rest.status, fieldOf(rest)]).toEqual([400, field])
    expect(graph.body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    const { path } = graph.body.errors[0].extensions
    expect(path.slice(0, 3)).toEqual(['input', 'connection', 'chartbrew'])
    expect(path).toContain(last)
    expect(await count()).toBe(before)
  })
})
