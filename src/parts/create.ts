import type { Actor } from '../access/actor.js'
import { allow } from '../access/allow.js'
import { auditOf } from '../access/audit.js'
import { changedMembers, nothing } from '../connections/changes.js'
import type { Deps } from '../connections/deps.js'
import { newPartIdentity, partWrite } from '../connections/write.js'
import { newUlid } from '../lib/id.js'
import type { Part, Workspace } from '../store/rows.js'
import { refuseExcess, refuseMuchText } from '../vendors/bounds.js'
import type { PartKind } from '../vendors/fields.js'
import { describedBy } from './find.js'

/** Validates, seals and keeps a new shared part, with its first revision and its audit record. */
export async function createPart(deps: Deps, actor: Actor, workspace: Workspace, kind: PartKind, whole: unknown): Promise<Part> {
  await allow(deps, actor, 'edit', workspace, { subject: kind, subjectId: null })
  const vendor = deps.vendors[workspace.vendor]
  refuseExcess(vendor.fields, whole)
  const draft = describedBy(vendor, kind).parse(whole)
  refuseMuchText(vendor.fields, [draft])
  const now = deps.now()
  const write = partWrite(deps, newPartIdentity(workspace.id, { kind, key: newUlid() }, now), draft)
  const { part } = write
  const fields = changedMembers(nothing, part)
  const record = auditOf(actor, now, { action: 'create', subject: kind, subjectId: part.id, workspaceId: workspace.id, fields })

  await deps.store.parts.insert(write, record)
  return part
}
