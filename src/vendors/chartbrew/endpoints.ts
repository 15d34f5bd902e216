import type { JsonObject } from '../../lib/json.js'
import { addressOf, withoutCredentials } from '../../lib/url.js'
import type { Endpoint } from '../vendor.js'
import { accountOf } from './facts.js'
import type { Wire } from './shape.js'

const databases: ReadonlySet<string> = new Set(['mongodb', 'mysql', 'postgres'])

/** Where a connection leads: its connection string wins over its parts (contract section 4). */
export function endpoints(whole: JsonObject): Endpoint[] {
  const wire = whole as unknown as Wire
  if (databases.has(wire.type)) return database(wire)
  switch (wire.type) {
    case 'api':
      return wire.host ? [api(wire.host)] : []
    case 'customerio':
      return [api(wire.host === 'eu' ? 'https://api-eu.customer.io/v1' : 'https://api.customer.io/v1')]
    case 'realtimedb':
      return wire.connectionString ? [api(wire.connectionString)] : project(wire)
    case 'firestore':
      return project(wire)
    default:
      return [api('https://analyticsdata.googleapis.com')]
  }
}

function database(wire: Wire): Endpoint[] {
  if (wire.connectionString) {
    const url = withoutCredentials(wire.connectionString)
    return url === null ? [] : [{ kind: 'DATABASE', ...addressOf(url), url }]
  }
  const host = wire.host ? withoutCredentials(wire.host) : null
  if (host === null) return []
  const port = /^\d{1,5}$/.test(wire.port ?? '') ? Number(wire.port) : null
  return [{ kind: 'DATABASE', host: addressOf(host).host, port: port ?? addressOf(host).port, database: wire.dbName ?? null, url: null }]
}

function project(wire: Wire): Endpoint[] {
  const id = accountOf(wire.firebaseServiceAccount).project_id
  return typeof id === 'string' ? [{ kind: 'DATABASE', host: null, port: null, database: id, url: null }] : []
}

function api(address: string): Endpoint {
  const url = withoutCredentials(address)
  return { kind: 'API', ...(url === null ? { host: null, port: null } : addressOf(url)), database: null, url }
}
