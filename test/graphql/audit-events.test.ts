import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { make, mutate, patch } from './documents.js'

let app: TestApp
let team: Workspace
let other: Workspace
let editor: string
let made: any
let now = Date.parse('2026-03-01T08:00:00.000Z')
beforeAll(async () => {
  app = await boot({ now: () => (now += 1000) })
  team = await app.workspace('chartbrew', '7')
  other = await app.workspace('chartbrew', '8')
  editor = await app.token(['EDITOR'], team.id)
  made = await make(app, 'chartbrew', { workspaceId: team.id, name: 'Planted Name', type: 'MYSQL', password: { value: 'teal-Oak-5' } })
  await patch(app, made, 'chartbrew', { name: 'Planted Other' })
  await app.rest('GET', `/team/7/connections/${made.vendorKey}`)
  await app.rest('POST', '/team/7/connections', { name: 'Theirs', type: 'mysql' }, { token: editor })
  await make(app, 'chartbrew', { workspaceId: other.id, name: 'Elsewhere', type: 'API' })
  await mutate(app, 'createWorkspace', { vendor: 'CHARTBREW', key: '9', name: 'X' }, editor)
})
afterAll(() => app.close())

const fields = `id seq hash at action wanted subject subjectId workspaceId workspace { id key } actorTokenId actor { id name } edge requestId address fields`
const document = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: AuditEventFilter) {
  auditEvents(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    totalCount nodes { ${fields} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
const events = async (variables: object = {}, token?: string): Promise<any> =>
  (await app.graph(document, { ...variables }, token)).auditEvents
const found = async (filter: object, token?: string): Promise<string[]> =>
  (await events({ filter }, token)).nodes.map(({ action, subject }: any) => `${action} ${subject}`)

it('audit events say who did what from where and to which fields, the newest first, and never a value', async () => {
  const { nodes, totalCount } = await events()
  expect(totalCount).toBe(nodes.length)
  expect(nodes.map(({ seq }: any) => seq)).toEqual(nodes.map((_: unknown, index: number) => nodes.length - index))
  const update = nodes.find(({ action }: any) => action === 'UPDATE')
  expect(update).toEqual({
    id: expect.stringMatching(/^aud_/),
    seq: expect.any(Number),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    at: expect.stringMatching(/^2026-03-01T08:/),
    action: 'UPDATE',
    wanted: null,
    subject: 'CONNECTION',
    subjectId: made.id,
    workspaceId: team.id,
    workspace: { id: team.id, key: '7' },
    actorTokenId: 'tok_admin',
    actor: { id: 'tok_admin', name: 'Operator' },
    edge: 'GRAPHQL',
    requestId: expect.stringMatching(/^[0-9A-Z]{26}$/),
    address: '127.0.0.1',
    fields: ['name'],
  })
  expect(JSON.stringify(nodes)).not.toMatch(/Planted|teal-Oak-5|Elsewhere/)
})

describe('a filter finds', () => {
  it('by action, by subject, by what it was done to, by workspace and by token, all at once too', async () => {
    expect(await found({ action: 'REVEAL' })).toEqual(['REVEAL CONNECTION'])
    expect(await found({ action: 'DENIED' })).toEqual(['DENIED WORKSPACE'])
    expect(await found({ subject: 'TOKEN' })).toEqual(['CREATE TOKEN', 'CREATE TOKEN']) // The operator's at the start, and this one.
    expect(await found({ subjectId: made.id })).toEqual(['REVEAL CONNECTION', 'UPDATE CONNECTION', 'CREATE CONNECTION'])
    expect(await found({ workspaceId: other.id })).toEqual(['CREATE CONNECTION', 'CREATE WORKSPACE'])
    const actorTokenId = `tok_${editor.split('_')[1] ?? ''}`
    expect(await found({ actorTokenId })).toEqual(['DENIED WORKSPACE', 'CREATE CONNECTION'])
    expect(await found({ actorTokenId, action: 'CREATE', subject: 'CONNECTION', workspaceId: team.id })).toEqual(['CREATE CONNECTION'])
    expect(await found({ actorTokenId, subjectId: made.id })).toEqual([])
  })

  it('nothing by an id that is longer than any: it is refused by its name', async () => {
    for (const field of ['workspaceId', 'actorTokenId', 'subjectId']) {
      expect(await found({ [field]: 'x'.repeat(255) })).toEqual([])
      const { body } = await app.graphAnswer(document, { filter: { [field]: 'x'.repeat(256) } })
      expect(body.errors[0].message).toBe(`filter.${field} must have at most 255 characters.`)
    }
  })

  it('by time: from a moment on, and before another', async () => {
    const { nodes } = await events()
    const [since, until] = [nodes[3].at, nodes[1].at]
    const within = (await events({ filter: { since, until } })).nodes
    expect(within).toEqual(nodes.slice(2, 4))
    expect((await events({ filter: { since, until, subject: 'CONNECTION' } })).totalCount).toBe(
      within.filter(({ subject }: any) => subject === 'CONNECTION').length,
    )
  })
})

it('pages of audit events lead through all of them from either end, also while more are written', async () => {
  const { nodes } = await events()
  const first = await events({ first: 3 })
  await mutate(app, 'createWorkspace', { vendor: 'CHARTBREW', key: '10', name: 'X' })
  const second = await events({ first: 3, after: first.pageInfo.endCursor })
  expect([...first.nodes, ...second.nodes]).toEqual(nodes.slice(0, 6))
  expect(await events({ last: 2 })).toMatchObject({ nodes: nodes.slice(-2), pageInfo: { hasPreviousPage: true, hasNextPage: false } })
  expect((await events({ last: 2, before: second.pageInfo.startCursor })).nodes).toEqual(nodes.slice(1, 3))
})

it('an audit event is a node', async () => {
  const [{ id, seq }] = (await events({ first: 1 })).nodes
  const { node } = await app.graph('query ($id: ID!) { node(id: $id) { id ... on AuditEvent { seq } } }', { id })
  expect(node).toEqual({ id, seq })
})

describe('an ADMIN of some workspaces', () => {
  it('sees what is about these and nothing else, nor the tokens that are not his to know', async () => {
    const admin = await app.token(['ADMIN'], team.id)
    const { nodes, totalCount } = await events({}, admin)
    expect(totalCount).toBe(nodes.length)
    expect(new Set(nodes.map(({ workspaceId }: any) => workspaceId))).toEqual(new Set([team.id]))
    expect(nodes.find(({ actorTokenId }: any) => actorTokenId === 'tok_admin')).toMatchObject({ actor: null, workspace: { key: '7' } })
    expect(await found({ workspaceId: other.id }, admin)).toEqual([])
    expect(await found({ subjectId: other.id }, admin)).toEqual([])
    const [{ id }] = (await events({ filter: { workspaceId: other.id } })).nodes
    expect((await app.graph('query ($id: ID!) { node(id: $id) { id } }', { id }, admin)).node).toBeNull()
  })

  it('of several sees what is about each', async () => {
    const grants = [team.id, other.id].map((workspaceId) => ({ workspaceId, roles: ['ADMIN'] }))
    const { secret } = await mutate(app, 'createToken', { name: 'both', grants })
    expect(new Set((await events({}, secret)).nodes.map(({ workspaceId }: any) => workspaceId))).toEqual(new Set([team.id, other.id]))
    expect((await events({ filter: { action: 'REVEAL' } }, secret)).totalCount).toBe(1)
  })
})

it.each(['VIEWER', 'EDITOR', 'REVEALER'] as const)('a %s is refused, which leaves a record', async (role) => {
  const token = await app.token([role])
  const before = (await app.records()).length
  const { body } = await app.graphAnswer(document, {}, token)
  expect(body).toMatchObject({ data: { auditEvents: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  expect((await app.records()).slice(before)).toMatchObject([{ action: 'denied', wanted: 'administer', subject: 'audit', subjectId: null }])
})

describe('an export', () => {
  const start = async (filter: object, token?: string): Promise<any> =>
    (
      await app.graph(
        'mutation ($input: ExportAuditEventsInput!) { exportAuditEvents(input: $input) { cursor event { action subject workspaceId fields } userErrors { code } } }',
        { input: { filter } },
        token,
      )
    ).exportAuditEvents

  it('is recorded with the names of its filters, and begins after its own record', async () => {
    const before = (await events()).nodes
    const { event, cursor } = await start({ action: 'CREATE', workspaceId: team.id })
    expect(event).toEqual({ action: 'EXPORT', subject: 'AUDIT', workspaceId: team.id, fields: ['action', 'workspaceId'] })
    await mutate(app, 'createWorkspace', { vendor: 'CHARTBREW', key: '11', name: 'X' })
    expect((await events({ after: cursor })).nodes).toEqual(before.slice(0, 20))
  })

  it('holds everything that was committed before it, in that order, though the clock was set back meanwhile', async () => {
    const from = now
    now += 3_600_000
    for (const key of ['12', '13']) await mutate(app, 'createWorkspace', { vendor: 'CHARTBREW', key, name: 'X' })
    now = from
    await mutate(app, 'createWorkspace', { vendor: 'CHARTBREW', key: '14', name: 'X' })
    const records = await app.records()
    const { cursor } = await start({})
    const exported: any[] = []
    for (let page = await events({ last: 3, after: cursor }); page.nodes.length > 0;) {
      exported.push(...page.nodes.toReversed())
      page = await events({ last: 3, after: cursor, before: page.pageInfo.startCursor })
    }
    expect(exported.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1))
    const { cursor: filtered } = await start({ subject: 'WORKSPACE', since: new Date(from + 3_600_000).toISOString() })
    const late = await events({
      last: 9,
      after: filtered,
      filter: { subject: 'WORKSPACE', since: new Date(from + 3_600_000).toISOString() },
    })
    expect(late.nodes.map(({ seq }: any) => seq)).toEqual([records.length - 1, records.length - 2])
  })

  it('of pages that are only read leaves no record', async () => {
    const before = (await app.records()).length
    await events()
    expect(await app.records()).toHaveLength(before)
  })

  it('by an ADMIN of one workspace is about that one, whatever he names', async () => {
    const admin = await app.token(['ADMIN'], team.id)
    for (const workspaceId of [other.id, team.id, 'teal-Oak-5'])
      expect((await start({ workspaceId }, admin)).event).toMatchObject({ workspaceId: team.id, fields: ['workspaceId'] })
  })
})
