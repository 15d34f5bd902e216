import { z } from 'zod'
import { isObject, type Json } from '../../lib/json.js'
import { plainName } from '../../lib/name.js'

/** Contract section 4. */
export const types = ['mongodb', 'api', 'mysql', 'postgres', 'realtimedb', 'firestore', 'googleAnalytics', 'customerio'] as const
export const subTypes = ['timescaledb', 'supabasedb', 'rdsPostgres', 'rdsMysql', ...types] as const
export const authenticationTypes = ['no_auth', 'basic_auth', 'bearer_token'] as const

const nothing = (value: unknown): unknown => (value === null || value === '' ? undefined : value)
const text = z.preprocess(nothing, z.string().optional())
const uuid = z.preprocess(
  nothing,
  z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a UUID')
    .optional(),
)
const port = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : nothing(value)),
  z.int().min(1).max(65535).optional(),
)

const spellings: Readonly<Record<string, boolean>> = {
  true: true, yes: true, on: true, 1: true,
  false: false, no: false, off: false, 0: false,
} // prettier-ignore

/** Booleans in the spellings that the real server's database takes; null stays null (contract section 3). */
const flag = (absent: boolean) =>
  z.preprocess(
    (value) => (value === '' ? null : typeof value === 'string' || typeof value === 'number' ? (spellings[value] ?? value) : value),
    z.boolean().nullable().default(absent),
  )

const document = (isFitting: (value: unknown) => boolean, reason: string) =>
  z.preprocess(nothing, z.custom<Json>((value) => value === undefined || isFitting(value), reason).optional())

const object = document(isObject, 'must be an object')

/** A Chartbrew connection on the wire, secrets in place (contract section 3). What only the server sets is not in it. */
export const shape = z.object({
  name: plainName,
  type: z.enum(types),
  subType: z.preprocess(nothing, z.enum(subTypes).optional()),
  active: flag(true),
  host: text,
  port: text,
  dbName: text,
  username: text,
  password: text,
  options: document((value) => isObject(value) || Array.isArray(value), 'must be an object or a list'),
  connectionString: text,
  authentication: object,
  firebaseServiceAccount: document((value) => isObject(value) || typeof value === 'string', 'must be an object or JSON text'),
  schema: object,
  srv: flag(false),
  ssl: flag(false),
  sslMode: z.preprocess((value) => (value === '' ? null : value), z.string().nullable().default('require')),
  project_ids: z.preprocess(nothing, z.array(z.union([z.string(), z.number()], 'must be a string or a number')).optional()),
  oauth_id: uuid,
  useSsh: flag(false),
  sshHost: text,
  sshPort: port,
  sshUsername: text,
  sshPassword: text,
  sshPassphrase: text,
  sshJumpHost: text,
  sshJumpPort: port,
})

const file = z.string().optional()

/** The same as it is kept, with what only an upload brings: contents in base64, and the paths that stand for them. */
export const kept = shape.extend({
  files: z.object({ sslCa: file, sslCert: file, sslKey: file, sshPrivateKey: file }).optional(),
  sslCa: file,
  sslCert: file,
  sslKey: file,
})

export type Wire = z.output<typeof kept>

/** PUT leaves these as they are when it brings null or an empty text (contract section 3, "ignored"). */
export const keptWhenEmpty: ReadonlySet<string> = new Set([
  'host', 'dbName', 'port', 'username', 'password',
  'sshHost', 'sshUsername', 'sshJumpHost', 'sshPassword', 'sshPassphrase',
]) // prettier-ignore

/** PUT leaves these as they are when it brings null, so that a masked body sent back changes nothing. */
export const keptWhenNull: ReadonlySet<string> = new Set(['options', 'authentication', 'firebaseServiceAccount', 'connectionString'])
