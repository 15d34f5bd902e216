import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { changedMembers } from '../connections/changes.js'
import type { Deps } from '../connections/deps.js'
import { openedFor, refuseStale, type Change } from '../connections/update.js'
import { partWrite } from '../connections/write.js'
import { Problem } from '../lib/problem.js'
import type { Part, SealedSecrets } from '../store/rows.js'
import type { PartKind } from '../vendors/fields.js'
import { refuseExcess, refuseMuchText } from '../vendors/bounds.js'
import type { Vendor } from '../vendors/vendor.js'
import { describedBy, noSuchPart, reachPart } from './find.js'

const tries = 5

/** Applies a change to a shared part and keeps the result, with a revision when something differs. The connections that use it stay as they are. */
export async function updatePart(
  deps: Deps,
  actor: Actor,
  kind: PartKind,
  id: string,
  change: Change,
  expectedRevision?: number,
): Promise<Part> {
  const { workspaceId } = await reachPart(deps, actor, kind, id)
  const [workspace] = await deps.store.workspaces.byIds([workspaceId])
  if (!workspace) throw new Error(`A ${kind} has lost its workspace.`)
  const vendor = deps.vendors[workspace.vendor]
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const opened = await deps.store.parts.open(id)
    if (!opened) throw noSuchPart(kind)
    await refuseStale(deps, opened.part, expectedRevision)
    const updated = await applyOnce(deps, actor, vendor, opened.part, opened.sealed, change)
    if (updated !== 'stale') return updated
  }
  throw new Problem('unavailable', `The ${kind} is being changed too often. Try again.`)
}

async function applyOnce(
  deps: Deps,
  actor: Actor,
  vendor: Vendor,
  before: Part,
  sealed: SealedSecrets,
  change: Change,
): Promise<Part | 'stale'> {
  const { id, kind, workspaceId } = before
  const { opened, at, given } = openedFor(deps, actor, before, sealed, change)
  const whole = change(opened, at)
  refuseExcess(vendor.fields, whole, opened.whole.open())
  const draft = describedBy(vendor, kind).parse(whole)
  refuseMuchText(vendor.fields, [draft], { settings: before.settings, whole: opened.whole.open() })
  const write = partWrite(deps, { ...before, revision: before.revision + 1, updatedAt: at.now }, draft, { sealed, given })
  const fields = changedMembers(before, write.part)
  const record = auditOf(actor, at.now, { action: 'update', subject: kind, subjectId: id, workspaceId, fields })

  if (fields.length === 0) {
    await deps.store.audit.record(record)
    return before
  }
  return (await deps.store.parts.replace(write, before.revision, record)) === 'done' ? write.part : 'stale'
}
