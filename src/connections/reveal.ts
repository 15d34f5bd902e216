import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { may } from '../access/roles.js'
import { splitPath } from '../lib/field-path.js'
import type { JsonObject } from '../lib/json.js'
import { Secret } from '../lib/secret.js'
import type { AuditRecord, Connection } from '../store/rows.js'
import type { Sealable } from '../vendors/vendor.js'
import type { Deps } from './deps.js'
import { wholeOf } from './write.js'

/** Whether the caller may see secrets of this workspace. */
export function mayReveal({ canReveal }: Deps, actor: Actor, workspaceId: string): boolean {
  return canReveal && may(actor, 'reveal', workspaceId)
}

/**
 * A connection with its secrets in place, for a caller who may see them; the
 * record of it is written first. Undefined when he may not, when there is
 * nothing to show, when nobody may, or when the connection has changed meanwhile.
 */
export async function revealConnection(deps: Deps, actor: Actor, connection: Connection): Promise<Secret<JsonObject> | undefined> {
  const { id, workspaceId, secretVersions, hints } = connection
  if (!mayReveal(deps, actor, workspaceId) || Object.keys(secretVersions).length === 0) return undefined
  const opened = await deps.store.connections.open(id)
  if (opened?.connection.revision !== connection.revision) return undefined
  const secrets = deps.vault.open(connection, opened.sealed)
  await deps.store.audit.record(revealOf(actor, connection, deps.now()))
  return new Secret(wholeOf({ settings: connection.settings, secrets, hints }))
}

/** What a write leaves. */
export interface Written {
  readonly connection: Connection
  /** The wire form with its secrets in place, when the reply is to show them and the caller may see them. */
  readonly shown: Secret<JsonObject> | undefined
}

/** What the reply to a write shows, and the record of that; undefined when he may not see it, or when there is nothing to show. */
export function shownBy(
  deps: Deps,
  actor: Actor,
  connection: Revealed,
  draft: Sealable,
  at: number,
): { readonly shown: Secret<JsonObject>; readonly record: AuditRecord } | undefined {
  if (!mayReveal(deps, actor, connection.workspaceId) || Object.keys(connection.secretVersions).length === 0) return undefined
  return { shown: new Secret(wholeOf(draft)), record: revealOf(actor, connection, at) }
}

type Revealed = Pick<Connection, 'id' | 'workspaceId' | 'secretVersions'>

function revealOf(actor: Actor, { id, workspaceId, secretVersions }: Revealed, at: number): AuditRecord {
  const fields = [...new Set(Object.keys(secretVersions).map((field) => splitPath(field)[0] ?? field))]
  return auditOf(actor, at, { action: 'reveal', subject: 'connection', subjectId: id, workspaceId, fields })
}
