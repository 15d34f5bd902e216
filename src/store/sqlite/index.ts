import type { Store } from '../store.js'
import { auditChain } from './audit-chain.js'
import { auditStore } from './audit.js'
import { connectionStore } from './connections.js'
import { deploymentStore } from './deployments.js'
import { checkDatabase, openDatabase } from './open.js'
import { partStore } from './parts.js'
import { secretStore } from './secrets.js'
import { tokenStore } from './tokens.js'
import { workerStore } from './workers.js'
import { workspaceStore } from './workspaces.js'

/** The store in one SQLite file. Throws SetupError when it cannot be opened for writing. */
export function openSqliteStore(file: string): Store {
  const { db, close } = openDatabase(file)
  const chain = auditChain(db)
  const audit = chain.append
  return {
    connections: connectionStore(db, audit),
    workspaces: workspaceStore(db, audit),
    tokens: tokenStore(db, audit),
    parts: partStore(db, audit),
    workers: workerStore(db, audit),
    deployments: deploymentStore(db),
    audit: auditStore(db, chain),
    secrets: secretStore(db, audit),
    check: async () => checkDatabase(db.$client),
    close: async () => close(),
  }
}
