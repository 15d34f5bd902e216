import { afterAll, beforeAll, expect, it } from 'vitest'
import { examples } from '../contract/credible/world.js'
import { boot, type TestApp } from '../support/boot.js'

let app: TestApp
let count = 0
beforeAll(async () => {
  app = await boot()
})
afterAll(() => app.close())

const none = { host: null, port: null, database: null, url: null }
const database = (facts: object): object => ({ kind: 'DATABASE', ...none, ...facts })
const bucket = (facts: object): object => ({ kind: 'BUCKET', ...none, ...facts })
const of = (type: string, section: object): any => ({ name: 'one', type, [`${type}Connection`]: section })
const hub = (type: string, section: object): any => of('duckdb', { attachedDatabases: [{ ...of(type, section), name: 'a' }] })
const snowflake = { account: 'qx1', username: 'u', warehouse: 'w', password: 'marked' }

it.each<[string, any, object[]]>([
  ['the parts of postgres', examples.sales_pg, [database({ host: 'pg1.orchard.example', port: 5432, database: 'sales' })]],
  ['a connection string', examples.sales_pg_uri, [database({ host: 'pg1.orchard.example', port: 5432, database: 'sales', url: 'postgresql://pg1.orchard.example:5432/sales?sslmode=require' })]],
  ['a connection string over parts', of('postgres', { host: 'x', connectionString: 'postgres://u:marked@h/d' }), [database({ host: 'h', database: 'd', url: 'postgres://h/d' })]],
  ['a connection string that is no URL', of('postgres', { connectionString: 'host=h password=marked' }), []],
  ['a host with credentials in it', of('postgres', { host: 'u:marked@h' }), []],
  ['mysql', examples.shop_my, [database({ host: 'my1.orchard.example', port: 3306, database: 'shop' })]],
  ['nothing', of('mysql', { user: 'u' }), []],
  ['bigquery', examples.events_bq, [database({ host: 'bigquery.googleapis.com', database: 'orchard-lake' })]],
  ['the project of a key', of('bigquery', { serviceAccountKeyJson: '{"project_id":"p1"}', billingProjectId: 'p2' }), [database({ host: 'bigquery.googleapis.com', database: 'p1' })]],
  ['snowflake', examples.dw_sf, [database({ host: 'qx48211.eu-central-1.snowflakecomputing.com', database: 'ANALYTICS' })]],
  ['an account that is none', of('snowflake', { ...snowflake, account: 'u:marked@h/', database: 'd' }), [database({ database: 'd' })]],
  ['trino', examples.lake_tr, [database({ host: 'trino.orchard.example', port: 8443, database: 'hive', url: 'https://trino.orchard.example' })]],
  ['a trino server with credentials', of('trino', { server: 'https://u:marked@h:1/x', port: 2 }), [database({ host: 'h', port: 1, url: 'https://h:1/x' })]],
  ['motherduck', examples.scratch_md, [database({ database: 'scratch' })]],
  ['motherduck without database', of('motherduck', { accessToken: 'marked' }), []],
  ['every attached database', examples.hub_dd, [
    database({ host: 'pg2.orchard.example', port: 5432, database: 'crm' }),
    bucket({ host: 'minio.orchard.example', port: 9000 }),
    bucket({ host: 'storage.googleapis.com' }),
    database({ host: 'bigquery.googleapis.com', database: 'orchard-lake' }),
    database({ host: 'qx48211.snowflakecomputing.com', database: 'ANALYTICS' }),
  ]],
  ['a bucket of Amazon', hub('s3', { accessKeyId: 'A', secretAccessKey: 'marked' }), [bucket({ host: 's3.us-east-1.amazonaws.com' })]],
  ['a bucket in a region', hub('s3', { accessKeyId: 'A', secretAccessKey: 'marked', region: 'eu-west-1' }), [bucket({ host: 's3.eu-west-1.amazonaws.com' })]],
  ['a bucket behind credentials', hub('s3', { accessKeyId: 'A', secretAccessKey: 'marked', endpoint: 'http://u:marked@h:9000' }), [bucket({ host: 'h', port: 9000 })]],
])('shows where %s leads, without any credential', async (_, body, endpoints) => {
  const project = `orchard-${(count += 1)}`
  await app.workspace('credible', project)
  const made = await app.rest('POST', `/api/v0/projects/${project}/connections/${body.name}`, body)
  expect(made.status, made.text).toBe(201)
  const query = `query ($filter: ConnectionFilter) { connections(filter: $filter) {
    nodes { ... on ConnectionProfileCommon { workspace { key } endpoints { kind host port database url } } } } }`
  const { connections } = await app.graph(query, { filter: { vendor: 'CREDIBLE' } })
  const found = connections.nodes.find(({ workspace }: any) => workspace.key === project)
  expect(found.endpoints).toEqual(endpoints)
  expect(JSON.stringify(found)).not.toContain('marked')
}) // prettier-ignore
