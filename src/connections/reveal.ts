import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { may } from '../access/roles.js'
import { splitPath } from '../lib/field-path.js'
import type { JsonObject } from '../lib/json.js'
import { Secret } from '../lib/secret.js'
import type { Connection } from '../store/rows.js'
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
  const fields = [...new Set(Object.keys(secretVersions).map((field) => splitPath(field)[0] ?? field))]
  await deps.store.audit.record(auditOf(actor, deps.now(), { action: 'reveal', subject: 'connection', subjectId: id, workspaceId, fields }))
  return new Secret(wholeOf({ settings: connection.settings, secrets, hints }))
}
