import Database from 'better-sqlite3'
import type { Store, StoreOutside } from '../store.js'
import { auditChain } from './audit-chain.js'
import { auditStore } from './audit.js'
import { connectionStore } from './connections.js'
import { refusal } from './copy.js'
import { deploymentStore } from './deployments.js'
import { checkDatabase, migrated, openDatabase, type OpenDatabase } from './open.js'
import { partStore } from './parts.js'
import { secretStore } from './secrets.js'
import { tokenStore } from './tokens.js'
import { aroundTransactions } from './transactions.js'
import { watchDatabase, watched } from './watch.js'
import { workerStore } from './workers.js'
import { workspaceStore } from './workspaces.js'

/** The store in one SQLite file. Throws SetupError when it cannot be opened for writing. */
export function openSqliteStore(file: string, outside: StoreOutside): Store {
  return sqliteStore(openDatabase(file, outside.keyFolder), outside)
}

/** The store in a database that is open for writing. */
export function sqliteStore({ db, lock, checkFiles, close }: OpenDatabase, outside: StoreOutside): Store {
  const chain = auditChain(db)
  const audit = chain.append
  const watch = watchDatabase(db.$client, outside, [lock.check, checkFiles, chain.check])
  const checkLock = seldom(lock.check, outside.now)
  aroundTransactions(db, {
    before: () => {
      checkLock()
      checkFiles()
    },
  })
  const store: Store = {
    connections: connectionStore(db, audit),
    workspaces: workspaceStore(db, audit),
    tokens: tokenStore(db, audit),
    parts: partStore(db, audit),
    workers: workerStore(db, audit),
    deployments: deploymentStore(db),
    audit: auditStore(db, chain),
    secrets: secretStore(db, audit),
    check: async () => {
      watch.check()
      checkDatabase(db.$client)
    },
    close: async () => close(),
  }
  return watched(store, watch)
}

/**
 * Does with a copy, before it is put anywhere, what a start does with a database: its migrations, and every statement is
 * prepared; what `begin` does with it is undone. Throws SetupError, in which the copy is called `name`, when that fails.
 */
export async function rehearseSqliteStart(file: string, name: string, begin: (store: Store) => Promise<void>): Promise<void> {
  const client = new Database(file, { fileMustExist: true })
  try {
    client.pragma('foreign_keys = ON')
    client.pragma('trusted_schema = OFF')
    const nothing = (): void => undefined
    const lock = { release: nothing, check: nothing }
    const store = sqliteStore({ db: migrated(client), lock, checkFiles: nothing, close: nothing }, { now: Date.now, report: nothing })
    client.exec('begin')
    await begin(store).finally(() => {
      if (client.inTransaction) client.exec('rollback') // A full disk has done so already.
    })
  } catch (error) {
    throw refusal(`No gateway can start on ${name}`, error)
  } finally {
    client.close()
  }
}

/** The same check, made once a second at the most for as long as it succeeds. */
function seldom(check: () => void, now: () => number): () => void {
  let checkedAt = -Infinity
  return () => {
    const at = now()
    if (Math.abs(at - checkedAt) < 1000) return // A clock may be set back.
    check()
    checkedAt = at
  }
}
