import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import type { Deps } from '../connections/deps.js'
import { refuseStale } from '../connections/update.js'
import { Problem } from '../lib/problem.js'
import type { PartKind } from '../vendors/fields.js'
import { noSuchPart, reachPart } from './find.js'
import { usersOf } from './usages.js'

/** Deletes a shared part that nothing uses. Its revisions and sealed secrets stay, so that the deletion can be undone. */
export async function deletePart(deps: Deps, actor: Actor, kind: PartKind, id: string, expectedRevision?: number): Promise<void> {
  const part = await reachPart(deps, actor, kind, id)
  await refuseStale(deps, part, expectedRevision)
  const record = auditOf(actor, deps.now(), { action: 'delete', subject: kind, subjectId: id, workspaceId: part.workspaceId })
  const outcome = await deps.store.parts.remove(id, expectedRevision, record)
  if (outcome === 'stale') return deletePart(deps, actor, kind, id, expectedRevision)
  if (outcome === 'gone') throw noSuchPart(kind)
  if (outcome === 'inUse') throw await inUse(deps, kind, id)
}

const named = 5

/** The refusal, with the names of connections that use the part. */
async function inUse(deps: Deps, kind: PartKind, id: string): Promise<Problem> {
  const users = await usersOf(deps, id)
  const others = users.length > named ? ` and ${users.length - named} more` : ''
  const names = users.slice(0, named).map(({ name }) => name)
  return new Problem('inUse', `The ${kind} is in use.`, [], undefined, `Used by ${names.join(', ')}${others}.`)
}
