import type { JsonObject } from '../../lib/json.js'

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

/** The attributes of a type; undefined for one that there is not. */
export function attributesFor(type: unknown): JsonObject | undefined {
  return typeof type === 'string' ? attributesOf[type] : undefined
}
