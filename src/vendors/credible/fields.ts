import type {
  CredibleAttachedDatabase,
  CredibleBigquery,
  CredibleConnectionProfile,
  CredibleDuckdb,
  CredibleGcs,
  CredibleMotherduck,
  CredibleMysql,
  CrediblePostgres,
  CredibleS3,
  CredibleSnowflake,
  CredibleTrino,
} from '../../generated/schema.js'
import { computed, list, one, secret, secretFile, secretUrl, workspaceKey } from '../fields.js'
import type { FieldTable, FieldTables, ProfileTable, Variant } from '../fields.js'
import { attributesFor } from './attributes.js'

/** The section of the connection's type, beside which there may be others. */
const settings: Variant = {
  tag: 'type',
  members: {
    postgres: { type: 'CrediblePostgres', path: 'postgresConnection' },
    bigquery: { type: 'CredibleBigquery', path: 'bigqueryConnection' },
    snowflake: { type: 'CredibleSnowflake', path: 'snowflakeConnection' },
    trino: { type: 'CredibleTrino', path: 'trinoConnection' },
    mysql: { type: 'CredibleMysql', path: 'mysqlConnection' },
    duckdb: { type: 'CredibleDuckdb', path: 'duckdbConnection' },
    motherduck: { type: 'CredibleMotherduck', path: 'motherduckConnection' },
  },
}

const attachedSettings: Variant = {
  tag: 'type',
  members: {
    bigquery: { type: 'CredibleBigquery', path: 'bigqueryConnection' },
    snowflake: { type: 'CredibleSnowflake', path: 'snowflakeConnection' },
    postgres: { type: 'CrediblePostgres', path: 'postgresConnection' },
    gcs: { type: 'CredibleGcs', path: 'gcsConnection' },
    s3: { type: 'CredibleS3', path: 's3Connection' },
  },
}

/** Read by the connection's type and by that of an attached database alike. */
const attributes = computed(({ type }) => attributesFor(type) ?? null)

const profile = {
  name: 'name',
  type: 'type',
  projectName: workspaceKey('text'),
  settings: one('', settings),
  attributes,
} satisfies ProfileTable<CredibleConnectionProfile>

const shared = {
  postgres: one('postgresConnection', 'CrediblePostgres'),
  bigquery: one('bigqueryConnection', 'CredibleBigquery'),
  snowflake: one('snowflakeConnection', 'CredibleSnowflake'),
}

/** Every section that a body may carry, for sealing: a secret is one whether or not its section is of the type. */
export const allSections = 'CredibleSections'

export const fields: FieldTables = {
  CredibleConnectionProfile: profile,
  [allSections]: {
    ...shared,
    trino: one('trinoConnection', 'CredibleTrino'),
    mysql: one('mysqlConnection', 'CredibleMysql'),
    duckdb: one('duckdbConnection', 'CredibleDuckdbSections'),
    motherduck: one('motherduckConnection', 'CredibleMotherduck'),
  },
  CredibleDuckdbSections: { attachedDatabases: list('attachedDatabases', 'CredibleAttachedSections', 'name') },
  CredibleAttachedSections: { ...shared, gcs: one('gcsConnection', 'CredibleGcs'), s3: one('s3Connection', 'CredibleS3') },
  CrediblePostgres: {
    host: 'host',
    port: 'port',
    databaseName: 'databaseName',
    userName: 'userName',
    password: secret('password'),
    connectionString: secretUrl('connectionString'),
  } satisfies FieldTable<CrediblePostgres>,
  CredibleMysql: {
    host: 'host',
    port: 'port',
    database: 'database',
    user: 'user',
    password: secret('password'),
  } satisfies FieldTable<CredibleMysql>,
  CredibleBigquery: {
    defaultProjectId: 'defaultProjectId',
    billingProjectId: 'billingProjectId',
    location: 'location',
    serviceAccountKeyJson: secretFile('serviceAccountKeyJson'),
    maximumBytesBilled: 'maximumBytesBilled',
    queryTimeoutMilliseconds: 'queryTimeoutMilliseconds',
  } satisfies FieldTable<CredibleBigquery>,
  CredibleSnowflake: {
    account: 'account',
    username: 'username',
    password: secret('password'),
    privateKey: secretFile('privateKey'),
    privateKeyPass: secret('privateKeyPass'),
    warehouse: 'warehouse',
    database: 'database',
    schema: 'schema',
    role: 'role',
    responseTimeoutMilliseconds: 'responseTimeoutMilliseconds',
  } satisfies FieldTable<CredibleSnowflake>,
  CredibleTrino: {
    server: secretUrl('server'),
    port: 'port',
    catalog: 'catalog',
    schema: 'schema',
    user: 'user',
    password: secret('password'),
    peakaKey: secret('peakaKey'),
  } satisfies FieldTable<CredibleTrino>,
  CredibleMotherduck: { accessToken: secret('accessToken'), database: 'database' } satisfies FieldTable<CredibleMotherduck>,
  CredibleDuckdb: {
    attachedDatabases: list('attachedDatabases', 'CredibleAttachedDatabase', 'name'),
  } satisfies FieldTable<CredibleDuckdb>,
  CredibleAttachedDatabase: {
    name: 'name',
    type: 'type',
    settings: one('', attachedSettings),
    attributes,
  } satisfies FieldTable<CredibleAttachedDatabase>,
  CredibleGcs: { keyId: 'keyId', secret: secret('secret') } satisfies FieldTable<CredibleGcs>,
  CredibleS3: {
    accessKeyId: 'accessKeyId',
    secretAccessKey: secret('secretAccessKey'),
    region: 'region',
    endpoint: 'endpoint',
    sessionToken: secret('sessionToken'),
  } satisfies FieldTable<CredibleS3>,
}
