import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { mutate, organisation } from './documents.js'

let app: TestApp
let team: Workspace
let org: Workspace
let clock = Date.parse('2026-03-01T08:00:00.000Z')
beforeAll(async () => {
  app = await boot({ now: () => clock })
  team = await app.workspace('chartbrew', '7')
  org = await app.workspace('versori', organisation)
})
beforeEach(() => {
  clock += 60_000
})
afterAll(() => app.close())

const viewer = (token: string) => app.graphAnswer('{ viewer { token { id } } }', {}, token)
const create = (input: Record<string, unknown>, token?: string) => mutate(app, 'createToken', { name: 'CI', ...input }, token)
const on = (workspaceId: string | undefined, ...roles: string[]) => ({ roles, ...(workspaceId && { workspaceId }) })
const inside = (ms: number) => new Date(clock + ms).toISOString()

describe('a new token', () => {
  it('opens the door with a secret that is answered once', async () => {
    const { token, secret, userErrors } = await create({ grants: [on(team.id, 'VIEWER', 'REVEALER'), on(org.id, 'EDITOR')] })
    expect(userErrors).toEqual([])
    expect(secret).toMatch(/^swb_[0-9a-z]+_[0-9a-f]{64}$/)
    expect(token).toEqual({
      id: expect.stringMatching(/^tok_/),
      name: 'CI',
      createdAt: new Date(clock).toISOString(),
      expiresAt: null,
      revokedAt: null,
      grants: [
        { workspace: { id: team.id }, roles: ['VIEWER', 'REVEALER'] },
        { workspace: { id: org.id }, roles: ['EDITOR'] },
      ],
    })
    expect((await viewer(secret)).body.data.viewer.token).toEqual({ id: token.id })

    const { text } = await app.graphAnswer(`{ node(id: "${token.id}") { id ... on Token { name grants { roles } } } }`)
    expect(text).toContain(token.id)
    expect(text).not.toContain(secret.split('_')[2])
  })

  it('works at the shims as well', async () => {
    const { secret } = await create({ grants: [on(team.id, 'VIEWER')] })
    expect((await app.rest('GET', '/team/7/connections', undefined, { token: secret })).status).toBe(200)
    expect((await app.rest('GET', `/o/${organisation}/connections`, undefined, { token: secret })).status).toBe(404)
  })

  it('holds at most 100 grants, which name at most 1,000 projects in all', async () => {
    const refused = (message: string) => ({ userErrors: [{ code: 'INVALID', message: `grants ${message}.`, path: ['grants'] }] })
    const projects = (from: number, count: number) => Array.from({ length: count }, (_, index) => `${from + index}`)
    const of = (...lists: string[][]) => create({ grants: lists.map((projectIds) => ({ ...on(team.id, 'VIEWER'), projectIds })) })
    expect((await of(...projects(0, 100).map((id) => [id]))).userErrors).toEqual([])
    expect(await of(...projects(0, 101).map((id) => [id]))).toMatchObject(refused('must hold at most 100 grants'))
    expect((await of(projects(0, 500), projects(500, 500))).userErrors).toEqual([])
    expect(await of(projects(0, 500), projects(500, 501))).toMatchObject(refused('must name at most 1000 projects in all'))
    expect((await of(...projects(0, 100).map(() => projects(0, 999)), ['7'])).userErrors).toHaveLength(1)
    expect((await of(...projects(0, 100).map(() => [...projects(0, 999), '7']))).userErrors).toEqual([])
  })

  it('keeps once what comes twice', async () => {
    const inProjects = (role: string, ...projectIds: string[]) => ({ ...on(team.id, role), projectIds })
    const { secret } = await create({
      grants: [on(team.id, 'VIEWER', 'VIEWER'), on(team.id, 'EDITOR'), on(org.id, 'VIEWER'), on(team.id, 'VIEWER'), inProjects('VIEWER', '1', '2', '1'), inProjects('TESTER', '2', '1'), inProjects('TESTER', '3'), inProjects('TESTER')],
    })
    const { viewer: own } = await app.graph('{ viewer { token { grants { workspace { id } roles projectIds } } } }', {}, secret)
    const workspace = { id: team.id }
    expect(own.token.grants).toEqual([
      { workspace, roles: ['VIEWER', 'EDITOR'], projectIds: null },
      { workspace: { id: org.id }, roles: ['VIEWER'], projectIds: null },
      { workspace, roles: ['VIEWER', 'TESTER'], projectIds: ['1', '2'] },
      { workspace, roles: ['TESTER'], projectIds: ['3'] },
      { workspace, roles: ['TESTER'], projectIds: [] },
    ])
  }) // prettier-ignore

  it('never opens with another secret, or another id', async () => {
    const [one, two] = [await create({ grants: [on(team.id, 'VIEWER')] }), await create({ grants: [on(team.id, 'VIEWER')] })]
    const [swb, id, secret] = one.secret.split('_')
    for (const text of [
      `${swb}_${id}_${two.secret.split('_')[2]}`,
      `${two.secret.split('_').slice(0, 2).join('_')}_${secret}`,
      one.secret.slice(0, -1),
      `${one.secret}0`,
    ]) {
      expect((await viewer(text)).status).toBe(401)
    }
  })

  it.each([
    ['an empty name', { name: '' }, ['name']],
    ['a name that is too long', { name: 'x'.repeat(256) }, ['name']],
    ['no grant', { grants: [] }, ['grants']],
    ['a grant without a role', { grants: [{ roles: [] }] }, ['grants', '0', 'roles']],
    [
      'an unknown workspace',
      { grants: [{ roles: ['VIEWER'] }, { workspaceId: 'wks_01j00000000000000000000000', roles: ['VIEWER'] }] },
      ['grants', '1', 'workspaceId'],
    ],
    ['a time that is over', { expiresAt: '2020-01-01T00:00:00.000Z' }, ['expiresAt']],
  ])('is refused with %s', async (_, input, path) => {
    expect(await create({ grants: [on(undefined, 'VIEWER')], ...input })).toEqual({
      token: null,
      secret: null,
      userErrors: [{ code: 'INVALID', message: expect.any(String), path }],
    })
  })

  it('is refused when it would expire at once', async () => {
    expect((await create({ grants: [on(team.id, 'VIEWER')], expiresAt: inside(0) })).userErrors).toMatchObject([{ path: ['expiresAt'] }])
  })
})

describe('a token', () => {
  it('stops working at the moment it expires, at both edges', async () => {
    const { secret, token } = await create({ grants: [on(team.id, 'VIEWER')], expiresAt: inside(1000) })
    expect(token.expiresAt).toBe(inside(1000))
    clock += 999
    expect((await viewer(secret)).status).toBe(200)
    clock += 1
    expect((await viewer(secret)).status).toBe(401)
    expect((await app.rest('GET', '/team/7/connections', undefined, { token: secret })).status).toBe(401)
  })

  it('stops working when it is revoked, and revoking it again changes nothing', async () => {
    const { secret, token } = await create({ grants: [on(team.id, 'VIEWER')] })
    const revoked = await mutate(app, 'revokeToken', { id: token.id })
    expect(revoked).toEqual({ token: { id: token.id, revokedAt: new Date(clock).toISOString() }, userErrors: [] })
    expect((await viewer(secret)).status).toBe(401)

    clock += 1000
    expect(await mutate(app, 'revokeToken', { id: token.id })).toEqual(revoked)
    const { node } = await app.graph(`{ node(id: "${token.id}") { ... on Token { id revokedAt } } }`)
    expect(node).toEqual(revoked.token)
  })

  it('may revoke itself, whatever its roles', async () => {
    const { secret, token } = await create({ grants: [on(team.id, 'VIEWER')] })
    expect((await mutate(app, 'revokeToken', { id: token.id }, secret)).userErrors).toEqual([])
    expect((await viewer(secret)).status).toBe(401)
  })

  it('is revoked only by who administers every workspace that it has roles on', async () => {
    const teamAdmin = await app.token(['ADMIN'], team.id)
    const [here, there, both, everywhere] = await Promise.all([
      create({ grants: [on(team.id, 'EDITOR')] }),
      create({ grants: [on(org.id, 'VIEWER')] }),
      create({ grants: [on(team.id, 'VIEWER'), on(org.id, 'VIEWER')] }),
      create({ grants: [on(undefined, 'VIEWER')] }),
    ])
    const codes = async ({ token }: { token: { id: string } }) =>
      (await mutate(app, 'revokeToken', { id: token.id }, teamAdmin)).userErrors.map(({ code }: { code: string }) => code)
    expect(await codes(here)).toEqual([])
    expect(await codes(there)).toEqual(['NOT_FOUND'])
    expect(await codes(both)).toEqual(['FORBIDDEN'])
    expect(await codes(everywhere)).toEqual(['NOT_FOUND'])
    for (const { secret } of [there, both, everywhere]) expect((await viewer(secret)).status).toBe(200)
  })

  it('is seen by itself and by who administers where it has roles, by nobody else', async () => {
    const { token, secret } = await create({ grants: [on(team.id, 'VIEWER')] })
    const sees = async (text: string) => (await app.graph(`{ node(id: "${token.id}") { id } }`, {}, text)).node !== null
    expect(await sees(secret)).toBe(true)
    expect(await sees(await app.token(['ADMIN'], team.id))).toBe(true)
    expect(await sees(await app.token(['EDITOR', 'REVEALER'], team.id))).toBe(false)
    expect(await sees(await app.token(['ADMIN'], org.id))).toBe(false)
  })
})

it('shows who administers one of its workspaces nothing of the others', async () => {
  const { token } = await create({ grants: [on(team.id, 'VIEWER'), on(org.id, 'ADMIN')] })
  const fields = 'id ... on Token { grants { roles workspace { id key name } } }'
  const seen = async (text?: string) => (await app.graph(`{ node(id: "${token.id}") { ${fields} } }`, {}, text)).node.grants
  expect(await seen()).toMatchObject([{ workspace: { id: team.id } }, { workspace: { id: org.id } }])
  expect(await seen(await app.token(['ADMIN'], team.id))).toMatchObject([{ roles: ['VIEWER'], workspace: { id: team.id } }])
  expect(await seen(await app.token(['ADMIN'], team.id))).toHaveLength(1)
})

describe('who administers', () => {
  it('one workspace makes tokens for that, and for no other', async () => {
    const teamAdmin = await app.token(['ADMIN'], team.id)
    const refusal = async (...grants: object[]) =>
      (await create({ grants }, teamAdmin)).userErrors.map(({ code }: { code: string }) => code)
    expect(await refusal(on(team.id, 'ADMIN'))).toEqual([])
    expect(await refusal(on(undefined, 'VIEWER'))).toEqual(['FORBIDDEN'])
    expect(await refusal(on(org.id, 'VIEWER'))).toEqual(['INVALID'])
    expect(await refusal(on(team.id, 'VIEWER'), on(org.id, 'VIEWER'))).toEqual(['INVALID'])
  })

  it('nothing makes no token and no workspace', async () => {
    for (const roles of [['VIEWER'], ['TESTER'], ['EDITOR', 'REVEALER']] as const) {
      const token = await app.token(roles)
      expect((await create({ grants: [on(team.id, 'VIEWER')] }, token)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
      expect((await mutate(app, 'createWorkspace', { vendor: 'CHARTBREW', key: '8', name: 'X' }, token)).userErrors).toMatchObject([
        { code: 'FORBIDDEN' },
      ])
    }
  })

  it('all workspaces makes workspaces, who administers one does not', async () => {
    const input = { vendor: 'CHARTBREW', key: '9', name: 'X' }
    expect((await mutate(app, 'createWorkspace', input, await app.token(['ADMIN'], team.id))).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ])
    expect((await mutate(app, 'createWorkspace', input, await app.token(['ADMIN']))).userErrors).toEqual([])
  })
})

describe('without a token that opens', () => {
  const query = '{ viewer { token { id } } }'
  it.each<[string, Record<string, string>]>([
    ['none', {}],
    ['an unknown one', { authorization: 'Bearer swb_00_00' }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${adminToken}` }],
    ['a cookie', { cookie: `cookie=${adminToken}` }],
  ])('(%s) everything is refused the same way and nothing is recorded', async (_, headers) => {
    const before = (await app.records()).length
    const answers = [
      await app.rest('POST', '/graphql', { query }, { token: null, headers }),
      await app.rest('POST', '/graphql', '{"query":', { token: null, headers: { ...headers, 'content-type': 'application/json' } }),
      await app.rest('GET', '/graphql', undefined, { token: null, headers, query: { query } }),
      await app.rest('POST', '/graphql', { query: '{ __schema { types { name } } }' }, { token: null, headers }),
    ]
    for (const { status, headers: sent, body } of answers) {
      expect(status).toBe(401)
      expect(sent['www-authenticate']).toMatch(/^Bearer/)
      expect(body).toEqual({
        errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) } }],
      })
      expect(body.errors[0].extensions.requestId).toBe(sent['x-request-id'])
    }
    expect((await app.records()).length).toBe(before)
  })
})
