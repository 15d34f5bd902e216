import type { FieldOf } from '../schema.js'
import type { LayoutOf, VendorLayout } from './layout.js'

const types = {
  postgres: {
    label: 'PostgreSQL',
    groups: [
      { title: 'Database', fields: ['host', 'port', 'databaseName', 'userName', 'password'] },
      { title: 'Or a connection string', fields: ['connectionString'] },
    ],
  } satisfies LayoutOf<'CrediblePostgresInput'>,
  mysql: {
    label: 'MySQL',
    groups: [{ title: 'Database', fields: ['host', 'port', 'database', 'user', 'password'] }],
  } satisfies LayoutOf<'CredibleMysqlInput'>,
  bigquery: {
    label: 'BigQuery',
    groups: [
      { title: 'Google Cloud', fields: ['defaultProjectId', 'billingProjectId', 'location', 'serviceAccountKeyJson'] },
      { title: 'Limits', fields: ['maximumBytesBilled', 'queryTimeoutMilliseconds'] },
    ],
  } satisfies LayoutOf<'CredibleBigqueryInput'>,
  snowflake: {
    label: 'Snowflake',
    groups: [
      { title: 'Account', fields: ['account', 'username', 'password'] },
      { title: 'Or a key pair', fields: ['privateKey', 'privateKeyPass'] },
      { title: 'Session', fields: ['warehouse', 'database', 'schema', 'role', 'responseTimeoutMilliseconds'] },
    ],
  } satisfies LayoutOf<'CredibleSnowflakeInput'>,
  trino: {
    label: 'Trino',
    groups: [
      { title: 'Server', fields: ['server', 'port', 'catalog', 'schema'] },
      { title: 'Login', fields: ['user', 'password', 'peakaKey'] },
    ],
  } satisfies LayoutOf<'CredibleTrinoInput'>,
  duckdb: {
    label: 'DuckDB',
    groups: [{ fields: ['attachedDatabases'] }],
  } satisfies LayoutOf<'CredibleDuckdbInput'>,
  motherduck: {
    label: 'MotherDuck',
    groups: [{ title: 'MotherDuck', fields: ['accessToken', 'database'] }],
  } satisfies LayoutOf<'CredibleMotherduckInput'>,
} satisfies Record<FieldOf<'CredibleSettingsInput'>, unknown>

export const credible: VendorLayout = { head: ['name'], types }
