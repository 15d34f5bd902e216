import { z } from 'zod'
import type { ApinizerDatabase, ApinizerLogTables } from '../../../generated/schema.js'
import { missing } from '../../../lib/check.js'
import { addressesOf, withoutCredentials } from '../../../lib/url.js'
import { one, secret, secretUrl, type FieldTable } from '../../fields.js'
import { count } from '../numbers.js'
import { flag, optional, required, type ApinizerType } from '../type.js'

const databases = [
  'ORACLE',
  'MYSQL',
  'POSTGRES',
  'SQL_SERVER',
  'SYBASE',
  'DB2',
  'APACHE_HIVE',
  'APACHE_IMPALA',
  'MONGODB',
  'TRINO',
] as const

const logTables = z.preprocess(
  (value) => value ?? undefined,
  z
    .object({
      ApiProxyTraffic: optional,
      PolicyCapture: optional,
      AuditEvent: optional,
      Application: optional,
      UnsentMessage: optional,
      TokenTraffic: optional,
    })
    .optional(),
)

const members = {
  dbType: z.enum(databases),
  jdbcUrl: required,
  useCredentials: flag(true),
  username: optional,
  password: optional,
  databaseName: optional,
  initialPoolSize: count(1),
  minPoolSize: count(1),
  maxPoolSize: count(5),
  incrementCount: count(1),
  maxStatements: count(100),
  idleConnectionTestPeriod: count(30000),
  connectionTimeout: count(30000),
  testConnectionOnCheckout: flag(true),
  testConnectionOnCheckin: flag(false),
  maxConnectionAge: count(180000),
  maxIdleTime: count(120000),
  selectedEnvironmentId: optional,
  defaultLogSchema: optional,
  logTableSchemaOverrides: logTables,
  logTableNameOverrides: logTables,
}

const shape = z.object(members).superRefine(({ useCredentials, username, password }, context) => {
  if (useCredentials && username === undefined) context.addIssue(missing('username'))
  if (useCredentials && password === undefined) context.addIssue(missing('password'))
})

/** Contract section 2.4. */
export const database: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerDatabase',
  fields: {
    ApinizerDatabase: {
      dbType: 'dbType',
      jdbcUrl: secretUrl('jdbcUrl'),
      useCredentials: 'useCredentials',
      username: 'username',
      password: secret('password'),
      databaseName: 'databaseName',
      initialPoolSize: 'initialPoolSize',
      minPoolSize: 'minPoolSize',
      maxPoolSize: 'maxPoolSize',
      incrementCount: 'incrementCount',
      maxStatements: 'maxStatements',
      idleConnectionTestPeriod: 'idleConnectionTestPeriod',
      connectionTimeout: 'connectionTimeout',
      testConnectionOnCheckout: 'testConnectionOnCheckout',
      testConnectionOnCheckin: 'testConnectionOnCheckin',
      maxConnectionAge: 'maxConnectionAge',
      maxIdleTime: 'maxIdleTime',
      selectedEnvironmentId: 'selectedEnvironmentId',
      defaultLogSchema: 'defaultLogSchema',
      logTableSchemaOverrides: one('logTableSchemaOverrides', 'ApinizerLogTables'),
      logTableNameOverrides: one('logTableNameOverrides', 'ApinizerLogTables'),
    } satisfies FieldTable<ApinizerDatabase>,
    ApinizerLogTables: {
      apiProxyTraffic: 'ApiProxyTraffic',
      policyCapture: 'PolicyCapture',
      auditEvent: 'AuditEvent',
      application: 'Application',
      unsentMessage: 'UnsentMessage',
      tokenTraffic: 'TokenTraffic',
    } satisfies FieldTable<ApinizerLogTables>,
  },
  enums: { ApinizerDatabaseType: databases },
  endpoints: (whole) => {
    const { jdbcUrl, databaseName } = whole as z.output<typeof shape>
    const url = withoutCredentials(jdbcUrl)
    return addressesOf(url ?? '').map((address) => ({
      kind: 'DATABASE',
      ...address,
      database: address.database ?? databaseName ?? null,
      url,
    }))
  },
}
