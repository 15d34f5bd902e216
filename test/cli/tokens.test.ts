import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { failing, listen, type ListeningApp } from './command-line.js'

let app: ListeningApp
let team: Workspace
let shop: Workspace
let clock = Date.parse('2026-03-01T08:00:00.000Z')
beforeAll(async () => {
  app = await listen({ now: () => clock })
  team = await app.workspace('chartbrew', '7')
  shop = await app.workspace('apinizer', 'Shop 50%/50')
})
beforeEach(() => {
  clock += 60_000
})
afterAll(() => app.close())

const sb = (line: string | readonly string[], token?: string) => app.sb(line, { now: () => clock, ...(token !== undefined && { token }) })
const days = (count: number): string => new Date(clock + count * 86_400_000).toISOString()
const viewer = async (secret: string): Promise<any> =>
  (await app.graph('{ viewer { token { id name expiresAt grants { roles workspace { id } } } } }', {}, secret)).viewer.token

describe('token create', () => {
  it('prints the secret alone on stdout, once, and what else there is to say on stderr', async () => {
    const { code, out, err } = await sb('token create ci --role EDITOR')
    expect(code).toBe(0)
    expect(out).toMatch(/^swb_[0-9a-z]+_[0-9a-f]{64}\n$/)
    const { id, ...token } = await viewer(out.trim())
    expect(token).toEqual({ name: 'ci', expiresAt: null, grants: [{ roles: ['EDITOR'], workspace: null }] })
    expect(err).toBe(`Made ${id} (ci): EDITOR on all workspaces. It never expires. The secret is shown only now.\n`)
  })

  it.each([
    ['EPIPE', ''],
    ['ENOSPC', ' --json'],
  ])('fails when nobody can read the secret (%s%s), and says which token works now and how to end it', async (code, json) => {
    const stdout = failing(code)
    const ran = await app.sb(`token create ci --role EDITOR${json}`, { now: () => clock, stdout })
    expect(ran.code).toBe(1)
    expect(ran.err).toContain(`The output cannot be written (${code}). The token is made, and nobody has its secret: `)
    const [, revoke = ''] = /switchboard (token revoke tok_\w+)/.exec(ran.err) ?? []
    expect((await sb(revoke)).out).toMatch(/^Revoked tok_\w+ \(ci\)/)
  })

  it('gives several roles on several workspaces, whose keys may hold what a path would read', async () => {
    const line = 'token create charts --role viewer TESTER --role revealer --workspace chartbrew/7'.split(' ')
    const { out } = await sb([...line, 'Apinizer/Shop 50%25%2F50'])
    const roles = ['VIEWER', 'TESTER', 'REVEALER']
    expect((await viewer(out.trim())).grants).toEqual([
      { roles, workspace: { id: team.id } },
      { roles, workspace: { id: shop.id } },
    ])
  })

  it.each([
    ['12h', () => days(0.5)],
    ['30d', () => days(30)],
    ['4w', () => days(28)],
    ['2030-01-31', () => '2030-01-31T00:00:00.000Z'],
    ['2030-01-31T09:30Z', () => '2030-01-31T09:30:00.000Z'],
    ['2030-01-31T09:30:15+02:00', () => '2030-01-31T07:30:15.000Z'],
  ])('with --expires %s stops working then', async (expires, time) => {
    const { out, err } = await sb(`token create ci --role VIEWER --expires ${expires}`)
    expect((await viewer(out.trim())).expiresAt).toBe(time())
    expect(err).toContain(`It expires at ${time().slice(0, 16).replace('T', ' ')}Z.`)
  })

  it('prints token and secret as one document with --json', async () => {
    const { code, json } = await sb('token create ci --role EDITOR --workspace chartbrew/7 --json')
    expect(code).toBe(0)
    const { token, secret } = json()
    expect((await viewer(secret)).id).toBe(token.id)
    expect(token).toMatchObject({
      name: 'ci',
      revokedAt: null,
      grants: [{ roles: ['EDITOR'], workspace: { vendor: 'CHARTBREW', key: '7' } }],
    })
  })

  it.each([
    ['a time that is over', 'token create ci --role VIEWER --expires 2020-01-01', '--expires: '],
    ['a name that is too long', `token create ${'x'.repeat(256)} --role VIEWER`, '<name>: '],
    [
      'a workspace that is not there',
      'token create ci --role VIEWER --workspace chartbrew/8',
      '--workspace: There is no workspace chartbrew/8',
    ],
  ])('is refused with %s, at the argument or option, and prints no secret', async (_what, line, message) => {
    const { code, out, err } = await sb(line)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(new RegExp(`^${message}`))
    const asJson = await sb(`${line} --json`)
    expect([asJson.code, asJson.out]).toEqual([1, ''])
    expect(JSON.parse(asJson.err).error.message).toBe(err.trimEnd())
  })

  it('is refused to who does not administer', async () => {
    const { code, out, err } = await sb('token create ci --role VIEWER', await app.token(['EDITOR']))
    expect([code, out, err]).toEqual([1, '', 'Your token may not do this.\n'])
  })
})

describe('token list', () => {
  it('shows the newest first, each with its roles and whether it still works, and no secret', async () => {
    const [old, used] = [
      (await sb('token create old --role VIEWER --expires 1h --json')).json(),
      await sb('token create used --role EDITOR'),
    ]
    clock += 60_000
    const fresh = (await sb('token create fresh --role TESTER --workspace chartbrew/7 --json')).json()
    await sb(`token revoke ${fresh.token.id}`)
    clock += 3_600_000
    const { code, out, err } = await sb('token list')
    expect([code, err]).toEqual([0, ''])
    const [titles = '', ...rows] = out.split('\n')
    expect(titles).toMatch(/^ID +NAME +ROLES +MADE +STATE$/)
    const cells = rows.map((row) => row.split(/ {2,}/))
    const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')}Z`
    expect(cells[0]?.slice(1)).toEqual(['fresh', 'TESTER on chartbrew/7', time(clock - 3_600_000), `revoked ${time(clock - 3_600_000)}`])
    expect(cells.find(([id]) => id === old.token.id)?.at(-1)).toBe(`expired ${time(clock - 60_000)}`)
    expect(cells.find(([, name]) => name === 'used')?.at(-1)).toBe('works')
    for (const secret of [old.secret, fresh.secret, used.out.trim()]) expect(out).not.toContain(secret.split('_')[2])
  })

  it('prints a list with --json, over all pages, of what the token may know of', async () => {
    for (let count = 0; count < 110; count += 1) await app.token(['VIEWER'], team.id)
    const { json } = await sb('token list --json')
    const { tokens } = await app.graph('{ tokens(first: 1) { totalCount nodes { id name createdAt expiresAt revokedAt } } }')
    expect(new Set(json().map(({ id }: { id: string }) => id)).size).toBe(tokens.totalCount)
    expect(json()[0]).toMatchObject(tokens.nodes[0])
    expect((await sb('token list --json', await app.token(['EDITOR']))).json()).toHaveLength(1)
  })
})

describe('token revoke', () => {
  it('ends a token at once, and says which', async () => {
    const { token, secret } = (await sb('token create gone --role VIEWER --json')).json()
    const { code, out, err } = await sb(`token revoke ${token.id}`)
    expect([code, out, err]).toEqual([0, `Revoked ${token.id} (gone).\n`, ''])
    expect((await app.graphAnswer('{ viewer { token { id } } }', {}, secret)).status).toBe(401)
    expect((await sb(`token revoke ${token.id} --json`)).json()).toEqual({ ...token, revokedAt: new Date(clock).toISOString() })
  })

  it('is refused for a token that is not there', async () => {
    expect(await sb('token revoke tok_none')).toMatchObject({ code: 1, out: '', err: '<id>: There is no such token.\n' })
    const { code, out, err } = await sb('token revoke tok_none --json')
    expect([code, out, JSON.parse(err).error.reasons]).toEqual([
      1,
      '',
      [{ code: 'NOT_FOUND', message: 'There is no such token.', at: '<id>' }],
    ])
  })
})
