import type { AuditReader } from './audit-reader.js'
import type { Inspection } from './inspection.js'
import { openSqliteAuditReader } from './sqlite/audit-reader.js'
import { openSqliteStore, rehearseSqliteStart } from './sqlite/index.js'
import { inspectSqlite } from './sqlite/inspect.js'
import type { Store, StoreOutside } from './store.js'

export { copyDatabase, type CopyProgress } from './sqlite/copy.js'
export { readFacts, type DatabaseFacts } from './sqlite/facts.js'
export { isHeld, lockFor as lockDatabase, lockName, realFile } from './sqlite/lock.js'
export { logAlone, logAloneRemedy } from './sqlite/log-alone.js'
export { replaceDatabase, syncFile, syncFolder } from './sqlite/replace.js'

const alone: StoreOutside = { now: Date.now, report: () => undefined }

/** The store at an address: the path of a SQLite file. */
export function openStore(address: string, outside: StoreOutside = alone): Store {
  return openSqliteStore(address, outside)
}

/** Throws SetupError when a gateway could not start on a copy of a database, which is brought up to date. What `begin` does with it is undone. */
export function rehearseStart(address: string, name: string, begin: (store: Store) => Promise<void>): Promise<void> {
  return rehearseSqliteStart(address, name, begin)
}

/** Looks at what is kept there and changes nothing. */
export function inspectStore(address: string): Inspection {
  return inspectSqlite(address)
}

/** The audit chain at an address, to be read while a gateway may write to it. */
export function openAuditReader(address: string): AuditReader {
  return openSqliteAuditReader(address)
}
