import { z } from 'zod'
import { subTypes, types } from './shape.js'

const text = z.string().nullable()
const flag = z.boolean().nullable()
const integer = z.int().nullable()
const time = z.iso.datetime().nullable()
const document = z.union([z.looseObject({}), z.array(z.unknown()), z.string()]).nullable()

const listed = {
  id: z.int(),
  team_id: integer,
  name: z.string(),
  type: z.enum(types),
  subType: z.enum(subTypes).nullable(),
  project_ids: z.array(z.union([z.string(), z.number()])).nullable(),
  active: flag,
  host: text,
  port: text,
  dbName: text,
  username: text,
  options: document,
  connectionString: text,
  authentication: document,
  firebaseServiceAccount: document,
  srv: flag,
  ssl: flag,
  sslMode: text,
  sslCa: text,
  sslCert: text,
  sslKey: text,
  oauth_id: text,
  useSsh: flag,
  sshHost: text,
  sshPort: integer,
  sshUsername: text,
  sshJumpHost: text,
  sshJumpPort: integer,
  hasSshPassword: flag,
  hasSshPrivateKey: flag,
  hasSshPassphrase: flag,
  allowPrivateHost: z.null(),
  createdAt: time,
  updatedAt: time,
}
const withSecrets = { ...listed, password: text, schema: z.looseObject({}).nullable() }

/** Contract section 3: every member always, null where there is nothing or nothing to be shown. */
export const made = z.strictObject(withSecrets).meta({ id: 'NewConnection' })
export const shown = z.strictObject({ ...withSecrets, OAuth: z.null() }).meta({ id: 'Connection' })
export const list = z.array(z.strictObject({ ...listed, OAuth: z.null() }).meta({ id: 'ListedConnection' }))
export const removed = z.strictObject({ removed: z.literal(true) })

/** Contract section 2; the two 401 bodies are text. */
export const refusal = z.union([z.strictObject({ error: z.string() }), z.strictObject({ message: z.string() })]).meta({ id: 'Refusal' })
