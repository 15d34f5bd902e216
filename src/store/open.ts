import { openSqliteStore } from './sqlite/index.js'
import type { Store, StoreOutside } from './store.js'

export { copyDatabase, type CopyProgress } from './sqlite/copy.js'
export { inspectDatabase, type DatabaseFacts } from './sqlite/inspect.js'
export { lockFor as lockDatabase, realFile } from './sqlite/lock.js'
export { replaceDatabase, syncFile, syncFolder } from './sqlite/replace.js'

const alone: StoreOutside = { now: Date.now, report: () => undefined }

/** The store at an address: the path of a SQLite file. */
export function openStore(address: string, outside: StoreOutside = alone): Store {
  return openSqliteStore(address, outside)
}
