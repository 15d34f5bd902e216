import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../src/lib/secret.js'
import type { Workspace } from '../../src/store/rows.js'
import { refuseMuchText } from '../../src/vendors/bounds.js'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'
import { mutate } from '../graphql/documents.js'

let app: TestApp
const workspaces: Record<string, Workspace> = {}
const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'
beforeAll(async () => {
  app = await boot()
  workspaces.chartbrew = await app.workspace('chartbrew', '7')
  workspaces.apinizer = await app.workspace('apinizer', 'Acme')
  workspaces.credible = await app.workspace('credible', 'orchard')
  workspaces.versori = await app.workspace('versori', organisation)
})
afterAll(() => app.close())

type Fields = Record<string, unknown>
const many = (count: number, item: (index: number) => unknown): unknown[] => Array.from({ length: count }, (_, index) => item(index))
const named = (count: number): unknown[] => many(count, (index) => ({ name: `n${index}`, value: 'v' }))
const long = 'x'.repeat(65_537)
const longUrl = `https://h.example/${'x'.repeat(8192)}`
const longScheme = `a${'+a'.repeat(40)}://h.example/?x=1`

const base = {
  chartbrew: { path: '/team/7/connections', body: { name: 'c', type: 'mongodb' } },
  apinizer: { path: '/apiops/projects/Acme/connections/a/', body: { name: 'a', type: 'webhook', fullUrl: 'https://h.example/' } },
  credible: { path: '/api/v0/projects/orchard/connections/d', body: { name: 'd', type: 'postgres' } },
  versori: {
    path: `/o/${organisation}/protocols/http/connections`,
    body: { name: 'v', baseUrl: 'https://h.example/', authSchemeConfigs: [], environments: [] },
  },
} as const
type Name = keyof typeof base
const create = (vendor: Name, fields: Fields): Promise<RestAnswer> =>
  app.rest('POST', base[vendor].path, { ...base[vendor].body, ...fields })
const input: Record<Name, Fields> = {
  chartbrew: { name: 'c', type: 'MONGODB' },
  apinizer: { name: 'a', settings: { webhook: { fullUrl: { value: 'https://h.example/' }, headerList: [] } } },
  credible: { name: 'd', settings: { postgres: {} } },
  versori: { name: 'v', protocol: 'HTTP', baseUrl: { value: 'https://h.example/' }, authSchemeConfigs: [], environments: [] },
}
const createByGraphql = (vendor: Name, fields: Fields) =>
  mutate(app, 'createConnection', { connection: { [vendor]: { workspaceId: workspaces[vendor]?.id, ...input[vendor], ...fields } } })

describe('a list or a map of more than 1,000 entries', () => {
  it.each<[Name, string, Fields]>([
    ['chartbrew', 'project_ids', { project_ids: many(1001, String) }],
    ['chartbrew', 'options', { options: many(1001, () => ({})) }],
    ['apinizer', 'headerList', { headerList: named(1001) }],
    ['credible', 'duckdbConnection.attachedDatabases', { type: 'duckdb', duckdbConnection: { attachedDatabases: many(1001, () => 1) } }],
    ['versori', 'environmentVariables', { environmentVariables: many(1001, () => ({})) }],
    ['versori', 'environments[0].variables', { environments: [{ name: 'e', variables: named(1001), credentials: {} }] }],
  ])('is refused by %s at %s', async (vendor, field, fields) => {
    const answer = await create(vendor, fields)
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(field)])
    expect(answer.text).toContain('must have at most 1000 entries')
    expect(answer.text.length).toBeLessThan(300)
  })

  it('is refused by GraphQL at its place in the variables', async () => {
    const connection = { versori: { workspaceId: workspaces.versori?.id, ...input.versori, environmentVariables: many(1001, () => ({})) } }
    const query = 'mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { connection { __typename } } }'
    const { status, body } = await app.graphAnswer(query, { input: { connection } })
    expect([status, body.errors.length, body.errors[0].extensions.code]).toEqual([400, 1, 'BAD_USER_INPUT'])
    expect(body.errors[0].extensions.path).toEqual(['variables', 'input', 'connection', 'versori', 'environmentVariables'])
  })

  it('is refused in a document that comes as a text', async () => {
    const { userErrors } = await createByGraphql('chartbrew', { options: { value: JSON.stringify(many(1001, () => ({}))) } })
    expect(userErrors).toMatchObject([{ code: 'INVALID', path: ['connection', 'chartbrew', 'options', 'value'] }])
    expect(userErrors[0].message).toContain('at most 1000 entries')
  })
})

it('a database of many tables and columns is described at Chartbrew, whose server reads it', async () => {
  const column = { type: 'TEXT', allowNull: true }
  const tables = Object.fromEntries(many(1200, (index) => [`t${index}`, { id: column, name: column, note: column }]) as [])
  const { status, body } = await create('chartbrew', { schema: { description: tables } })
  expect([status, body.schema]).toEqual([200, { description: tables }])
  expect((await app.rest('PUT', `/team/7/connections/${body.id}`, body)).body.schema).toEqual({ description: tables })
  const query =
    'query ($key: String!) { connectionByKey(vendor: CHARTBREW, workspace: "7", key: $key) { ... on ChartbrewConnectionProfile { schema } } }'
  expect((await app.graph(query, { key: String(body.id) })).connectionByKey.schema).toEqual({ description: tables })
})

describe('of entries in all, more than 20,000', () => {
  it.each<[Name, Fields]>([
    ['versori', { environments: many(30, () => ({ variables: many(700, () => ({})) })) }],
    ['chartbrew', { options: many(30, () => many(700, () => 1)) }],
  ])('are refused by %s', async (vendor, fields) => {
    const answer = await create(vendor, fields)
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('must have at most 20000 entries in all')])
  })

  it('are refused when a document repeats a variable', async () => {
    const variables = { v: named(1000), w: workspaces.versori?.id }
    const environments = many(12, (index) => `{name: "e${index}" variables: $v credentials: {action: [] trigger: []}}`).join()
    const query = `mutation ($v: [VersoriVariableInput!]! $w: ID!) { createConnection(input: {connection: {versori: {
      workspaceId: $w name: "v" protocol: HTTP baseUrl: {value: "https://h.example/"} authSchemeConfigs: [] environments: [${environments}]
    }}}) { userErrors { code message path } } }`
    const { createConnection } = await app.graph(query, variables)
    expect(createConnection.userErrors).toMatchObject([{ code: 'INVALID', path: ['connection', 'versori'] }])
    expect(createConnection.userErrors[0].message).toContain('20000 entries in all')
  })
})

describe('texts that are too long in all', () => {
  const webhook = (headers: unknown[]): Fields => ({ settings: { webhook: { fullUrl: { value: 'https://h.example/' }, headerList: headers } } })

  it('are refused where they are plain', async () => {
    const { userErrors } = await createByGraphql('versori', { environmentVariables: many(17, (index) => ({ name: `v${index}`, value: 'x'.repeat(65_000) })) })
    expect(userErrors).toMatchObject([{ code: 'INVALID', message: expect.stringContaining('must have at most 1048576 characters in all') }])
  })

  it('are refused where they are secrets, be it one text that a document repeats', async () => {
    const files = ['caCertInPkcs12File', 'caInPemFile', 'caTruststoreFile', 'caKeystoreFile'].map((name) => `${name}: {value: $x}`)
    const query = `mutation ($x: String! $w: ID!) { createConnection(input: {connection: {apinizer: {workspaceId: $w name: "long"
      settings: {elasticsearch: {elasticHostList: [{host: "h"}] caKeystoreFilePass: {value: "p"} ${files.join(' ')}}}}}}) { userErrors { code message } } }`
    const { createConnection } = await app.graph(query, { x: 'x'.repeat(2_400_000), w: workspaces.apinizer?.id })
    expect(createConnection.userErrors).toMatchObject([
      { code: 'INVALID', message: expect.stringContaining('must have secrets of at most 8388608 characters in all') },
    ])
    expect((await app.rest('GET', '/apiops/projects/Acme/connections/long/')).status).toBe(404)
  })

  it('tell nobody how long a secret is that is kept beside them', () => {
    const room = 8 * 1024 * 1024 - 512
    const isTaken = (kept: string, added: number): boolean => {
      const stored = { kept: new Secret(kept) }
      const draft = { settings: {}, secrets: { ...stored, added: new Secret('x'.repeat(added)) } }
      try {
        refuseMuchText({}, [draft], { settings: {}, whole: { kept } })
        return true
      } catch {
        return false
      }
    }
    for (const kept of ['hunter2', 'x'.repeat(41), 'x'.repeat(512)]) expect([isTaken(kept, room), isTaken(kept, room + 1)]).toEqual([true, false])
  })

  it('are kept beside a change of something else', async () => {
    const { connection } = await createByGraphql('apinizer', { name: 'kept', ...webhook(many(100, (index) => ({ name: `h${index}`, value: { value: 'x'.repeat(10_000) } }))) })
    const { userErrors } = await mutate(app, 'updateConnection', { id: connection.id, expectedRevision: 1, patch: { apinizer: { description: 'd' } } })
    expect(userErrors).toEqual([])
  })
}) // prettier-ignore

describe('a text that is too long', () => {
  it.each<[Name, string, Fields, Fields, readonly string[]]>([
    ['chartbrew', 'dbName', { dbName: long }, { dbName: long }, ['dbName']],
    ['chartbrew', 'connectionString', { connectionString: longUrl }, { connectionString: { value: longUrl } }, ['connectionString', 'value']],
    ['chartbrew', 'connectionString', { connectionString: longScheme }, { connectionString: { value: longScheme } }, ['connectionString', 'value']],
    ['apinizer', 'description', { description: long }, { description: long }, ['description']],
    ['apinizer', 'headerList[1].value', { headerList: [{ name: 'a', value: 'b' }, { name: 'c', value: long }] }, { settings: { webhook: { fullUrl: { value: 'https://h.example/' }, headerList: [{ name: 'c', value: { value: long } }] } } }, ['settings', 'webhook', 'headerList', '0', 'value', 'value']],
    ['apinizer', 'fullUrl', { fullUrl: longUrl }, { settings: { webhook: { fullUrl: { value: longUrl }, headerList: [] } } }, ['settings', 'webhook', 'fullUrl', 'value']],
    ['credible', 'postgresConnection.host', { postgresConnection: { host: long } }, { settings: { postgres: { host: long } } }, ['settings', 'postgres', 'host']],
    ['versori', 'baseUrl', { baseUrl: longUrl }, { baseUrl: { value: longUrl } }, ['baseUrl', 'value']],
    ['versori', 'environmentVariables[0].value', { environmentVariables: [{ name: 'a', value: long }] }, { environmentVariables: [{ name: 'a', value: long }] }, ['environmentVariables', '0', 'value']],
  ])('is refused by %s at %s, and by GraphQL at its field', async (vendor, field, fields, given, path) => {
    const answer = await create(vendor, fields)
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(field)])
    expect(answer.text).toMatch(/at most (65536|8192|64) characters/)
    const { userErrors } = await createByGraphql(vendor, given)
    expect(userErrors).toMatchObject([{ code: 'INVALID', path: ['connection', vendor, ...path] }])
    expect(userErrors[0].message).toMatch(/at most (65536|8192|64) characters/)
  }) // prettier-ignore

  it('is a file or a document as long as a body may be', async () => {
    const file = 'QUJD'.repeat(50_000)
    const key = { type: 'firestore', firebaseServiceAccount: { project_id: 'p', private_key: file } }
    const hosts = { type: 'elasticsearch', elasticHostList: [{ host: 'h' }], encryptCommunication: true }
    const ca = { ...hosts, encryptCommunicationType: 'CA_IN_PEM_FILE', caInPemFile: file }
    const snowflake = { type: 'snowflake', snowflakeConnection: { account: 'a', username: 'u', warehouse: 'w', privateKey: file } }
    expect((await create('chartbrew', key)).status).toBe(200)
    expect((await create('apinizer', { fullUrl: undefined, ...ca })).status).toBe(200)
    expect((await create('credible', snowflake)).status).toBe(201)
    const data = { name: 'k', type: 'binary', data: { valueBase64: file } }
    expect((await app.rest('POST', `/o/${organisation}/credentials`, data)).status).toBe(201)
  })

  it('is refused in a shared credential', async () => {
    const answer = await app.rest('POST', `/o/${organisation}/credentials`, { name: 'k', type: 'string', data: { value: long } })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('data.value')])
  })
})

it('what an earlier program has stored beyond the bounds can be read, kept and shortened, and not made longer', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-test-'))
  const first = await boot({ dataDir })
  await first.workspace('chartbrew', '7')
  const path = `/team/7/connections/${(await first.rest('POST', '/team/7/connections', { name: 'c', type: 'mysql', schema: {} })).body.id}`
  await first.close()
  const database = new Database(join(dataDir, 'switchboard.db'))
  const stored = { ...base.chartbrew.body, type: 'mysql', dbName: 'x'.repeat(90_000), project_ids: many(1200, String), active: true }
  database.prepare('update connections set settings = ?').run(JSON.stringify(stored))
  database.close()

  const second = await boot({ dataDir })
  const put = async (body: Fields): Promise<number> => (await second.rest('PUT', path, body)).status
  const read = await second.rest('GET', path)
  expect([read.status, read.body.project_ids.length, read.body.dbName.length]).toEqual([200, 1200, 90_000])
  expect(await put({ port: '3306' })).toBe(200)
  expect(await put({ dbName: 'y'.repeat(90_000) })).toBe(200)
  expect(await put({ dbName: 'y'.repeat(90_001) })).toBe(400)
  expect(await put({ dbName: 'y'.repeat(70_000), project_ids: many(1000, String) })).toBe(200)
  expect(await put({ dbName: 'y'.repeat(70_001) })).toBe(400)
  await second.close()
  rmSync(dataDir, { recursive: true, force: true })
})

it('a file in base64 may have blanks and line breaks anywhere; what is none is refused, however many it has', async () => {
  const body = { name: 'log', type: 'graylog', hostname: 'h.example', port: 1, tlsTrustCertChainFileName: 'ca.pem' }
  const at = (file: string) => app.rest('POST', '/apiops/projects/Acme/connections/log/', { ...body, tlsTrustCertChainFile: file })
  const blanks = ' \n'.repeat(250_000)
  const { status, text } = await at(`YWJj${blanks}!`)
  expect([status, JSON.parse(text).error_description]).toEqual([400, 'tlsTrustCertChainFile must be base64!'])
  for (const file of ['YWJj=YQ==', 'YQ===']) expect((await at(file)).status, file).toBe(400)
  expect((await at(`YWJj\nYQ==${blanks}`)).status).toBe(200)
  expect((await app.rest('DELETE', '/apiops/projects/Acme/connections/log/')).status).toBe(200)
})
