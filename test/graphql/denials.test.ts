import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditRecord, Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { make, mutate } from './documents.js'

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
      ['rest', () => app.rest('POST', '/team/7/connections', { name: 'X', type: 'api' }, { token }), { subjectId: null }],
      ['rest', () => app.rest('PUT', path, { name: 'X' }, { token }), { subjectId: null }],
      ['rest', () => app.rest('DELETE', path, undefined, { token }), { subjectId: null }],
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
      [() => mutate(app, 'revokeToken', { id: victim }, token), 'token'],
    ]
    for (const [act, subject] of acts) {
      expect(await recordsOf(act)).toMatchObject([{ action: 'denied', wanted: 'administer', subject, edge: 'graphql' }])
    }
  })
})
