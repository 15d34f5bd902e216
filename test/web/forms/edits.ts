/** What somebody changes in a connection of the demo. */
export interface FormEdit {
  readonly vendor: string
  readonly type: string
  readonly name: string
  /** A plain field by its label, in these groups, and where it is in the connection. */
  readonly plain: { readonly label: string; readonly groups?: readonly string[]; readonly at: string; readonly text: string }
  /** A secret, likewise; a type of which none can be replaced has none. */
  readonly secret?: { readonly label: string; readonly groups?: readonly string[]; readonly at: string; readonly text?: string }
}

const host = { label: 'Host', at: 'host', text: 'new.test' }
const hostOf = { label: 'Host', at: 'settings.host', text: 'new.test' }
const password = { label: 'Password', at: 'password' }
const passwordOf = { label: 'Password', at: 'settings.password' }
const serviceAccount = '{"type":"service_account","project_id":"lake","private_key":"n3w-s3cret","client_email":"a@lake.example"}'

export const edits: readonly FormEdit[] = [
  { vendor: 'CHARTBREW', type: 'postgres', name: 'Orders PG', plain: host, secret: password },
  { vendor: 'CHARTBREW', type: 'mysql', name: 'Shop MySQL', plain: host, secret: password },
  { vendor: 'CHARTBREW', type: 'mongodb', name: 'Telemetry Mongo v3', plain: host, secret: password },
  {
    vendor: 'CHARTBREW',
    type: 'api',
    name: 'Shipments API v3',
    plain: { label: 'Base URL', at: 'host', text: 'https://new.test/v4' },
    secret: { label: 'Token', at: 'authentication' },
  },
  { vendor: 'CREDIBLE', type: 'postgres', name: 'sales_pg', plain: hostOf, secret: passwordOf },
  { vendor: 'CREDIBLE', type: 'mysql', name: 'shop_my', plain: hostOf, secret: passwordOf },
  {
    vendor: 'CREDIBLE',
    type: 'bigquery',
    name: 'events_bq',
    plain: { label: 'Location', at: 'settings.location', text: 'US' },
    secret: { label: 'Service account key', at: 'settings.serviceAccountKeyJson', text: serviceAccount },
  },
  {
    vendor: 'CREDIBLE',
    type: 'snowflake',
    name: 'dw_sf',
    plain: { label: 'Warehouse', at: 'settings.warehouse', text: 'WH_L' },
    secret: { label: 'Passphrase of the private key', at: 'settings.privateKeyPass' },
  },
  {
    vendor: 'CREDIBLE',
    type: 'trino',
    name: 'lake_tr',
    plain: { label: 'Catalog', at: 'settings.catalog', text: 'iceberg' },
    secret: passwordOf,
  },
  {
    vendor: 'CREDIBLE',
    type: 'duckdb',
    name: 'hub_dd',
    plain: { ...host, groups: ['Database 1'], at: 'settings.attachedDatabases.0.settings.host' },
    secret: { label: 'Secret access key', groups: ['Database 2'], at: 'settings.attachedDatabases.1.settings.secretAccessKey' },
  },
  {
    vendor: 'CREDIBLE',
    type: 'motherduck',
    name: 'scratch_md',
    plain: { label: 'Database', at: 'settings.database', text: 'other' },
    secret: { label: 'Access token', at: 'settings.accessToken' },
  },
  {
    vendor: 'APINIZER',
    type: 'database',
    name: 'crm-postgres',
    plain: { label: 'Username', at: 'settings.username', text: 'lin' },
    secret: { label: 'JDBC URL', at: 'settings.jdbcUrl', text: 'jdbc:postgresql://lin:n3w-s3cret@pg2.test:5432/crm' },
  },
  {
    vendor: 'APINIZER',
    type: 'kafka',
    name: 'secure-stream',
    plain: { label: 'Value', groups: ['Property 1'], at: 'settings.properties.0.value', text: 'k9.test:9092' },
    secret: { label: 'Secret value', groups: ['Property 4'], at: 'settings.properties.3.secret' },
  },
  {
    vendor: 'APINIZER',
    type: 'elasticsearch',
    name: 'audit-index',
    plain: { ...host, groups: ['Host 1'], at: 'settings.elasticHostList.0.host' },
    secret: { label: 'Password', at: 'settings.elasticPassword' },
  },
  { vendor: 'APINIZER', type: 'email', name: 'invoice-mailer', plain: hostOf, secret: passwordOf },
  {
    vendor: 'APINIZER',
    type: 'webhook',
    name: 'chatops-hook',
    plain: { label: 'Timeout', at: 'settings.timeout', text: '9' },
    secret: { label: 'Value', groups: ['Header 1'], at: 'settings.headerList.0.value' },
  },
  {
    vendor: 'VERSORI',
    type: 'http',
    name: 'Northwind Orders v3',
    plain: { label: 'Value', groups: ['Environment 2', 'Variable 1'], at: 'environments.1.variables.0.value', text: 'beta' },
    secret: { label: 'Base URL', at: 'baseUrl', text: 'https://ada:n3w-s3cret@new.northwind.example/v3' },
  },
  {
    vendor: 'VERSORI',
    type: 'bigquery',
    name: 'Warehouse v3',
    plain: { label: 'Dataset', at: 'datasetId', text: 'acme.returns' },
  },
]
