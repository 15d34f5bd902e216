import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditRecord, Workspace } from '../../src/store/rows.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { httpConnection, make, mutate, organisation, patch, read } from './documents.js'

let app: TestApp
let team: Workspace
let org: Workspace
let other: Workspace
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
  other = await app.workspace('chartbrew', '8')
  org = await app.workspace('versori', organisation)
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
const byGraphql = { ...common, edge: 'graphql' }
const byRest = { ...common, edge: 'rest' }
const member = (more: Record<string, unknown>) => ({ subject: 'connection', workspaceId: team.id, ...more })

describe('exactly one record is left', () => {
  it('by a creation: it names the fields that were given or came to be', async () => {
    let made: { id: string } | undefined
    const records = await recordsOf(async () => (made = await shop()))
    expect(records).toEqual([
      { ...byGraphql, ...member({ action: 'create', subjectId: made?.id, fields: expect.arrayContaining(['name', 'type', 'password']) }) },
    ])
  })

  it('by a change: it names the fields that differ', async () => {
    const made = await shop()
    const records = await recordsOf(() => patch(app, made, 'chartbrew', { name: 'Store', type: 'MYSQL', password: { value: 'other' } }))
    expect(records).toEqual([{ ...byGraphql, ...member({ action: 'update', subjectId: made.id, fields: ['name', 'password'] }) }])
  })

  it('by a change that changes nothing: it names none', async () => {
    const made = await shop()
    const records = await recordsOf(() => patch(app, made, 'chartbrew', { name: 'Shop' }))
    expect(records).toEqual([{ ...byGraphql, ...member({ action: 'update', subjectId: made.id, fields: [] }) }])
  })

  it('by a deletion', async () => {
    const made = await shop()
    const records = await recordsOf(() => mutate(app, 'deleteConnection', { id: made.id, expectedRevision: 1 }))
    expect(records).toEqual([{ ...byGraphql, ...member({ action: 'delete', subjectId: made.id, fields: [] }) }])
  })

  it('by a new workspace, a new token and a revoked one', async () => {
    let [workspace, token] = ['', '']
    const records = await recordsOf(async () => {
      workspace = (await mutate(app, 'createWorkspace', { vendor: 'CHARTBREW', key: '70', name: 'X' })).workspace.id
      token = (await mutate(app, 'createToken', { name: 'CI', grants: [{ workspaceId: team.id, roles: ['VIEWER'] }] })).token.id
      await mutate(app, 'revokeToken', { id: token })
    })
    expect(records).toEqual([
      {
        ...byGraphql,
        action: 'create',
        subject: 'workspace',
        subjectId: workspace,
        workspaceId: workspace,
        fields: ['vendor', 'key', 'name'],
      },
      { ...byGraphql, action: 'create', subject: 'token', subjectId: token, workspaceId: team.id, fields: ['name', 'expiresAt', 'grants'] },
      { ...byGraphql, action: 'update', subject: 'token', subjectId: token, workspaceId: team.id, fields: ['revokedAt'] },
    ])
  })

  it('by each write at a shim', async () => {
    const actions = async (act: () => Promise<unknown>) => (await recordsOf(act)).map(({ action, edge }) => `${edge} ${action}`)
    const editor = await app.token(['EDITOR'])
    let key = ''
    expect(
      await actions(async () => {
        key = (await app.rest('POST', '/team/7/connections', { name: 'A', type: 'mysql', password: 'x' }, { token: editor })).body.id
      }),
    ).toEqual(['rest create'])
    expect(await actions(() => app.rest('PUT', `/team/7/connections/${key}`, { name: 'B' }, { token: editor }))).toEqual(['rest update'])
    expect(await actions(() => app.rest('PUT', `/team/7/connections/${key}`, {}, { token: editor }))).toEqual(['rest update'])
    expect(await actions(() => app.rest('DELETE', `/team/7/connections/${key}`, undefined, { token: editor }))).toEqual(['rest delete'])

    const versori = await make(app, 'versori', httpConnection(org.id))
    const path = `/o/${organisation}/connections/${versori.vendorKey}`
    const { body } = await app.rest('GET', path)
    expect(await actions(() => app.rest('PUT', path, body))).toEqual(['rest update'])
    expect(await actions(() => app.rest('DELETE', path))).toEqual(['rest delete'])
  })

  it('by each of several mutations in one request, all with its id', async () => {
    const one = (alias: string) =>
      `${alias}: createConnection(input: { connection: { chartbrew: { workspaceId: "${team.id}", name: "${alias}", type: API } } }) { userErrors { code } }`
    const records = await recordsOf(() => app.graph(`mutation { ${one('a')} ${one('b')} }`))
    expect(records).toHaveLength(2)
    expect(records[0]?.requestId).toBe(records[1]?.requestId)
  })
})

describe('one more record is left by a reply that shows secrets', () => {
  const reveal = (subjectId: string, ...fields: string[]) => ({ ...byRest, ...member({ action: 'reveal', subjectId, fields }) })

  it('of one connection at a shim', async () => {
    const made = await shop({ sshPassword: { value: 'gate-Fox-1' } })
    const records = await recordsOf(() => app.rest('GET', `/team/7/connections/${made.vendorKey}`))
    expect(records).toEqual([{ ...reveal(made.id), fields: expect.arrayContaining(['password']) }])
  })

  it('of a creation and of a change', async () => {
    const created = await recordsOf(() => app.rest('POST', '/team/7/connections', { name: 'A', type: 'mysql', password: 'x' }))
    expect(created.map(({ action }) => action)).toEqual(['create', 'reveal'])
    const made = await shop()
    const changed = await recordsOf(() => app.rest('PUT', `/team/7/connections/${made.vendorKey}`, { name: 'B' }))
    expect(changed.map(({ action }) => action)).toEqual(['update', 'reveal'])
  })

  it('names what is shown: no address that all may see, and nothing that the vendor never answers', async () => {
    const made = await shop({ host: 'db.example', sshPassword: { value: 'gate-Fox-1' }, sshPassphrase: { value: 'dusk-Ash-3' } })
    expect(await recordsOf(() => app.rest('GET', `/team/7/connections/${made.vendorKey}`))).toEqual([reveal(made.id, 'password')])
    const quiet = { name: 'A', type: 'mysql', host: 'db.example', sshPassword: 'gate-Fox-1', sshPassphrase: 'dusk-Ash-3' }
    const created = await recordsOf(() => app.rest('POST', '/team/7/connections', quiet))
    expect(created.map(({ action }) => action)).toEqual(['create'])
  })

  it('and by none that has no body', async () => {
    const made = await shop()
    const url = `/team/7/connections/${made.vendorKey}`
    const head = () => app.app.http.inject({ method: 'HEAD', url, headers: { authorization: `Bearer ${adminToken}` } })
    expect(await recordsOf(head)).toEqual([])
  })

  it('and by none that has no secret to show, or shows none', async () => {
    const [bare, full] = [await make(app, 'chartbrew', { workspaceId: team.id, name: 'Bare', type: 'GOOGLE_ANALYTICS' }), await shop()]
    const viewer = await app.token(['VIEWER'], team.id)
    const versori = await make(app, 'versori', httpConnection(org.id))
    const records = await recordsOf(async () => {
      await app.rest('GET', `/team/7/connections/${bare.vendorKey}`)
      await app.rest('GET', `/team/7/connections/${full.vendorKey}`, undefined, { token: viewer })
      await app.rest('GET', '/team/7/connections')
      await app.rest('GET', `/o/${organisation}/connections/${versori.vendorKey}`)
      await read(app, full.id)
    })
    expect(records).toEqual([])
  })
})

describe('no record is left', () => {
  it('by reads, and by what was refused for another reason', async () => {
    const made = await shop()
    await patch(app, made, 'chartbrew', { port: '3306' })
    const viewer = await app.token(['VIEWER'], team.id)
    const stranger = await app.token(['VIEWER'], other.id)
    const records = await recordsOf(async () => {
      await app.graph('{ connections { totalCount nodes { __typename } } workspaces { totalCount } viewer { token { id } } }', {}, viewer)
      await read(app, made.id, stranger)
      await app.rest('GET', '/team/7/connections', undefined, { token: stranger })
      await app.rest('GET', `/team/7/connections/${made.vendorKey}`, undefined, { token: stranger })
      await patch(app, made, 'chartbrew', { name: 'Stale' })
      await patch(app, { ...made, revision: 2 }, 'chartbrew', { name: '' })
      await mutate(app, 'createConnection', { connection: { chartbrew: { workspaceId: team.id, name: '', type: 'API' } } })
      await mutate(app, 'deleteConnection', { id: 'con_01j00000000000000000000000', expectedRevision: 1 })
      await mutate(app, 'createWorkspace', { vendor: 'CHARTBREW', key: '7', name: 'Taken' })
      await mutate(app, 'createToken', { name: '', grants: [] })
      await app.rest('POST', '/team/7/connections', { type: 'oracle' })
      await app.rest('PUT', '/team/7/connections/4711', { name: 'X' })
      await app.rest('POST', '/team/7/connections', '{"name":')
    })
    expect(records).toEqual([])
  })
})

it('records hold names of fields and never a value', async () => {
  const values = [
    'Planted Name',
    'planted.example',
    'Planted-Pass-1',
    'Planted-Key-2',
    'planted-token-3',
    'Planted Environment',
    'planted-value-4',
  ]
  const made = await shop({
    name: values[0],
    host: values[1],
    password: { value: values[2] },
    options: { value: `{"a":"${values[3]}"}` },
    authentication: { bearerToken: { token: { value: values[4] } } },
  })
  await app.rest('PUT', `/team/7/connections/${made.vendorKey}`, { name: values[5], sshPassword: values[6] })
  await make(
    app,
    'versori',
    httpConnection(org.id, {
      name: values[0],
      environments: [{ name: values[5], variables: [{ name: 'a', value: values[6] }], credentials: {} }],
    }),
  )
  await mutate(app, 'createToken', { name: values[0], grants: [{ roles: ['VIEWER'] }] })
  const text = JSON.stringify(await app.records())
  for (const value of values) expect(text).not.toContain(value)
})
