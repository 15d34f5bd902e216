import type { ValueOf } from '../schema.js'
import type { LayoutOf, VendorLayout } from './layout.js'

type Form = LayoutOf<'ChartbrewConnectionInput'>
type Field = Form['groups'][number]['fields'][number]

const login: readonly Field[] = ['host', 'port', 'dbName', 'username', 'password']
const string = { title: 'Or a connection string', fields: ['connectionString'] } as const
const tls = { title: 'TLS', fields: ['ssl', 'sslMode'] } as const
const tunnelFields = ['useSsh', 'sshHost', 'sshPort', 'sshUsername', 'sshPassword', 'sshPassphrase', 'sshJumpHost', 'sshJumpPort'] as const
const tunnel = { title: 'SSH tunnel', fields: tunnelFields, isFolded: true } as const
const ofApis = ['authentication', 'firebaseServiceAccount', 'oauthId'] as const
const ofDatabases = ['port', 'dbName', 'srv', 'ssl', 'sslMode', ...tunnelFields] as const

const database = (label: string, subType: readonly ValueOf<'ChartbrewConnectionInput', 'subType'>[]): Form => ({
  label,
  groups: [{ title: 'Database', fields: login }, string, tls, tunnel],
  labels: { options: 'Parameters' },
  only: { subType },
  without: ['srv', ...ofApis],
})

const firebase = ['options', 'authentication', 'oauthId', 'password', ...ofDatabases] as const

const types = {
  POSTGRES: database('PostgreSQL', ['POSTGRES', 'TIMESCALEDB', 'SUPABASEDB', 'RDS_POSTGRES']),
  MYSQL: database('MySQL', ['MYSQL', 'RDS_MYSQL']),
  MONGODB: {
    label: 'MongoDB',
    groups: [{ title: 'Database', fields: [...login, 'srv', 'options'] }, string, tls, tunnel],
    labels: { options: 'Parameters' },
    only: { subType: ['MONGODB'] },
    without: ofApis,
  },
  API: {
    label: 'API',
    groups: [{ title: 'API', fields: ['host', 'authentication', 'options'] }],
    labels: { host: 'Base URL', options: 'Headers' },
    only: { subType: ['API'] },
    without: ['username', 'password', 'connectionString', 'firebaseServiceAccount', 'oauthId', ...ofDatabases],
  },
  REALTIMEDB: {
    label: 'Realtime Database',
    groups: [{ title: 'Firebase', fields: ['connectionString', 'firebaseServiceAccount', 'username'] }],
    labels: { connectionString: 'Database URL', username: 'User ID to act as' },
    only: { subType: ['REALTIMEDB'] },
    without: ['host', ...firebase],
  },
  FIRESTORE: {
    label: 'Firestore',
    groups: [{ title: 'Firebase', fields: ['firebaseServiceAccount'] }],
    only: { subType: ['FIRESTORE'] },
    without: ['host', 'connectionString', 'username', ...firebase],
  },
  GOOGLE_ANALYTICS: {
    label: 'Google Analytics',
    groups: [{ title: 'Google', fields: ['oauthId'] }],
    only: { subType: ['GOOGLE_ANALYTICS'] },
    without: ['host', 'connectionString', 'username', 'password', 'authentication', 'firebaseServiceAccount', ...ofDatabases],
  },
  CUSTOMERIO: {
    label: 'Customer.io',
    groups: [{ title: 'Customer.io', fields: ['host', 'password'] }],
    labels: { host: 'Region', password: 'App API key' },
    only: { subType: ['CUSTOMERIO'] },
    without: ['connectionString', 'username', ...ofApis, ...ofDatabases],
  },
} satisfies Record<ValueOf<'ChartbrewConnectionInput', 'type'>, Form>

export const chartbrew: VendorLayout = { head: ['name'], types }
