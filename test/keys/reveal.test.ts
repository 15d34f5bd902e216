import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AuditRecord, Workspace } from '../../src/store/rows.js'
import { make, mutate, organisation } from '../graphql/documents.js'
import { adminToken, boot, type RestAnswer, type TestApp } from '../support/boot.js'

let app: TestApp
let team: Workspace
let other: Workspace
let shop: any
beforeAll(async () => {
  app = await boot({ env: { SWITCHBOARD_RATE_LIMITS: 'reveals=8/m' } })
  team = await app.workspace('chartbrew', '7')
  other = await app.workspace('chartbrew', '8')
  shop = await make(app, 'chartbrew', {
    workspaceId: team.id,
    name: 'Shop',
    type: 'MYSQL',
    host: 'user:gate-Fox-1@db.example',
    password: { value: 'teal-Oak-5' },
    options: { value: '{"a":"plum-Elm-2"}' },
    sshPassword: { value: 'x' },
  })
})
afterAll(() => app.close())
afterEach(() => vi.restoreAllMocks())

const query = `mutation ($input: RevealSecretInput!) {
  revealSecret(input: $input) { secret { field value format version changedAt } userErrors { code message path } } }`
const ask = (id: string, field: string, token?: string, on = app): Promise<RestAnswer> =>
  on.graphAnswer(query, { input: { id, field } }, token)
const revealed = async (id: string, field: string, token?: string): Promise<any> => {
  const { body, text } = await ask(id, field, token)
  if (!body.data?.revealSecret) throw new Error(text)
  return body.data.revealSecret
}
async function recordsOf(act: () => Promise<unknown>, on = app): Promise<AuditRecord[]> {
  const before = new Set((await on.records()).map(({ id }) => id))
  await act()
  return (await on.records()).filter(({ id }) => !before.has(id))
}

describe('revealSecret', () => {
  it('shows one secret to a REVEALER by the name that its facts show, with when and by which revision it came', async () => {
    const token = await app.token(['REVEALER'], team.id)
    const facts = await app.graph(
      'query ($id: ID!) { connection(id: $id) { ... on ChartbrewConnectionProfile { password { field version changedAt } options { field } authentication { field isSet } } } }',
      { id: shop.id },
    )
    const { password, options, authentication } = facts.connection
    expect(authentication).toEqual({ field: 'authentication', isSet: false })
    let answer: unknown
    const records = await recordsOf(async () => (answer = await revealed(shop.id, password.field, token)))
    expect(answer).toEqual({ secret: { ...password, value: 'teal-Oak-5', format: 'TEXT' }, userErrors: [] })
    expect(records).toMatchObject([{ action: 'reveal', subject: 'connection', subjectId: shop.id, fields: ['password'], edge: 'graphql' }])
    expect((await revealed(shop.id, options.field, token)).secret).toMatchObject({ value: '{"a":"plum-Elm-2"}', format: 'JSON' })
    expect((await revealed(shop.id, 'host', token)).secret.value).toBe('user:gate-Fox-1@db.example')
  })

  it('shows what a shared credential and an uploaded file hold', async () => {
    const token = await app.token(['REVEALER'])
    const org = await app.workspace('versori', organisation)
    const input = { workspaceId: org.id, credential: { name: 'live', data: { string: { value: { value: 'nwk_live_7Qd2' } } } } }
    const { createCredential } = await app.graph(
      'mutation ($input: CreateCredentialInput!) { createCredential(input: $input) { credential { id data { ... on VersoriStringData { value { field } } } } userErrors { message path } } }',
      { input },
    )
    expect(createCredential.userErrors).toEqual([])
    const { id, data } = createCredential.credential
    let secret: any
    const records = await recordsOf(async () => ({ secret } = await revealed(id, data.value.field, token)))
    expect(secret).toMatchObject({ value: 'nwk_live_7Qd2', format: 'TEXT', version: 1 })
    expect(records).toMatchObject([{ action: 'reveal', subject: 'credential', subjectId: id, workspaceId: org.id }])

    const form = new FormData()
    form.append('sslCa', new Blob(['a certificate']), 'ca.pem')
    await app.rest('POST', `/team/7/connections/${shop.vendorKey}/files`, form)
    const file = await revealed(shop.id, 'files/sslCa', token)
    expect(Buffer.from(file.secret.value, 'base64').toString()).toBe('a certificate')
  })

  it('is never kept by a cache', async () => {
    expect((await ask(shop.id, 'password', await app.token(['REVEALER']))).headers['cache-control']).toBe('no-store')
  })

  it.each<[string, 'VIEWER' | 'EDITOR', 'here' | 'there', string]>([
    ['who has not that role', 'EDITOR', 'here', 'FORBIDDEN'],
    ['who is of another workspace', 'VIEWER', 'there', 'NOT_FOUND'],
  ])('is refused to one %s, with a record', async (_who, role, where, code) => {
    const token = await app.token([role], where === 'here' ? team.id : other.id)
    let answer: any
    const records = await recordsOf(async () => (answer = await revealed(shop.id, 'password', token)))
    expect(answer).toMatchObject({ secret: null, userErrors: [{ code }] })
    expect(records).toMatchObject([{ action: 'denied', wanted: 'reveal', subject: 'connection', subjectId: shop.id }])
  })

  it('is refused for what is not there or not set', async () => {
    const token = await app.token(['REVEALER'])
    const cases = [
      ['con_01j00000000000000000000000', 'password', 'NOT_FOUND', ['id']],
      ['crd_01j00000000000000000000000', 'value', 'NOT_FOUND', ['id']],
      [shop.id, 'sshPassphrase', 'INVALID', ['field']],
      [shop.id, '__proto__', 'INVALID', ['field']],
    ] as const
    for (const [id, field, code, path] of cases) expect((await revealed(id, field, token)).userErrors).toMatchObject([{ code, path }])
  })

  it('shows nothing when its record cannot be written', async () => {
    vi.spyOn(app.app.deps.store.audit, 'record').mockRejectedValue(new Error('The disk is full.'))
    const { text, body } = await ask(shop.id, 'password', await app.token(['REVEALER']))
    expect(body.data).toEqual({ revealSecret: null })
    expect(text).not.toContain('teal-Oak-5')
  })

  it('is refused to a token that asks too often, with a record, and to no other token', async () => {
    const [eager, calm] = [await app.token(['REVEALER']), await app.token(['REVEALER'])]
    for (let count = 0; count < 8; count += 1) expect((await revealed(shop.id, 'password', eager)).userErrors).toEqual([])
    let answer: RestAnswer | undefined
    const records = await recordsOf(async () => (answer = await ask(shop.id, 'password', eager)))
    const [{ extensions }] = answer?.body.errors
    expect(extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) })
    expect(extensions.retryAfter).toBeGreaterThan(0)
    expect(extensions.retryAfter).toBeLessThanOrEqual(60)
    expect(answer?.text).not.toContain('teal-Oak-5')
    expect(records).toMatchObject([{ action: 'denied', wanted: 'reveal', subjectId: shop.id }])
    expect((await revealed(shop.id, 'password', calm)).secret.value).toBe('teal-Oak-5')
  })
})

describe('a secret that does not open any more', () => {
  it('is told by a code at both edges, and nothing else is disturbed', async () => {
    const broken = await make(app, 'chartbrew', { workspaceId: team.id, name: 'Broken', type: 'MYSQL', password: { value: 'dusk-Ash-3' } })
    const { store } = app.app.deps
    const open = store.connections.open
    vi.spyOn(store.connections, 'open').mockImplementation(async (id) => {
      const found = await open(id)
      if (id !== broken.id || !found) return found
      const fields = found.sealed.fields.map((field) => ({ ...field, blob: Buffer.from(field.blob).fill(7, 28) }))
      return { ...found, sealed: { ...found.sealed, fields } }
    })
    const token = await app.token(['ADMIN'])
    const patch = `mutation { updateConnection(input: { id: "${broken.id}", expectedRevision: 1, patch: { chartbrew: { name: "X" } } }) { userErrors { code } } }`
    for (const { status, body, text } of [await ask(broken.id, 'password', token), await app.graphAnswer(patch)]) {
      expect([status, body.errors[0].extensions.code]).toEqual([200, 'SECRET_UNREADABLE'])
      expect(text).not.toMatch(/dusk-Ash-3|\bat \/|auth/)
    }
    const path = `/team/7/connections/${broken.vendorKey}`
    for (const { status, body } of [await app.rest('GET', path), await app.rest('PUT', path, { name: 'X' })])
      expect([status, body]).toEqual([500, { error: expect.stringContaining('does not open') }])

    const viewer = await app.token(['VIEWER'], team.id)
    expect((await app.rest('GET', path, undefined, { token: viewer })).body).toMatchObject({ name: 'Broken', password: null })
    expect((await app.rest('GET', '/team/7/connections')).status).toBe(200)
    expect((await app.rest('GET', `/team/7/connections/${shop.vendorKey}`)).body.password).toBe('teal-Oak-5')
    expect((await revealed(shop.id, 'password', token)).secret.value).toBe('teal-Oak-5')
  })
})

describe('with SWITCHBOARD_REVEAL=off', () => {
  let quiet: TestApp
  let id: string
  beforeAll(async () => {
    quiet = await boot({ env: { SWITCHBOARD_REVEAL: 'off' } })
    const { id: workspaceId } = await quiet.workspace('chartbrew', '7')
    id = (await make(quiet, 'chartbrew', { workspaceId, name: 'Shop', type: 'MYSQL', password: { value: 'teal-Oak-5' } })).id
    await quiet.workspace('apinizer', 'Shop')
  })
  afterAll(() => quiet.close())

  it('revealSecret is refused to everybody, with a record', async () => {
    for (const token of [adminToken, await quiet.token(['REVEALER']), await quiet.token(['VIEWER'])]) {
      let answer: RestAnswer | undefined
      const records = await recordsOf(async () => (answer = await ask(id, 'password', token, quiet)), quiet)
      expect(answer?.body.data.revealSecret).toMatchObject({ secret: null, userErrors: [{ code: 'REVEAL_OFF', path: null }] })
      expect(records).toMatchObject([{ action: 'denied', wanted: 'reveal', subjectId: id }])
    }
  })

  it('the shims show the mask to everybody, and leave no record of a reveal', async () => {
    const records = await recordsOf(async () => {
      const made = await quiet.rest('POST', '/team/7/connections', { name: 'New', type: 'mysql', password: 'dusk-Ash-3' })
      expect([made.status, made.body.password]).toEqual([200, null])
      const path = `/team/7/connections/${made.body.id}`
      for (const answer of [await quiet.rest('GET', path), await quiet.rest('PUT', path, { name: 'Newer' })])
        expect([answer.status, answer.body.password]).toEqual([200, null])
      const script = { type: 'linux-script', name: 'job', host: 'h.example', port: 22, username: 'u', password: 'plum-Elm-2', timeout: 30 }
      await quiet.rest('POST', '/apiops/projects/Shop/connections/job/', script)
      const job = await quiet.rest('GET', '/apiops/projects/Shop/connections/job/')
      expect(job.text).not.toContain('plum-Elm-2')
    }, quiet)
    expect(records.filter(({ action }) => action === 'reveal')).toEqual([])
  })

  it('nothing that a caller can do turns it on', async () => {
    const { __type } = await quiet.graph('{ __type(name: "Mutation") { fields { name } } }')
    expect(__type.fields.filter(({ name }: { name: string }) => /reveal/i.test(name))).toEqual([{ name: 'revealSecret' }])
    await mutate(quiet, 'createToken', { name: 'R', grants: [{ roles: ['REVEALER', 'ADMIN'] }] })
    expect((await ask(id, 'password', undefined, quiet)).body.data.revealSecret.secret).toBeNull()
  })
})
