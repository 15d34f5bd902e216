import { splitPath, valueAt } from '../../lib/field-path.js'
import { isObject, type Json, type JsonObject } from '../../lib/json.js'
import type { Found } from '../dialect.js'
import { sections } from './shape.js'

const attributes = (dialectName: string, isPool: boolean, canStream: boolean): JsonObject => ({
  dialectName,
  isPool,
  canPersist: true,
  canStream,
})
const duckdb = attributes('duckdb', false, true)

/** What the server knows of each type (contract section (b)); DuckDB itself reads attached buckets. */
const attributesOf: Readonly<Record<string, JsonObject>> = {
  postgres: attributes('postgres', false, true),
  bigquery: attributes('standardsql', false, true),
  snowflake: attributes('snowflake', true, true),
  trino: attributes('trino', false, false),
  mysql: attributes('mysql', false, false),
  duckdb,
  motherduck: duckdb,
  gcs: duckdb,
  s3: duckdb,
}

function attributesFor(type: Json | undefined): JsonObject | undefined {
  return typeof type === 'string' ? attributesOf[type] : undefined
}

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
