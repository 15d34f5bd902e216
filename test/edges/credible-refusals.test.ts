import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { whole } from '../contract/credible/members.js'
import { examples } from '../contract/credible/world.js'
import { boot, type TestApp } from '../support/boot.js'
import { createDocument, inputOf, updateDocument } from './credible-documents.js'

let app: TestApp
let project: Workspace
beforeAll(async () => {
  app = await boot()
  project = await app.workspace('credible', 'orchard')
})
afterAll(() => app.close())

const pathOf = (name: string): string => `/api/v0/projects/orchard/connections/${name}`
const hub = (...attachedDatabases: object[]): any => ({ name: 'hub', type: 'duckdb', duckdbConnection: { attachedDatabases } })
const attached = (type: string, change: object): any => ({
  name: 'a',
  type,
  [`${type}Connection`]: { ...whole(`${type}Connection`), ...change },
})
const alone = (type: string, change: object): any => ({
  name: 'one',
  type,
  [`${type}Connection`]: { ...whole(`${type}Connection`), ...change },
})
const list = ['duckdb', 'attachedDatabases']

/** Body, place at REST, place in the settings of GraphQL, reason. */
const refusals: [string, any, string, string[], string][] = [
  ['a port of 0', alone('postgres', { port: 0 }), 'postgresConnection.port', ['postgres', 'port'], 'must be at least 1'],
  ['a port past the last', alone('mysql', { port: 65536 }), 'mysqlConnection.port', ['mysql', 'port'], 'must be at most 65535'],
  ['snowflake without account', alone('snowflake', { account: undefined }), 'snowflakeConnection.account', ['snowflake', 'account'], 'is required'],
  ['snowflake without warehouse', alone('snowflake', { warehouse: '' }), 'snowflakeConnection.warehouse', ['snowflake', 'warehouse'], 'is required'],
  ['a negative timeout', alone('snowflake', { responseTimeoutMilliseconds: -1 }), 'snowflakeConnection.responseTimeoutMilliseconds', ['snowflake', 'responseTimeoutMilliseconds'], 'must be at least 0'],
  ['snowflake without any secret', alone('snowflake', { password: undefined, privateKey: undefined }), 'snowflakeConnection.password', ['snowflake', 'password'], 'or privateKey is required'],
  ['trino without server', alone('trino', { server: undefined }), 'trinoConnection.server', ['trino', 'server'], 'is required'],
  ['trino with another scheme', alone('trino', { server: 'ftp://h' }), 'trinoConnection.server', ['trino', 'server', 'value'], 'must begin with http:// or https://'],
  ['motherduck without token', alone('motherduck', { accessToken: undefined }), 'motherduckConnection.accessToken', ['motherduck', 'accessToken'], 'is required'],
  ['an empty list', hub(), 'duckdbConnection.attachedDatabases', list, 'must not be empty'],
  ['an attached name', hub({ ...attached('s3', {}), name: '1a' }), 'duckdbConnection.attachedDatabases[0].name', [...list, '0', 'name'], 'must consist of letters, digits and _, and not begin with a digit'],
  ['an attached name used twice', hub(attached('s3', {}), attached('gcs', {})), 'duckdbConnection.attachedDatabases[1].name', [...list, '1', 'name'], 'is used twice'],
  ['the name of the connection', hub({ ...attached('s3', {}), name: 'hub' }), 'duckdbConnection.attachedDatabases[0].name', [...list, '0', 'name'], 'is the name of the connection'],
  ['half a key pair', hub(attached('s3', { secretAccessKey: undefined })), 'duckdbConnection.attachedDatabases[0].s3Connection.secretAccessKey', [...list, '0', 'settings', 's3', 'secretAccessKey'], 'is required'],
  ['the other half', hub(attached('gcs', { keyId: undefined })), 'duckdbConnection.attachedDatabases[0].gcsConnection.keyId', [...list, '0', 'settings', 'gcs', 'keyId'], 'is required'],
  ['an attached snowflake without password', hub(attached('snowflake', { password: undefined })), 'duckdbConnection.attachedDatabases[0].snowflakeConnection.password', [...list, '0', 'settings', 'snowflake', 'password'], 'is required'],
  ['a service account key that is none', hub(attached('bigquery', { serviceAccountKeyJson: '{}' })), 'duckdbConnection.attachedDatabases[0].bigqueryConnection.serviceAccountKeyJson', [...list, '0', 'settings', 'bigquery', 'serviceAccountKeyJson', 'value'], 'must be the JSON text of a service account key with project_id, private_key and client_email'],
] // prettier-ignore

const lastName = (path: readonly string[]): string => path.at(-1) ?? ''

it.each(refusals)('both edges refuse %s at its field, for the same reason', async (_, body, place, path, reason) => {
  const rest = await app.rest('POST', pathOf(body.name), body)
  expect({ status: rest.status, body: rest.body }).toEqual({ status: 400, body: { code: 400, message: `${place} ${reason}.` } })

  const settings = inputOf(body)
  const input = { connection: { credible: { workspaceId: project.id, name: body.name, settings } } }
  const { createConnection } = await app.graph(createDocument, { input })
  const at = ['connection', 'credible', 'settings', ...path]
  expect(createConnection).toEqual({ connection: null, userErrors: [{ code: 'INVALID', message: `${lastName(at)} ${reason}.`, path: at }] })
})

it.each([
  ['bad.name', 'must consist of letters, digits, _ and -'],
  ['', 'must consist of letters, digits, _ and -'],
  ['a'.repeat(256), 'must have at most 255 characters'],
])('both edges refuse a name that does not fit (%#)', async (name, reason) => {
  const rest = await app.rest('POST', pathOf(name), examples.sales_pg)
  if (name !== '') expect(rest.body).toEqual({ code: 400, message: `connectionName ${reason}.` })
  const input = { connection: { credible: { workspaceId: project.id, name, settings: { postgres: {} } } } }
  const { createConnection } = await app.graph(createDocument, { input })
  expect(createConnection).toMatchObject({ connection: null, userErrors: [{ code: 'INVALID', path: ['connection', 'credible', 'name'] }] })
  expect(createConnection.userErrors[0].message).toBe(`name ${reason}.`)
})

it('both edges refuse the reserved name and a name that is taken', async () => {
  const make = async (name: string, settings: object): Promise<any> =>
    (await app.graph(createDocument, { input: { connection: { credible: { workspaceId: project.id, name, settings } } } })).createConnection
  const path = ['connection', 'credible', 'name']
  expect((await app.rest('POST', pathOf('duckdb'), { type: 'duckdb', duckdbConnection: {} })).body.message).toBe('name is reserved.')
  expect((await make('duckdb', { duckdb: {} })).userErrors).toEqual([{ code: 'INVALID', message: 'name is reserved.', path }])
  expect((await make('taken', { postgres: {} })).userErrors).toEqual([])
  expect((await app.rest('POST', pathOf('taken'), { type: 'postgres' })).status).toBe(409)
  expect((await make('taken', { mysql: {} })).userErrors).toMatchObject([{ code: 'CONFLICT', path }])
})

it('both edges refuse another type', async () => {
  await app.rest('POST', pathOf('typed'), { ...examples.shop_my, name: 'typed' })
  const rest = await app.rest('PATCH', pathOf('typed'), { type: 'postgres', postgresConnection: {} })
  expect(rest.body).toEqual({ code: 400, message: 'type cannot be changed.' })
  const found = await app.graph('{ connectionByKey(vendor: CREDIBLE, workspace: "orchard", key: "typed") { ... on Node { id } } }')
  const patch = { credible: { settings: { postgres: {} } } }
  const { updateConnection } = await app.graph(updateDocument, { input: { id: found.connectionByKey.id, expectedRevision: 1, patch } })
  expect(updateConnection.userErrors).toMatchObject([{ code: 'INVALID', path: ['patch', 'credible', 'settings', 'postgres'] }])
})

it('a new attached database says in GraphQL what it is', async () => {
  const settings = { duckdb: { attachedDatabases: [{ name: 'a' }] } }
  const input = { connection: { credible: { workspaceId: project.id, name: 'hub', settings } } }
  const { createConnection } = await app.graph(createDocument, { input })
  const path = ['connection', 'credible', 'settings', ...list, '0', 'settings']
  expect(createConnection.userErrors).toEqual([{ code: 'INVALID', message: 'settings is required.', path }])
})
