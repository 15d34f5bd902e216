import { refuseLongFilter } from '../lib/filter.js'
import { isCursorOf, readPage, writeCursor, type Page, type PageRequest } from '../lib/page.js'
import { Problem } from '../lib/problem.js'
import type { AuditFilter } from '../store/filters.js'
import type { AuditEvent } from '../store/rows.js'
import type { Actor } from './actor.js'
import { recordDenial, type AccessDeps } from './allow.js'
import { auditOf } from './audit.js'
import { administeredWorkspaces, may } from './roles.js'

/** What a caller may ask audit records to be filtered by. */
export type AuditSelection = Omit<AuditFilter, 'visible'>

const subject = { subject: 'audit', subjectId: null } as const
const newestFirst = { field: 'at', direction: 'desc' } as const
/** The order of commits, which a clock that is set back does not change. */
const lastCommittedFirst = { field: 'seq', direction: 'desc' } as const

/**
 * One page of the records that an ADMIN may see: those of the workspaces that he administers, or all. The newest come first, beyond
 * the cursor of an export those that were committed last.
 */
export async function listAuditEvents(
  deps: AccessDeps,
  actor: Actor,
  selection: AuditSelection,
  request: PageRequest,
): Promise<Page<AuditEvent>> {
  const { audit } = deps.store
  const source = { list: audit.list, count: audit.count, valueOf: (event: AuditEvent, field: 'at' | 'seq') => event[field] }
  const isExport = [request.after, request.before].some((cursor) => isCursorOf(cursor, lastCommittedFirst))
  const order = isExport ? lastCommittedFirst : newestFirst
  return readPage(source, { ...selection, visible: await visibleTo(deps, actor, selection) }, order, request)
}

/** A record for a caller who administers what it is about. */
export async function findAuditEvent(deps: AccessDeps, actor: Actor, id: string): Promise<AuditEvent | undefined> {
  const [event] = await deps.store.audit.byIds([id])
  if (!event || may(actor, 'administer', event.workspaceId)) return event
  await recordDenial(deps, actor, 'administer', event.workspaceId, { subject: 'audit', subjectId: id })
  return undefined
}

/**
 * Leaves the record of an export, and answers it with its place in the order of
 * commits: what is exported is what comes after it, that is, what was there before.
 */
export async function exportAuditEvents(
  deps: AccessDeps,
  actor: Actor,
  selection: AuditSelection,
): Promise<{ readonly event: AuditEvent; readonly cursor: string }> {
  const visible = await visibleTo(deps, actor, selection)
  const [asked] = await deps.store.workspaces.byIds(selection.workspaceId === undefined ? [] : [selection.workspaceId])
  const among = asked && may(actor, 'administer', asked.id) ? [asked.id] : visible
  const workspaceId = among?.length === 1 ? (among[0] ?? null) : null
  const fields = Object.keys(selection).sort()
  const event = await deps.store.audit.record(auditOf(actor, deps.now(), { action: 'export', ...subject, workspaceId, fields }))
  return { event, cursor: writeCursor(lastCommittedFirst, { value: event.seq, id: event.id }) }
}

/** Ids of the workspaces whose records the caller is shown. To ask for those of another workspace is denied, though it finds nothing. */
async function visibleTo(deps: AccessDeps, actor: Actor, selection: AuditSelection): Promise<string[] | undefined> {
  const { workspaceId, tokenId: actorTokenId, subjectId } = selection
  refuseLongFilter({ workspaceId, actorTokenId, subjectId })
  const visible = administeredWorkspaces(actor)
  if (visible?.length !== 0) {
    const isForeign = workspaceId !== undefined && !may(actor, 'administer', workspaceId)
    const [foreign] = isForeign ? await deps.store.workspaces.byIds([workspaceId]) : []
    if (foreign) await recordDenial(deps, actor, 'administer', foreign.id, subject)
    return visible
  }
  await recordDenial(deps, actor, 'administer', null, subject)
  throw new Problem('forbidden', 'Your token may not see audit events.')
}
