import { splitPath, valueAt } from '../../lib/field-path.js'
import { isObject, type Json, type JsonObject } from '../../lib/json.js'
import type { Found } from '../found.js'
import { attributesFor } from './attributes.js'
import { sections } from './shape.js'

/** A connection as every answer shows it: secrets left out, and named in `withheldFields` when there are any. */
export function encodeConnection({ wire, isSet, key, workspaceKey }: Found): JsonObject {
  const withheld = [...isSet].filter((path) => valueAt(wire, path) === undefined).map((path) => splitPath(path).join('.'))
  return {
    resource: `/api/v0/projects/${workspaceKey}/connections/${key}`,
    name: key,
    type: wire.type,
    attributes: attributesFor(wire.type),
    ...Object.fromEntries(sections.map((name) => [name, encodeSection(wire[name])])),
    ...(withheld.length > 0 && { withheldFields: withheld.sort() }),
  }
}

function encodeSection(section: Json | undefined): Json | undefined {
  if (!isObject(section) || !Array.isArray(section.attachedDatabases)) return section
  const attachedDatabases = (section.attachedDatabases as JsonObject[]).map(({ name, type, ...rest }) => ({
    name,
    type,
    attributes: attributesFor(type),
    ...rest,
  }))
  return { ...section, attachedDatabases }
}
