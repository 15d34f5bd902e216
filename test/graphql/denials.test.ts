import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditRecord, Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { httpConnection, make, mutate } from './documents.js'

let app: TestApp
let team: Workspace
let other: Workspace
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
  other = await app.workspace('chartbrew', '8')
})
afterAll(() => app.close())

/** What was recorded while something was done; ids are sortable, so the order is that of the records. */
async function recordsOf(act: () => Promise<unknown>): Promise<AuditRecord[]> {
  const before = new Set((await app.records()).map(({ id }) => id))
  await act()
  return (await app.records()).filter(({ id }) => !before.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1))
}

const shop = (more: Record<string, unknown> = {}) =>
  make(app, 'chartbrew', { workspaceId: team.id, name: 'Shop', type: 'MYSQL', password: { value: 'teal-Oak-5' }, ...more })
const common = {
  tokenId: 'tok_admin',
  address: '127.0.0.1',
  requestId: expect.stringMatching(/^[0-9A-Z]{26}$/),
  id: expect.any(String),
  at: expect.any(Number),
  wanted: null,
}
const member = (more: Record<string, unknown>) => ({ subject: 'connection', workspaceId: team.id, ...more })

describe('exactly one record is left by what is denied', () => {
  const denial = (more: Record<string, unknown>) => ({
    ...common,
    tokenId: expect.stringMatching(/^tok_/),
    action: 'denied',
    wanted: 'edit',
    fields: [],
    ...member(more),
  })

  it.each(['missing role', 'foreign workspace'])('for a %s', async (reason) => {
    const token = await (reason === 'missing role' ? app.token(['REVEALER'], team.id) : app.token(['ADMIN'], other.id))
    const made = await shop()
    const path = `/team/7/connections/${made.vendorKey}`
    const acts: [string, () => Promise<unknown>, Record<string, unknown>][] = [
      [
        'graphql',
        () => mutate(app, 'createConnection', { connection: { chartbrew: { workspaceId: team.id, name: 'X', type: 'API' } } }, token),
        { subjectId: null },
      ],
      [
        'graphql',
        () => mutate(app, 'updateConnection', { id: made.id, expectedRevision: 1, patch: { chartbrew: { name: 'X' } } }, token),
        { subjectId: made.id },
      ],
      ['graphql', () => mutate(app, 'deleteConnection', { id: made.id, expectedRevision: 1 }, token), { subjectId: made.id }],
      [
        'graphql',
        () =>
          mutate(
            app,
            'updateConnection',
            { id: made.id, expectedRevision: 1, patch: { chartbrew: { password: { clear: false } } } },
            token,
          ),
        { subjectId: made.id },
      ],
      ['rest', () => app.rest('POST', '/team/7/connections', { name: 'X', type: 'api' }, { token }), { subjectId: null }],
      ['rest', () => app.rest('PUT', path, { name: 'X' }, { token }), { subjectId: made.id }],
      ['rest', () => app.rest('DELETE', path, undefined, { token }), { subjectId: made.id }],
      ['rest', () => app.rest('DELETE', '/team/7/connections/999999', undefined, { token }), { subjectId: null }],
      ['graphql', () => mutate(app, 'createConnection', { connection: { versori: httpConnection(team.id) } }, token), { subjectId: null }],
    ]
    for (const [edge, act, subject] of acts) {
      expect(await recordsOf(act)).toEqual([{ ...denial({ subjectId: null }), edge, ...subject }])
    }
  })

  it('for a token or workspace that the caller may not make, and a token that he may not revoke', async () => {
    const token = await app.token(['EDITOR', 'REVEALER'], team.id)
    const victim = (await mutate(app, 'createToken', { name: 'CI', grants: [{ workspaceId: team.id, roles: ['VIEWER'] }] })).token.id
    const grants = [{ workspaceId: team.id, roles: ['VIEWER'] }, { workspaceId: other.id, roles: ['VIEWER'] }, { roles: ['ADMIN'] }]
    const acts: [() => Promise<unknown>, string][] = [
      [() => mutate(app, 'createWorkspace', { vendor: 'CHARTBREW', key: '71', name: 'X' }, token), 'workspace'],
      [() => mutate(app, 'createToken', { name: 'X', grants: grants.slice(0, 1) }, token), 'token'],
      [() => mutate(app, 'createToken', { name: 'X', grants: grants.slice(2) }, token), 'token'],
      [() => mutate(app, 'createToken', { name: 'X', grants }, token), 'token'],
      [() => mutate(app, 'createToken', { name: '', expiresAt: '2001-01-01T00:00:00Z', grants }, token), 'token'],
      [() => mutate(app, 'revokeToken', { id: victim }, token), 'token'],
    ]
    for (const [act, subject] of acts) {
      expect(await recordsOf(act)).toMatchObject([{ action: 'denied', wanted: 'administer', subject, edge: 'graphql' }])
    }
  })

  it.each(['VIEWER of another', 'VIEWER of it'])('for a workspace that is changed or deleted by a %s', async (who) => {
    const project = await app.workspace('credible', who === 'VIEWER of it' ? 'grove' : 'orchard')
    const token = await app.token(['VIEWER'], who === 'VIEWER of it' ? project.id : other.id)
    const path = `/api/v0/projects/${project.key}`
    const input = { id: project.id, expectedRevision: 1 }
    const acts: [string, () => Promise<unknown>][] = [
      ['graphql', () => mutate(app, 'updateWorkspace', { ...input, name: 'X' }, token)],
      ['graphql', () => mutate(app, 'deleteWorkspace', input, token)],
      ['rest', () => app.rest('PATCH', path, { name: project.key, readme: 'X' }, { token })],
      ['rest', () => app.rest('DELETE', path, undefined, { token })],
    ]
    const expected = { wanted: 'administer', subject: 'workspace', subjectId: project.id, workspaceId: project.id }
    for (const [edge, act] of acts) expect(await recordsOf(act)).toEqual([{ ...denial(expected), edge }])
  })

  it('for a project that is posted, and the answer is the same whether others have it or nobody', async () => {
    await app.workspace('credible', 'meadow')
    const token = await app.token(['VIEWER'], other.id)
    const answers: unknown[] = []
    for (const name of ['meadow', 'nobody']) {
      const records = await recordsOf(async () => {
        const { status, body } = await app.rest('POST', '/api/v0/projects', { name, readme: 'X' }, { token })
        answers.push([status, body])
      })
      const expected = { wanted: 'administer', subject: 'workspace', subjectId: expect.stringMatching(/^wks_/), workspaceId: null }
      expect(records).toEqual([{ ...denial(expected), edge: 'rest' }])
    }
    expect(answers).toEqual([answers[1], [403, { code: 403, message: 'Your token may not do this.' }]])
  })

  it('for records that are asked for by who does not administer what they are about', async () => {
    const [event] = await recordsOf(() => shop())
    const [viewer, admin] = [await app.token(['VIEWER'], team.id), await app.token(['ADMIN'], other.id)]
    const node = 'query ($id: ID!) { node(id: $id) { id } }'
    const events = 'query ($id: ID!) { auditEvents(filter: { workspaceId: $id }) { totalCount } }'
    const asked = { wanted: 'administer', subject: 'audit', subjectId: event?.id, workspaceId: team.id }
    for (const token of [viewer, admin]) {
      const denied = await recordsOf(async () => expect(await app.graph(node, { id: event?.id }, token)).toEqual({ node: null }))
      expect(denied).toEqual([{ ...denial(asked), edge: 'graphql' }])
    }
    const listed = await recordsOf(async () =>
      expect(await app.graph(events, { id: team.id }, admin)).toEqual({ auditEvents: { totalCount: 0 } }),
    )
    expect(listed).toEqual([{ ...denial({ ...asked, subjectId: null }), edge: 'graphql' }])
    const own = async (): Promise<void> => {
      await app.graph(events, { id: other.id }, admin)
      for (const id of ['wks_01j00000000000000000000000', 'x']) await app.graph(events, { id }, admin)
      await app.graph(node, { id: 'aud_01j00000000000000000000000' }, viewer)
    }
    expect(await recordsOf(own)).toEqual([])
  })

  it("for an exchange of a token's text under another token's id", async () => {
    const make = (name: string) => mutate(app, 'createToken', { name, grants: [{ workspaceId: other.id, roles: ['VIEWER'] }] })
    const [mine, others] = [await make('mine'), await make('others')]
    const exchange = (id: string) => (): Promise<unknown> =>
      app.rest('POST', '/apiops/auth/token', `grant_type=client_credentials&client_id=${id}&client_secret=${mine.secret}`, {
        token: null,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    const expected = { tokenId: mine.token.id, wanted: 'administer', subject: 'token', subjectId: others.token.id, workspaceId: other.id }
    expect(await recordsOf(exchange(others.token.id))).toEqual([{ ...denial(expected), edge: 'rest' }])
    expect(await recordsOf(exchange('tok_01j00000000000000000000000'))).toEqual([])
  })
})
