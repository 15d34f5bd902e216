import type { Actor } from '../access/actor.js'
import { allow } from '../access/allow.js'
import { auditOf } from '../access/audit.js'
import { newId, newUlid } from '../lib/id.js'
import type { Workspace } from '../store/rows.js'
import { refuseExcess, refuseMuchText } from '../vendors/bounds.js'
import { changedMembers, nothing } from './changes.js'
import { handOver } from './deploy.js'
import type { Deps } from './deps.js'
import { refuseIdentity, taken } from './identity.js'
import { shownBy, type Shows, type Written } from './reveal.js'
import { writeOf, type Identity } from './write.js'

/**
 * Validates, seals and keeps a new connection, with its first revision and its audit record, and that of a reply which
 * `shows` secrets to a caller who may see them.
 */
export async function createConnection(
  deps: Deps,
  actor: Actor,
  workspace: Workspace,
  whole: unknown,
  { shows }: { readonly shows?: Shows | undefined } = {},
): Promise<Written> {
  await allow(deps, actor, 'edit', workspace)
  const vendor = deps.vendors[workspace.vendor]
  const now = deps.now()
  await refuseIdentity(deps, vendor, workspace.id, whole)
  refuseExcess(vendor.fields, whole)
  const draft = vendor.parse(whole, { newId: newUlid, now })
  refuseMuchText(vendor.fields, [draft, ...(draft.parts ?? [])])
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

  const showing = shownBy(deps, actor, write.connection, draft, shows, now)
  const made = await deps.store.connections.insert(write, record, showing?.record)
  if (made === 'conflict') throw taken()
  if (made === 'stale') return createConnection(deps, actor, workspace, whole, { shows })
  handOver(deps, write.deployments)
  return { connection: made, shown: showing?.shown }
}
