import Database from 'better-sqlite3'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openUpkeep } from '../../src/upkeep/index.js'
import { listen, run, type ListeningApp, type Ran } from './command-line.js'

let app: ListeningApp
beforeAll(async () => {
  app = await listen()
  const { id } = await app.workspace('chartbrew', '7')
  for (let count = 0; count < 130; count += 1) await app.token(['VIEWER'], id)
})
afterAll(() => app.close())

const records = async (): Promise<number> => (await app.records()).length

/** `audit verify` in the gateway's own environment, or in another. */
const verify = (given: readonly string[] = [], more: Record<string, string> = {}): Promise<Ran> => {
  const env = { SWITCHBOARD_DATA_DIR: app.dataDir, ...more }
  return run(['audit', 'verify', ...given], { env, upkeep: async () => openUpkeep(env) })
}

/** Changes the file, looks, and changes it back. */
async function whileTampered(sql: string, undo: string, look: () => Promise<Ran>): Promise<Ran> {
  const raw = new Database(join(app.dataDir, 'switchboard.db'))
  raw.exec(sql)
  try {
    return await look()
  } finally {
    raw.exec(undo)
    raw.close()
  }
}

describe('audit export', () => {
  it('prints every event as JSON, one a line, the oldest first, and leaves one record', async () => {
    const before = await app.records()
    const { code, out, err } = await app.sb('audit export')
    expect([code, err]).toEqual([0, ''])
    const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line)) // prettier-ignore
    expect(lines.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(lines.map(({ seq }) => seq)).toEqual(before.map((_, index) => index + 1))
    expect(Object.keys(lines[0])).toEqual(['seq', 'id', 'at', 'action', 'wanted', 'subject', 'subjectId', 'workspaceId', 'actorTokenId', 'edge', 'requestId', 'address', 'fields', 'hash']) // prettier-ignore
    expect((await app.records()).slice(before.length)).toMatchObject([{ action: 'export', subject: 'audit', fields: [] }])
  })

  it('keeps to a span of time', async () => {
    const before = await records()
    expect(await app.sb('audit export --since 2999-01-01')).toMatchObject({ code: 0, out: '' })
    expect((await app.sb('audit export --since 1h --json')).out.trimEnd().split('\n')).toHaveLength(before + 1)
    expect((await app.records()).at(-1)).toMatchObject({ action: 'export', fields: ['since'] })
  })

  it('asks for no more once nobody reads it, and ends quietly', async () => {
    let asked = 0
    app.app.http.server.on('request', () => (asked += 1))
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(), { code: 'EPIPE' })) })
    expect(await app.sb('audit export', { stdout })).toMatchObject({ code: 0, err: '' })
    expect(asked).toBe(2) // The export itself, and its first page.
  })

  it('is refused to others, which leaves a record of that alone', async () => {
    const before = await records()
    const token = await app.token(['REVEALER'])
    expect(await app.sb('audit export', { token })).toMatchObject({ code: 1, out: '', err: expect.stringContaining('may not') })
    expect((await app.records()).slice(before)).toMatchObject([{ action: 'create' }, { action: 'denied', subject: 'audit' }])
  })
})

describe('audit list', () => {
  it('shows the newest, filtered, for people and for programs', async () => {
    const { out, err } = await app.sb('audit list --action create --limit 2')
    expect(out).toMatch(/^WHEN +WHO +DID +TO +WHERE +FIELDS\n.*Operator +create +token tok_\w+ .*name expiresAt grants\n/)
    expect(err).toMatch(/These are 2 of \d+: audit export writes every one/)
    const [one] = (await app.sb('audit list --action export --json --since 2020-01-01')).json()
    expect(one).toMatchObject({ action: 'EXPORT', subject: 'AUDIT', actor: { name: 'Operator' } })
    expect((await app.sb(`audit list --json --actor tok_none`)).json()).toEqual([])
  })
})

describe('audit verify', () => {
  it('says beside a running gateway that all records hold, and the head', async () => {
    const { seq, hash } = (await app.app.deps.store.audit.list({ filter: { visible: undefined }, order: { field: 'at', direction: 'desc' }, limit: 1 }))[0] ?? {} // prettier-ignore
    const head = `${seq}:${hash}`
    expect(await verify()).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`All ${seq} audit records hold.`) })
    expect((await verify(['--json'])).json()).toEqual({ records: seq, head, begunAt: expect.any(String), takenOver: 0, missing: [] })
    expect((await verify(['--head', head])).code).toBe(0)
    expect(await verify(['--head', `${seq}:${'0'.repeat(64)}`])).toMatchObject({
      code: 1,
      err: expect.stringContaining('not the one that was noted'),
    })
    expect((await verify(['--head', '7'])).code).toBe(2)
  })

  it('ends with 1 and the number of the first record that is not as it was written', async () => {
    const address = (text: string) => `update audit set address = '${text}' where seq = 40`
    const { code, out, err } = await whileTampered(address('::9'), address('127.0.0.1'), verify)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('broken at record 40')
    const told = await whileTampered(address('::9'), address('127.0.0.1'), () => verify(['--json']))
    expect(JSON.parse(told.err)).toMatchObject({ error: { reasons: [{ code: 'AUDIT_BROKEN', message: 'link 40' }] } })
    expect((await verify()).code).toBe(0)
  })

  it.each([
    ['another master key', { SWITCHBOARD_MASTER_KEYS: `k1:${Buffer.alloc(32, 9).toString('base64')}` }, 'does not open'],
    [
      'a ring without the master key',
      { SWITCHBOARD_MASTER_KEYS: `k9:${Buffer.alloc(32, 9).toString('base64')}` },
      'master key k1 is missing',
    ],
    ['no database', { SWITCHBOARD_DATABASE_URL: '/nowhere/switchboard.db' }, '/nowhere/switchboard.db cannot be read'],
    ['a misspelled setting', { SWITCHBOARD_DATADIR: '/x' }, 'SWITCHBOARD_DATADIR is unknown'],
  ])('is refused in a sentence with %s', async (_what, env, words) => {
    expect(await verify([], env)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(words) })
  })
})
