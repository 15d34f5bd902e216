import { readFileSync } from 'node:fs'
import { isObject } from '../../src/lib/json.js'
import type { FieldTables, Shape } from '../../src/vendors/fields.js'
import { mark } from './marks.js'
import { sealedPlaces, type SealedPlace } from './sealed-fields.js'

type Body = Record<string, any>

/** Every field that got a mark, as `Type.field`. */
export const planted = new Set<string>()

const serviceAccount = (secret: string) => ({
  type: 'service_account',
  project_id: 'p',
  private_key: secret,
  client_email: 'a@b.example',
})
const addresses: Readonly<Record<string, (secret: string) => string>> = {
  host: (secret) => `https://u:${secret}@h.example`,
  connectionString: (secret) => `postgres://u:${secret}@h.example:5432/shop?password=${secret}`,
  baseUrl: (secret) => `https://u:${secret}@h.example/v2?access_token=${secret}`,
  server: (secret) => `https://u:${secret}@h.example`,
  fullUrl: (secret) => `https://u:${secret}@h.example/x?access_token=${secret}`,
  brokerURL: (secret) => `tcp://u:${secret}@h.example:61616?jms.password=${secret}`,
  jdbcUrl: (secret) => `jdbc:postgresql://u:${secret}@h.example:5432/crm?password=${secret}`,
}
const documents: Readonly<Record<string, (secret: string) => unknown>> = {
  options: (secret) => [{ 'X-Tenant': secret }],
  firebaseServiceAccount: serviceAccount,
}
const base64 = (secret: string): string => Buffer.from(secret).toString('base64')
/** Secrets that have to be of a form. */
const formed: Readonly<Record<string, (secret: string) => string>> = {
  valueBase64: base64,
  caCertInPkcs12File: base64,
  caInPemFile: base64,
  caTruststoreFile: base64,
  caKeystoreFile: base64,
  tlsTrustCertChainFile: base64,
  'schema.registry.url/value': (secret) => `https://key:${secret}@registry.example`,
  serviceAccountKeyJson: (secret) => JSON.stringify(serviceAccount(secret)),
}

/** A marked value that a place takes. */
export function valueFor({ field, path, kind }: Pick<SealedPlace, 'field' | 'path' | 'kind'>): unknown {
  const name = path.at(-1) ?? ''
  const secret = mark(`${field} at ${path.join('/')}`)
  for (const one of field.split(' ')) planted.add(one)
  if (kind === 'secret') return (formed[name] ?? formed[path.slice(-2).join('/')])?.(secret) ?? secret
  const value = kind === 'url' ? addresses[name]?.(encodeURIComponent(secret)) : documents[name]?.(secret)
  if (value === undefined) throw new Error(`Say what a marked ${kind} is in ${field}.`)
  return value
}

/** The body with a value at a place. */
export function withAt(body: unknown, [head, ...rest]: readonly string[], value: unknown): unknown {
  if (head === undefined) return value
  if (Array.isArray(body)) return body.map((item: unknown, index) => (String(index) === head ? withAt(item, rest, value) : item))
  return { ...(isObject(body) ? body : {}), [head]: withAt(isObject(body) ? body[head] : undefined, rest, value) }
}

/** The body with a mark in every place of a secret; files come by a door of their own. */
export function marked(tables: FieldTables, shape: Shape, body: Body): Body {
  const places = sealedPlaces(tables, shape, body).filter(({ path }) => path[0] !== 'files')
  return places.reduce((whole, place) => withAt(whole, place.path, valueFor(place)) as Body, body)
}

const examples = (vendor: string): any => JSON.parse(readFileSync(`examples/connections/${vendor}.json`, 'utf8'))
const property = { value: 'x', valueType: 'STRING' }
const kafkaSecrets = ['sasl.jaas.config', 'ssl.key.password', 'ssl.keystore.key', 'schema.registry.basic.auth.user.info', 'x.token']
/** What no example has, and what may hold secrets. */
const more: Readonly<Record<string, Body>> = {
  kafka: {
    propertiesMap: {
      ...Object.fromEntries(kafkaSecrets.map((name) => [name, property])),
      'schema.registry.url': { ...property, value: 'https://key:x@registry.example' },
    },
  },
}

/** Bodies for POST that are to be marked: every example, and what examples leave out. */
export const bodies: Readonly<Record<string, readonly Body[]>> = {
  apinizer: examples('apinizer').map((body: Body) => ({
    ...body,
    ...(body.type === 'kafka' && { propertiesMap: { ...body.propertiesMap, ...more.kafka?.propertiesMap } }),
  })),
  chartbrew: Object.values<Body>(examples('chartbrew')),
  credible: Object.values<Body>(examples('credible')).map((body) => {
    const attached = body.duckdbConnection?.attachedDatabases as Body[] | undefined
    return attached ? { ...body, duckdbConnection: { attachedDatabases: attached } } : body
  }),
  versori: examples('versori'),
}
