import type { Store } from '../store.js'
import { auditStore, writeAudit } from './audit.js'
import { connectionStore } from './connections.js'
import { checkDatabase, openDatabase } from './open.js'
import { partStore } from './parts.js'
import { secretStore } from './secrets.js'
import { tokenStore } from './tokens.js'
import { workspaceStore } from './workspaces.js'

/** The store in one SQLite file. Throws SetupError when it cannot be opened for writing. */
export function openSqliteStore(file: string): Store {
  const { db, close } = openDatabase(file)
  return {
    connections: connectionStore(db),
    workspaces: workspaceStore(db, writeAudit),
    tokens: tokenStore(db, writeAudit),
    parts: partStore(db),
    secrets: secretStore(db),
    audit: auditStore(db),
    check: async () => checkDatabase(db.$client),
    close: async () => close(),
  }
}
