import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { may } from '../access/roles.js'
import { splitPath, type FieldPath } from '../lib/field-path.js'
import type { JsonObject } from '../lib/json.js'
import { Secret } from '../lib/secret.js'
import type { AuditRecord, Connection } from '../store/rows.js'
import type { UrlHint } from '../vendors/split.js'
import type { Sealable } from '../vendors/vendor.js'
import type { Deps } from './deps.js'
import { wholeOf } from './write.js'

/** Whether the caller may see secrets of this workspace. */
export function mayReveal({ canReveal }: Deps, actor: Actor, workspaceId: string): boolean {
  return canReveal && may(actor, 'reveal', workspaceId)
}

/** Which secrets a reply shows to a caller who may see them. */
export type Shows = (field: FieldPath) => boolean

/**
 * A connection with its secrets in place, for a caller who may see them; the
 * record of it is written first. Undefined when he may not, when there is
 * nothing to show, when nobody may, or when the connection has changed meanwhile.
 */
export async function revealConnection(
  deps: Deps,
  actor: Actor,
  connection: Connection,
  shows: Shows,
): Promise<Secret<JsonObject> | undefined> {
  const record = revealOf(deps, actor, connection, shows, deps.now())
  if (!record) return undefined
  const opened = await deps.store.connections.open(connection.id)
  if (opened?.connection.revision !== connection.revision) return undefined
  const secrets = deps.vault.open(connection, opened.sealed)
  await deps.store.audit.record(record)
  return new Secret(wholeOf({ settings: connection.settings, secrets, hints: connection.hints }))
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
  shows: Shows | undefined,
  at: number,
): { readonly shown: Secret<JsonObject>; readonly record: AuditRecord } | undefined {
  const record = shows && revealOf(deps, actor, connection, shows, at)
  return record && { shown: new Secret(wholeOf(draft)), record }
}

type Revealed = Pick<Connection, 'id' | 'workspaceId' | 'secretVersions' | 'hints'>

/** The record of a reply that shows secrets; a URL that is shown to everybody is none. */
function revealOf(deps: Deps, actor: Actor, connection: Revealed, shows: Shows, at: number): AuditRecord | undefined {
  const { id, workspaceId, secretVersions, hints } = connection
  if (!mayReveal(deps, actor, workspaceId)) return undefined
  const isOpen = (field: FieldPath): boolean => (hints[field] as Partial<UrlHint> | undefined)?.isWhole === true
  const shown = Object.keys(secretVersions).filter((field) => shows(field) && !isOpen(field))
  if (shown.length === 0) return undefined
  const fields = [...new Set(shown.map((field) => splitPath(field)[0] ?? field))]
  return auditOf(actor, at, { action: 'reveal', subject: 'connection', subjectId: id, workspaceId, fields })
}
