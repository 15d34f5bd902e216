/** Every member of every section, by its JSON type (contract section (b)); a `url` is sealed too. */
export const members: Readonly<Record<string, Readonly<Record<string, 'text' | 'port' | 'int' | 'secret' | 'url'>>>> = {
  postgresConnection: { host: 'text', port: 'port', databaseName: 'text', userName: 'text', password: 'secret', connectionString: 'url' },
  mysqlConnection: { host: 'text', port: 'port', database: 'text', user: 'text', password: 'secret' },
  bigqueryConnection: {
    defaultProjectId: 'text', billingProjectId: 'text', location: 'text', serviceAccountKeyJson: 'secret', maximumBytesBilled: 'text',
    queryTimeoutMilliseconds: 'text',
  },
  snowflakeConnection: {
    account: 'text', username: 'text', password: 'secret', privateKey: 'secret', privateKeyPass: 'secret', warehouse: 'text',
    database: 'text', schema: 'text', role: 'text', responseTimeoutMilliseconds: 'int',
  },
  trinoConnection: { server: 'url', port: 'port', catalog: 'text', schema: 'text', user: 'text', password: 'secret', peakaKey: 'secret' },
  motherduckConnection: { accessToken: 'secret', database: 'text' },
  gcsConnection: { keyId: 'text', secret: 'secret' },
  s3Connection: { accessKeyId: 'text', secretAccessKey: 'secret', region: 'text', endpoint: 'text', sessionToken: 'secret' },
} // prettier-ignore

const fitting = { text: 'some text', port: 65535, int: 45000, secret: 'marked-secret', url: 'https://user:marked-secret@h.example/x' }
const valid = { type: 'service_account', project_id: 'p', private_key: 'k', client_email: 'a@b.example' }
const key = JSON.stringify(valid)

/** A section with every member in it. */
export function whole(section: string): any {
  return Object.fromEntries(
    Object.entries(members[section] ?? {}).map(([member, kind]) => [member, member === 'serviceAccountKeyJson' ? key : fitting[kind]]),
  )
}
