import { z } from 'zod'
import { attachedNeeds, connectionNeeds, refuseRepeated } from './needs.js'

/** Contract section (b), the generation of the seed page. */
export const types = ['postgres', 'bigquery', 'snowflake', 'trino', 'mysql', 'duckdb', 'motherduck'] as const
export const attachedTypes = ['bigquery', 'snowflake', 'postgres', 'gcs', 's3'] as const

/** Names of projects and connections, as they stand in paths. */
export const name = z
  .string()
  .max(255)
  .regex(/^[a-zA-Z0-9_-]+$/, 'must consist of letters, digits, _ and -')
const attachedName = z
  .string()
  .max(255)
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'must consist of letters, digits and _, and not begin with a digit')

const unset = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined)
const text = unset(z.string())
const port = unset(z.int().min(1).max(65535))

/** A secret that is null or empty is cleared (contract section (c), newest upstream). */
const secret = z.preprocess((value) => (value === null || value === '' ? undefined : value), z.string().optional())
const server = z.preprocess(
  (value) => (value === null || value === '' ? undefined : value),
  z
    .string()
    .regex(/^https?:\/\//, 'must begin with http:// or https://')
    .optional(),
)

const postgres = z.object({
  host: text,
  port,
  databaseName: text,
  userName: text,
  password: secret,
  connectionString: secret,
})

const mysql = z.object({ host: text, port, database: text, user: text, password: secret })

const bigquery = z.object({
  defaultProjectId: text,
  billingProjectId: text,
  location: text,
  serviceAccountKeyJson: secret,
  maximumBytesBilled: text,
  queryTimeoutMilliseconds: text,
})

const snowflake = z.object({
  account: text,
  username: text,
  password: secret,
  privateKey: secret,
  privateKeyPass: secret,
  warehouse: text,
  database: text,
  schema: text,
  role: text,
  responseTimeoutMilliseconds: unset(z.int().min(0).max(2_147_483_647)),
})

const trino = z.object({ server, port, catalog: text, schema: text, user: text, password: secret, peakaKey: secret })

const motherduck = z.object({ accessToken: secret, database: text })

const gcs = z.object({ keyId: text, secret })

const s3 = z.object({ accessKeyId: text, secretAccessKey: secret, region: text, endpoint: text, sessionToken: secret })

/** A database attached to DuckDB; what its type needs is asked apart. */
export const attachedMembers = {
  name: attachedName,
  type: z.enum(attachedTypes),
  bigqueryConnection: unset(bigquery),
  snowflakeConnection: unset(snowflake),
  postgresConnection: unset(postgres),
  gcsConnection: unset(gcs),
  s3Connection: unset(s3),
}
const attached = z.object(attachedMembers).superRefine(attachedNeeds)

const duckdb = z.object({ attachedDatabases: unset(z.array(attached).superRefine(refuseRepeated)) })

/** One section per type. */
export const sectionMembers = {
  postgresConnection: unset(postgres),
  bigqueryConnection: unset(bigquery),
  snowflakeConnection: unset(snowflake),
  trinoConnection: unset(trino),
  mysqlConnection: unset(mysql),
  duckdbConnection: unset(duckdb),
  motherduckConnection: unset(motherduck),
}

/** A Credible connection on the wire, secrets in place. What only the server sets is not in it. */
export const shape = z.object({ name, type: z.enum(types), ...sectionMembers }).superRefine(connectionNeeds)

/** The members of which a body may carry several: one per type. */
export const sections = types.map((type) => `${type}Connection` as const)

export type Wire = z.output<typeof shape>
export type Attached = z.output<typeof attached>
