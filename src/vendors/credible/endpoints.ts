import type { JsonObject } from '../../lib/json.js'
import { addressOf, withoutCredentials } from '../../lib/url.js'
import type { Endpoint } from '../vendor.js'
import { keyOf } from './needs.js'
import type { Attached, Wire } from './shape.js'

/** Where a connection leads, by the section of its type; one of DuckDB leads where its attached databases do. */
export function endpoints(whole: JsonObject): Endpoint[] {
  const wire = whole as unknown as Wire
  switch (wire.type) {
    case 'mysql':
      return database(wire.mysqlConnection?.host, wire.mysqlConnection?.port, wire.mysqlConnection?.database)
    case 'trino':
      return trino(wire.trinoConnection)
    case 'motherduck':
      return named(null, wire.motherduckConnection?.database)
    case 'duckdb':
      return (wire.duckdbConnection?.attachedDatabases ?? []).flatMap(attachedTo)
    default:
      return warehouse(wire)
  }
}

function attachedTo(attached: Attached): Endpoint[] {
  switch (attached.type) {
    case 's3':
      return s3(attached.s3Connection)
    case 'gcs':
      return [bucket('storage.googleapis.com')]
    default:
      return warehouse(attached)
  }
}

/** The three kinds that stand alone and attached. */
function warehouse(wire: Wire | Attached): Endpoint[] {
  switch (wire.type) {
    case 'postgres':
      return postgres(wire.postgresConnection)
    case 'bigquery':
      return bigquery(wire.bigqueryConnection)
    case 'snowflake':
      return named(snowflakeHost(wire.snowflakeConnection?.account), wire.snowflakeConnection?.database)
    default:
      return []
  }
}

/** The connection string wins over the parts (contract section (b)). */
function postgres(section: Wire['postgresConnection']): Endpoint[] {
  if (!section?.connectionString) return database(section?.host, section?.port, section?.databaseName)
  const url = withoutCredentials(section.connectionString)
  return url === null ? [] : [{ kind: 'DATABASE', ...addressOf(url), url }]
}

function database(address: string | undefined, port: number | undefined, name: string | undefined): Endpoint[] {
  const host = address ? withoutCredentials(address) : null
  if (host === null) return []
  const { host: found, port: stated } = addressOf(host)
  return [{ kind: 'DATABASE', host: found, port: port ?? stated, database: filled(name) ?? null, url: null }]
}

/** A port in the address is the one that counts; `port` is for an address without. */
function trino(section: Wire['trinoConnection']): Endpoint[] {
  const url = section?.server ? withoutCredentials(section.server) : null
  if (url === null) return []
  const { host, port } = addressOf(url)
  return [{ kind: 'DATABASE', host, port: port ?? section?.port ?? null, database: filled(section?.catalog) ?? null, url }]
}

/** The project of the key is what the vendor falls back to. */
function bigquery(section: Wire['bigqueryConnection']): Endpoint[] {
  const { project_id } = keyOf(section?.serviceAccountKeyJson)
  const ofKey = typeof project_id === 'string' ? project_id : undefined
  return named('bigquery.googleapis.com', filled(section?.defaultProjectId) ?? filled(ofKey) ?? section?.billingProjectId)
}

function snowflakeHost(account: string | undefined): string | null {
  return account !== undefined && /^[\w.-]+$/.test(account) ? `${account}.snowflakecomputing.com` : null
}

function named(host: string | null, name: string | undefined): Endpoint[] {
  const database = filled(name) ?? null
  return host === null && database === null ? [] : [{ kind: 'DATABASE', host, port: null, database, url: null }]
}

/** Without an endpoint of its own it is Amazon's, in a region that is us-east-1 unless told (contract section (b)). */
function s3(section: Attached['s3Connection']): Endpoint[] {
  if (!section?.endpoint) {
    const region = filled(section?.region) ?? 'us-east-1'
    return /^[\w-]+$/.test(region) ? [bucket(`s3.${region}.amazonaws.com`)] : []
  }
  const address = withoutCredentials(section.endpoint)
  return address === null ? [] : [{ ...bucket(null), ...addressOf(address), database: null }]
}

function bucket(host: string | null): Endpoint {
  return { kind: 'BUCKET', host, port: null, database: null, url: null }
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
