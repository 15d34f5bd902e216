import { exportAuditEvents, listAuditEvents, type AuditSelection } from '../../access/audit-events.js'
import { knownToken } from '../../access/tokens.js'
import type { AuditEventFilter, MutationResolvers, QueryResolvers } from '../../generated/schema.js'
import type { AuditAction, AuditEvent, AuditSubject } from '../../store/rows.js'
import type { GraphContext } from '../context.js'
import { sameWords, withUserErrors } from '../user-errors.js'
import { pageResolvers } from './pages.js'

export const auditQueries: Pick<QueryResolvers, 'auditEvents'> = {
  auditEvents: (_, { first, after, last, before, filter }, { deps, actor }) =>
    listAuditEvents(deps, actor, selectionOf(filter), { first, after, last, before }),
}

export const auditMutations: Pick<MutationResolvers, 'exportAuditEvents'> = {
  exportAuditEvents: (_, { input }, { deps, actor }) =>
    withUserErrors(sameWords, () => exportAuditEvents(deps, actor, selectionOf(input.filter))),
}

function selectionOf(filter: AuditEventFilter | null | undefined): AuditSelection {
  const { workspaceId, actorTokenId, action, subject, subjectId, since, until } = filter ?? {}
  return {
    ...(workspaceId && { workspaceId }),
    ...(actorTokenId && { tokenId: actorTokenId }),
    ...(action && { action: action as string as AuditAction }),
    ...(subject && { subject: subject as string as AuditSubject }),
    ...(subjectId && { subjectId }),
    ...(since && { since: Date.parse(since) }),
    ...(until && { until: Date.parse(until) }),
  }
}

const eventFields = {
  actorTokenId: ({ tokenId }: AuditEvent) => tokenId,
  actor: async ({ tokenId }: AuditEvent, _: unknown, { actor, loaders }: GraphContext) =>
    knownToken(actor, await loaders.tokens.load(tokenId)),
  workspace: ({ workspaceId }: AuditEvent, _: unknown, { loaders }: GraphContext) => workspaceId && loaders.workspaces.load(workspaceId),
}

const wire = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name.toUpperCase(), name]))

/** Resolvers of the types that audit events bring. */
export const auditTypes = {
  AuditEvent: eventFields,
  AuditEventConnection: pageResolvers,
  AuditAction: wire('create', 'update', 'delete', 'reveal', 'export', 'denied'),
  AuditSubject: { ...wire('connection', 'workspace', 'token', 'credential', 'worker', 'audit'), MASTER_KEY: 'masterKey' },
  AuditEdge: wire('graphql', 'rest', 'cli'),
  Permission: wire('test', 'edit', 'reveal', 'administer'),
}
