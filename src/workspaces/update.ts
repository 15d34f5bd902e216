import type { Actor } from '../access/actor.js'
import type { AccessDeps } from '../access/allow.js'
import { auditOf } from '../access/audit.js'
import { Problem } from '../lib/problem.js'
import type { Workspace } from '../store/rows.js'
import type { Vendor, VendorId } from '../vendors/vendor.js'
import { reachAdministered, refuseStaleWorkspace } from './administered.js'
import { readWorkspace, type WorkspaceInput } from './input.js'

type Deps = AccessDeps & { readonly vendors: Readonly<Record<VendorId, Vendor>> }

/** Changes the name and texts of a workspace. A change that changes nothing makes no revision. */
export async function updateWorkspace(
  deps: Deps,
  actor: Actor,
  id: string,
  input: WorkspaceInput,
  expectedRevision?: number,
): Promise<Workspace> {
  const before = await reachAdministered(deps, actor, id)
  refuseStaleWorkspace(before, expectedRevision)
  const { name, settings } = readWorkspace(deps.vendors[before.vendor], before, input)
  const fields = [
    ...(name === before.name ? [] : ['name']),
    ...Object.keys({ ...before.settings, ...settings }).filter((key) => before.settings[key] !== settings[key]),
  ]
  const now = deps.now()
  const isSame = fields.length === 0
  const after = isSame ? before : { ...before, name, settings, revision: before.revision + 1, updatedAt: now }
  const record = auditOf(actor, now, { action: 'update', subject: 'workspace', subjectId: id, workspaceId: id, fields })
  const outcome = await deps.store.workspaces.replace(after, before.revision, record)
  if (outcome === 'stale') return updateWorkspace(deps, actor, id, input, expectedRevision)
  if (outcome === 'gone') throw new Problem('notFound', 'There is no such workspace.', [{ path: ['id'], message: 'is unknown' }])
  return after
}
