import type { Actor } from '../access/actor.js'
import { recordDenial } from '../access/allow.js'
import { may } from '../access/roles.js'
import type { Deps } from '../connections/deps.js'
import { partId } from '../lib/id.js'
import { Problem } from '../lib/problem.js'
import type { Part, Workspace } from '../store/rows.js'
import type { PartKind } from '../vendors/fields.js'
import type { SharedPart, Vendor } from '../vendors/vendor.js'

/** A shared part by its vendor's key, in a workspace that the caller has reached. */
export async function findPart({ store }: Deps, workspace: Workspace, kind: PartKind, key: string): Promise<Part> {
  const [part] = await store.parts.byIds([partId(kind, key)])
  if (part?.workspaceId !== workspace.id || part.key !== key) throw new Problem('notFound', `There is no such ${kind}.`)
  return part
}

/** A shared part by global id, for a caller who may change it. What he may not read does not exist for him. */
export async function reachPart(deps: Deps, actor: Actor, kind: PartKind, id: string): Promise<Part> {
  const [part] = await deps.store.parts.byIds([id])
  if (part?.kind !== kind) throw noSuchPart(kind)
  if (may(actor, 'edit', part.workspaceId)) return part
  await recordDenial(deps, actor, 'edit', part.workspaceId, { subject: kind, subjectId: id })
  if (may(actor, 'read', part.workspaceId)) throw new Problem('forbidden', `Your token may not do this to this ${kind}.`)
  throw noSuchPart(kind)
}

/** The refusal of an id that is no part's. */
export function noSuchPart(kind: PartKind): Problem {
  return new Problem('notFound', `There is no such ${kind}.`, [{ path: ['id'], message: 'is unknown' }])
}

/** What a vendor says of its parts of a kind. */
export function describedBy({ id, parts }: Vendor, kind: PartKind): SharedPart {
  const described = parts?.[kind]
  if (!described) throw new Error(`The vendor ${id} has no shared ${kind}.`)
  return described
}
