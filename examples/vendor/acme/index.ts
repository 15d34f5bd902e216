import { z } from 'zod'
import type { AcmeConnectionProfile, SlowConnectionDownInput } from '../../generated/schema.js'
import { check } from '../../lib/check.js'
import { isObject } from '../../lib/json.js'
import { addressOf, withoutCredentials } from '../../lib/url.js'
import { secret, secretUrl } from '../fields.js'
import type { FieldTables, InputTable, ProfileTable } from '../fields.js'
import { keepSecrets, splitSecrets } from '../split.js'
import type { Opened, Vendor } from '../vendor.js'
import { dialect } from './rest.js'

const profile = 'AcmeConnectionProfile'
const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens')

/** The vendor's own wire names and values, secrets in place. */
const shape = z.object({
  name,
  address: z.string().regex(/^amqps?:\/\/\S+$/, 'must be an amqp URL'),
  apiKey: z.string().min(1).nullish(),
  rate: z.int().min(1).nullish(),
})

const fields: FieldTables = {
  AcmeConnectionProfile: {
    name: 'name',
    type: 'type',
    address: secretUrl('address'),
    apiKey: secret('apiKey'),
    rate: 'rate',
  } satisfies ProfileTable<AcmeConnectionProfile>,
  SlowConnectionDownInput: { rate: 'rate' } satisfies InputTable<SlowConnectionDownInput>,
}

export const acme: Vendor = {
  id: 'acme',
  keys: 'name',
  workspaceKey: name,
  profile,
  fields,
  enums: {},
  rest: dialect,
  identify: (whole) => (isObject(whole) && typeof whole.name === 'string' ? { key: whole.name } : {}),
  parse: (whole) => {
    const wire = check(shape, whole)
    return { key: wire.name, name: wire.name, type: 'queue', enabled: true, ...splitSecrets(fields, profile, wire) }
  },
  /** PUT replaces; a secret that it leaves out, or that comes back as null, stays. */
  write: (stored, input) => keepSecrets(fields, profile, stored.whole.open(), input, (value) => value === undefined || value === null),
  changes: { slowDown },
  mutations: { slowConnectionDown: { change: 'slowDown', input: 'SlowConnectionDownInput' } },
  endpoints: ({ address }) => {
    const url = typeof address === 'string' ? withoutCredentials(address) : null
    return url === null ? [] : [{ kind: 'BROKER', ...addressOf(url), url }]
  },
}

/** A change of a part, for routes and mutations alike: what is stored and an input make a new whole. */
function slowDown(stored: Opened, input: unknown): unknown {
  const { rate } = check(z.object({ rate: z.number() }), input)
  const whole = stored.whole.open()
  return { ...whole, rate: typeof whole.rate === 'number' ? Math.min(whole.rate, rate) : rate }
}
