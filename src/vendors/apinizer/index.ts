import { z } from 'zod'
import { check } from '../../lib/check.js'
import { isObject, type JsonObject } from '../../lib/json.js'
import { plainName } from '../../lib/name.js'
import { splitSecrets } from '../split.js'
import type { Draft, Identity, Opened, Vendor } from '../vendor.js'
import { fields, profile } from './fields.js'
import { dialect } from './rest.js'
import { flag, optional } from './type.js'
import { discriminators, types, type Discriminator } from './types/index.js'
import { write } from './write.js'

const name = plainName.refine((text) => text.trim() === text, 'must not begin or end with a blank')

/** Apinizer: names as keys, fourteen types, full replacement (contract: vendors/apinizer.md). */
export const apinizer: Vendor = {
  id: 'apinizer',
  keys: 'name',
  ignoresKeyCase: true,
  workspaceKey: name,
  workspaceTexts: ['description'],
  profile,
  fields,
  enums: Object.assign({}, ...Object.values(types).map(({ enums }) => enums)) as Vendor['enums'],
  rest: dialect,
  identify,
  parse,
  write,
  copy: (stored, { name: other }) => ({ ...stored.whole.open(), name: other }),
  deliver,
  endpoints: (whole) => types[whole.type as Discriminator].endpoints(whole),
}

const tagged = z.looseObject({ type: z.enum(discriminators) })

/** Members that all types have (contract section 2). */
const common = z.object({
  type: z.string(),
  name,
  description: optional,
  deployToWorker: flag(true),
  enabled: flag(true),
})

/** Contract section 1.1: a taken name and a changed type are told before any field. */
function identify(whole: unknown): Identity {
  const { name: key, type } = isObject(whole) ? whole : {}
  return { ...(typeof key === 'string' && { key }), ...(typeof type === 'string' && { type }) }
}

function parse(whole: unknown): Draft {
  const { type } = check(tagged, whole)
  const wire = check(z.intersection(common, types[type].shape), whole)
  return {
    key: wire.name,
    name: wire.name,
    type,
    enabled: wire.enabled,
    ...splitSecrets(fields, profile, wire),
  }
}

/** Contract section 3: a worker uses what it gets, so its secrets are in their places. */
function deliver({ whole }: Opened): JsonObject | undefined {
  const wire = whole.open()
  return wire.deployToWorker === false ? undefined : wire
}
