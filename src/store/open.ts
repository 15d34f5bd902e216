import type { AuditReader } from './audit-reader.js'
import { openSqliteAuditReader } from './sqlite/audit-reader.js'
import { openSqliteStore } from './sqlite/index.js'
import type { Store } from './store.js'

/** The store at an address: the path of a SQLite file. */
export function openStore(address: string): Store {
  return openSqliteStore(address)
}

/** The audit chain at an address, to be read while a gateway may write to it. */
export function openAuditReader(address: string): AuditReader {
  return openSqliteAuditReader(address)
}
