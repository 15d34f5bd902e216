import { it, expect } from 'vitest'
import { boot } from '../support/boot.js'
it('x', async () => {
  const app = await boot()
  const w = await app.workspace('credible', 'Orchard_1')
  const p = '/api/v0/projects/Orchard_1/connections'
  console.log((await app.rest('POST', p + '/sales', { type: 'postgres', postgresConnection: { host: 'h', port: 1, connectionString: 'postgresql://a/b', password: 'x' }, mysqlConnection: {password: 'q'} })).text)
  console.log((await app.rest('GET', p)).text)
  console.log((await app.rest('POST', p + '/sales', { type: 'postgres' })).text)
  console.log((await app.rest('POST', p + '/sales', { })).text)
  console.log((await app.rest('POST', p + '/b', {type:'snowflake', snowflakeConnection: {port: 1} })).text)
  console.log((await app.rest('GET', '/api/v0/nothing')).text, (await app.rest('GET', '/api/connect/v1alpha1/x')).text, (await app.rest('GET', '/api/v01/x')).text)
  const q = `connection { name type ... on CredibleConnectionProfile { projectName settings { ... on CrediblePostgres { host port password { isSet } connectionString { isSet withoutCredentials } }
   ... on CredibleDuckdb { attachedDatabases { name type settings { ... on CredibleS3 { accessKeyId secretAccessKey { isSet version } } ... on CredibleGcs { secret {isSet version}} } } } } endpoints { kind host port database url } revision id } } userErrors { code message path }`
  const made = await app.graph(`mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { ${q} } }`, { input: { connection: { credible: { workspaceId: w.id, name: 'dd', settings: { duckdb: { attachedDatabases: [{ name: 'a', settings: { s3: { accessKeyId: 'AK', secretAccessKey: {value:'s'} } } }] } } } } } })
  console.log(JSON.stringify(made))
  const { id } = made.createConnection.connection
  for (const patch of [{ settings: { duckdb: { attachedDatabases: [{ name: 'a', settings: { s3: { region: 'eu' } } },{ name: 'a', settings: { s3: { region: 'eu' } } }] } } }, { settings: { mysql: {} } }, { settings: { duckdb: { attachedDatabases: [{name: 'z'}, {name:'a', settings: {gcs: {keyId: 'k'}}}] }}}, { settings: { duckdb: { attachedDatabases: [] } } }, { settings: { duckdb: { attachedDatabases: [{name:'a', settings: {gcs: {keyId: 'k', secret: {value: 'g'}}}}] }}} ])
  console.log(JSON.stringify(await app.graph(`mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { ${q} } }`, { input: { id, expectedRevision: 1, patch: { credible: patch } } })))
  console.log((await app.rest('GET', p)).text)
  console.log((await app.rest('PATCH', p + '/dd', { duckdbConnection: { attachedDatabases: [{id: 'q', name: 'a', type: 'gcs', gcsConnection: {keyId: 'k2'}}]}})).text)
  console.log((await app.rest('GET', p + '/dd')).text)
  console.log((await app.rest('DELETE', p + '/dd')).text, (await app.rest('DELETE', p + '/dd')).text, (await app.rest('GET', '/api/v0/projects/x/connections')).text)
  await app.close()
})
