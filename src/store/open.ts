import type { AuditReader } from './audit-reader.js'
import type { Inspection } from './inspection.js'
import { openSqliteAuditReader } from './sqlite/audit-reader.js'
import { openSqliteStore } from './sqlite/index.js'
import { inspectSqlite } from './sqlite/inspect.js'
import type { Store } from './store.js'

/** The store at an address: the path of a SQLite file. */
export function openStore(address: string): Store {
  return openSqliteStore(address)
}

/** Looks at what is kept there and changes nothing. */
export function inspectStore(address: string): Inspection {
  return inspectSqlite(address)
}

/** The audit chain at an address, to be read while a gateway may write to it. */
export function openAuditReader(address: string): AuditReader {
  return openSqliteAuditReader(address)
}
