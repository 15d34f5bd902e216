import type { Connection, Grant, Role } from '../store/rows.js'
import type { ConnectionFilter } from '../store/filters.js'
import type { Actor } from './actor.js'

/** What may be done in a workspace. To enter it is to know of it, and of what a grant on some of its projects shows. */
export type Action = 'enter' | 'read' | 'test' | 'edit' | 'reveal' | 'administer'

const allows: Readonly<Record<Role, readonly Action[]>> = {
  VIEWER: ['enter', 'read'],
  TESTER: ['enter', 'read', 'test'],
  EDITOR: ['enter', 'read', 'test', 'edit'],
  REVEALER: ['enter', 'read', 'reveal'],
  ADMIN: ['enter', 'read', 'test', 'edit', 'reveal', 'administer'],
}

/** What a grant on some projects gives of its roles, for the connections of these projects. */
const inProjects: ReadonlySet<Action> = new Set(['read', 'test'])

/** Whether the caller may do this there; `null` means in all workspaces, those to come as well. */
export function may({ token }: Actor, action: Action, workspaceId: string | null): boolean {
  const reaches = (grant: Grant): boolean => grant.workspaceId === null || grant.workspaceId === workspaceId
  return token.grants.some((grant) => reaches(grant) && gives(grant, action))
}

/** The same of one connection, to which a grant on one of its projects leads too. */
export function mayTo(actor: Actor, action: Action, { workspaceId, scopes }: Pick<Connection, 'workspaceId' | 'scopes'>): boolean {
  const leads = (grant: Grant): boolean => grant.workspaceId === workspaceId && projectsFor(grant, action).some((id) => scopes.includes(id))
  return may(actor, action, workspaceId) || actor.token.grants.some(leads)
}

/** Ids of the workspaces that the caller may read as a whole; undefined means all. */
export const visibleWorkspaces = (actor: Actor): string[] | undefined => workspacesFor(actor, 'read')

/** Ids of the workspaces that the caller may enter; undefined means all. */
export const enteredWorkspaces = (actor: Actor): string[] | undefined => workspacesFor(actor, 'enter')

/** The connections that the caller may read. */
export function visibleConnections(actor: Actor): Pick<ConnectionFilter, 'visible' | 'scoped'> {
  const scoped = actor.token.grants.flatMap((grant) => {
    const { workspaceId } = grant
    return workspaceId === null ? [] : projectsFor(grant, 'read').map((scope) => ({ workspaceId, scope }))
  })
  const visible = visibleWorkspaces(actor)
  return visible === undefined || scoped.length === 0 ? { visible } : { visible, scoped }
}

/** Ids of the workspaces that the caller administers; undefined means all. */
export const administeredWorkspaces = (actor: Pick<Actor, 'token'>): string[] | undefined => workspacesFor(actor, 'administer')

function workspacesFor({ token }: Pick<Actor, 'token'>, action: Action): string[] | undefined {
  const ids = token.grants.filter((grant) => gives(grant, action)).map(({ workspaceId }) => workspaceId)
  return ids.includes(null) ? undefined : ids.filter((id) => id !== null)
}

/** Of a workspace as a whole, a grant on some of its projects gives no more than to enter it. */
function gives({ roles, projectIds }: Grant, action: Action): boolean {
  return (projectIds === undefined || action === 'enter') && roles.some((role) => allows[role].includes(action))
}

function projectsFor({ roles, projectIds = [] }: Grant, action: Action): readonly string[] {
  return inProjects.has(action) && roles.some((role) => allows[role].includes(action)) ? projectIds : []
}
