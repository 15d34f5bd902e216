import { isSet, notSet, type FormCase } from './case.js'

const serviceAccount = '{"type":"service_account","project_id":"lake","private_key":"bq-s3cret","client_email":"a@lake.example"}'

export const credible: readonly FormCase[] = [
  {
    vendor: 'credible',
    type: 'postgres',
    fill: (form) => form.fill({ Host: 'pg.test', Port: '5433', Database: 'sales', User: 'ada', Password: 'pg-s3cret' }),
    kept: { settings: { host: 'pg.test', port: 5433, databaseName: 'sales', userName: 'ada', password: isSet, connectionString: notSet } },
  },
  {
    vendor: 'credible',
    type: 'mysql',
    fill: (form) => form.fill({ Host: 'my.test', Port: '3306', Database: 'shop', User: 'ada', Password: 'my-s3cret' }),
    kept: { settings: { host: 'my.test', port: 3306, database: 'shop', user: 'ada', password: isSet } },
  },
  {
    vendor: 'credible',
    type: 'bigquery',
    fill: async (form) => {
      await form.fill({ 'Default project ID': 'lake', Location: 'EU', 'Maximum bytes billed': '5000' })
      await form.fill({ 'Service account key': serviceAccount })
    },
    kept: { settings: { defaultProjectId: 'lake', location: 'EU', maximumBytesBilled: '5000', serviceAccountKeyJson: isSet } },
  },
  {
    vendor: 'credible',
    type: 'snowflake',
    fill: async (form) => {
      await form.fill({
        Account: 'qx48211',
        Username: 'SVC',
        'Private key': '-----BEGIN PRIVATE KEY-----\nsf-s3cret\n-----END PRIVATE KEY-----\n',
      })
      await form.fill({ Warehouse: 'WH_XS', 'Response timeout': '45000' })
    },
    kept: {
      settings: {
        account: 'qx48211',
        username: 'SVC',
        privateKey: isSet,
        password: notSet,
        warehouse: 'WH_XS',
        responseTimeoutMilliseconds: 45000,
      },
    },
  },
  {
    vendor: 'credible',
    type: 'trino',
    fill: (form) => form.fill({ Server: 'https://trino.test', Port: '8443', Catalog: 'hive', User: 'ada', 'Peaka key': 'pk-s3cret' }),
    kept: { settings: { server: { isSet: true, withoutCredentials: 'https://trino.test' }, port: 8443, catalog: 'hive', peakaKey: isSet } },
  },
  {
    vendor: 'credible',
    type: 'duckdb',
    fill: async (form) => {
      await form.press('Add database')
      const first = form.within('Database 1')
      await first.fill({ Name: 'crm' })
      await first.choose({ Type: 'PostgreSQL' })
      await first.fill({ Host: 'pg.test', Port: '5432', Database: 'crm', Password: 'pg-s3cret' })
      await form.press('Add database')
      const second = form.within('Database 2')
      await second.fill({ Name: 'lake' })
      await second.choose({ Type: 'S3' })
      await second.fill({ 'Access key ID': 'AKIA1', 'Secret access key': 's3-s3cret' })
      await form.press('Move database 2 up')
    },
    kept: {
      settings: {
        attachedDatabases: [
          { name: 'lake', type: 'S3', settings: { accessKeyId: 'AKIA1', secretAccessKey: isSet } },
          { name: 'crm', type: 'POSTGRES', settings: { host: 'pg.test', port: 5432, password: isSet } },
        ],
      },
    },
  },
  {
    vendor: 'credible',
    type: 'motherduck',
    fill: (form) => form.fill({ 'Access token': 'md-s3cret', Database: 'scratch' }),
    kept: { settings: { accessToken: isSet, database: 'scratch' } },
  },
]
