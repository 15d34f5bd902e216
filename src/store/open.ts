import type { Inspection } from './inspection.js'
import { inspectSqlite } from './sqlite/inspect.js'
import { openSqliteStore } from './sqlite/index.js'
import type { Store } from './store.js'

/** The store at an address: the path of a SQLite file. */
export function openStore(address: string): Store {
  return openSqliteStore(address)
}

/** Looks at what is kept there and changes nothing. */
export function inspectStore(address: string): Inspection {
  return inspectSqlite(address)
}
