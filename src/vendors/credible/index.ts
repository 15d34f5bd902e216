import { check } from '../../lib/check.js'
import { isObject } from '../../lib/json.js'
import { splitSecrets } from '../split.js'
import type { Draft, Identity, Vendor } from '../vendor.js'
import { endpoints } from './endpoints.js'
import { allSections, fields } from './fields.js'
import { dialect } from './rest.js'
import { attachedTypes, name, shape } from './shape.js'
import { write } from './write.js'

/** Credible: keys that are names, one section per type, attached databases by name (contract: vendors/credible.md). */
export const credible: Vendor = {
  id: 'credible',
  keys: 'name',
  workspaceKey: name,
  workspaceTexts: ['readme', 'location'],
  profile: 'CredibleConnectionProfile',
  fields,
  enums: { CredibleAttachedType: attachedTypes },
  rest: dialect,
  identify,
  parse,
  write,
  copy: (stored, { name: other }) => ({ ...stored.whole.open(), name: other }),
  endpoints,
}

/** A changed type is told before fields, which depend on it; a taken name comes after them (contract section (e)). */
function identify(whole: unknown): Identity {
  return isObject(whole) && typeof whole.type === 'string' ? { type: whole.type } : {}
}

function parse(whole: unknown): Draft {
  const wire = check(shape, whole)
  return { key: wire.name, name: wire.name, type: wire.type, enabled: true, ...splitSecrets(fields, allSections, wire) }
}
