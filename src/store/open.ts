import { openSqliteStore } from './sqlite/index.js'
import type { Store } from './store.js'

/** The store at an address: the path of a SQLite file. */
export function openStore(address: string): Store {
  return openSqliteStore(address)
}
