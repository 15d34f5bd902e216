import type { Actor } from '../access/actor.js'
import { allow } from '../access/allow.js'
import { auditOf } from '../access/audit.js'
import { newId, newUlid } from '../lib/id.js'
import type { Connection, Workspace } from '../store/rows.js'
import { changedMembers, nothing } from './changes.js'
import { handOver } from './deploy.js'
import type { Deps } from './deps.js'
import { refuseIdentity, taken } from './identity.js'
import { writeOf, type Identity } from './write.js'

/** Validates, seals and keeps a new connection, with its first revision and its audit record. */
export async function createConnection(deps: Deps, actor: Actor, workspace: Workspace, whole: unknown): Promise<Connection> {
  await allow(deps, actor, 'edit', workspace)
  const vendor = deps.vendors[workspace.vendor]
  const now = deps.now()
  await refuseIdentity(deps, vendor, workspace.id, whole)
  const draft = vendor.parse(whole, { newId: newUlid, now })
  const identity: Identity = {
    id: newId('con'),
    workspaceId: workspace.id,
    vendor: vendor.id,
    key: draft.key ?? (vendor.keys === 'ulid' ? newUlid() : null),
    revision: 1,
    createdAt: now,
    updatedAt: now,
  }
  const write = await writeOf(deps, actor, identity, draft)
  const fields = changedMembers(nothing, write.connection)
  const record = auditOf(actor, now, { action: 'create', subject: 'connection', subjectId: identity.id, workspaceId: workspace.id, fields })

  const made = await deps.store.connections.insert(write, record)
  if (made === 'conflict') throw taken()
  if (made === 'stale') return createConnection(deps, actor, workspace, whole)
  handOver(deps, write.deployments)
  return made
}
