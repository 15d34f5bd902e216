import { Problem } from '../lib/problem.js'
import type { AuditRecord, Workspace } from '../store/rows.js'
import type { Store } from '../store/store.js'
import type { Actor } from './actor.js'
import { auditOf } from './audit.js'
import type { Limits } from './limits.js'
import { may, type Action } from './roles.js'

export interface AccessDeps {
  readonly store: Store
  readonly now: () => number
  readonly limits: Limits
}

/** What a denied attempt was about. */
export type Subject = Pick<AuditRecord, 'subject' | 'subjectId'>

const isReading: ReadonlySet<Action> = new Set(['enter', 'read'])

/**
 * Passes when the caller may do this in the workspace. A workspace that he may
 * not enter does not exist for him. A denied write, reveal or test leaves a record.
 */
export async function allow(deps: AccessDeps, actor: Actor, action: Action, workspace: Workspace, subject?: Subject): Promise<void> {
  if (may(actor, action, workspace.id)) return
  const itself: Subject = { subject: 'workspace', subjectId: workspace.id }
  if (!isReading.has(action))
    await recordDenial(deps, actor, action, workspace.id, subject ?? (action === 'administer' ? itself : undefined))
  throw may(actor, 'enter', workspace.id)
    ? new Problem('forbidden', 'Your token may not do this in this workspace.')
    : new Problem('workspaceNotFound', 'There is no such workspace.')
}

/** Passes when the caller administers this workspace, or all of them (`null`). */
export async function allowAdministration(deps: AccessDeps, actor: Actor, workspaceId: string | null, subject: Subject): Promise<void> {
  if (may(actor, 'administer', workspaceId)) return
  await recordDenial(deps, actor, 'administer', workspaceId, subject)
  throw new Problem('forbidden', 'Your token may not do this.')
}

/** Leaves the record of something denied. */
export async function recordDenial(
  deps: AccessDeps,
  actor: Actor,
  action: Action,
  workspaceId: string | null,
  subject?: Subject,
): Promise<void> {
  const told = subject ?? { subject: 'connection', subjectId: null }
  await deps.store.audit.record(auditOf(actor, deps.now(), { action: 'denied', wanted: action, workspaceId, ...told }))
}
