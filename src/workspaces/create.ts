import { z } from 'zod'
import type { Actor } from '../access/actor.js'
import { allowAdministration, type AccessDeps } from '../access/allow.js'
import { auditOf } from '../access/audit.js'
import { check } from '../lib/check.js'
import { newId } from '../lib/id.js'
import { plainName } from '../lib/name.js'
import { Problem } from '../lib/problem.js'
import type { Workspace } from '../store/rows.js'
import type { Vendor } from '../vendors/vendor.js'
import { readWorkspace, type WorkspaceInput } from './input.js'

/** Makes a workspace of a vendor, for a caller who administers all workspaces. */
export async function createWorkspace(
  deps: AccessDeps,
  actor: Actor,
  vendor: Vendor,
  { key: wanted, ...input }: WorkspaceInput & { readonly key: string; readonly name: string },
): Promise<Workspace> {
  const id = newId('wks')
  await allowAdministration(deps, actor, null, { subject: 'workspace', subjectId: id })
  const { key, name } = check(z.object({ key: vendor.workspaceKey, name: plainName }), { key: wanted, name: input.name })
  const { settings } = readWorkspace(vendor, { name, settings: {} }, input)
  const now = deps.now()
  const workspace: Workspace = { id, vendor: vendor.id, key, name, settings, revision: 1, createdAt: now, updatedAt: now }
  const record = auditOf(actor, now, {
    action: 'create',
    subject: 'workspace',
    subjectId: id,
    workspaceId: id,
    fields: ['vendor', 'key', 'name', ...Object.keys(settings)],
  })
  if ((await deps.store.workspaces.insert(workspace, record)) === 'conflict') {
    throw new Problem('conflict', 'A workspace of this vendor has this key.', [{ path: ['key'], message: 'is taken' }])
  }
  return workspace
}
