import type { Looks } from './look.js'

const address = { as: 'address' } as const
const lines = { as: 'area' } as const

export const credible: Looks = {
  CredibleBigqueryInput: {
    serviceAccountKeyJson: { ...lines, label: 'Service account key' },
    queryTimeoutMilliseconds: { label: 'Query timeout' },
  },
  CredibleAttachedSettingsInput: {
    gcs: { label: 'Google Cloud Storage' },
    s3: { label: 'S3' },
    bigquery: { label: 'BigQuery' },
    postgres: { label: 'PostgreSQL' },
  },
  CredibleAttachedDatabaseInput: { settings: { label: 'Type' } },
  CredibleDuckdbInput: { attachedDatabases: { item: 'database' } },
  CrediblePostgresInput: { databaseName: { label: 'Database' }, userName: { label: 'User' }, connectionString: address },
  CredibleSnowflakeInput: {
    privateKey: lines,
    privateKeyPass: { label: 'Passphrase of the private key' },
    responseTimeoutMilliseconds: { label: 'Response timeout' },
  },
  CredibleTrinoInput: { server: address },
}
