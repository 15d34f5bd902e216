import type { Grant, Role } from '../store/rows.js'
import type { Actor } from './actor.js'

/** What may be done in a workspace. */
export type Action = 'read' | 'test' | 'edit' | 'reveal' | 'administer'

const allows: Readonly<Record<Role, readonly Action[]>> = {
  VIEWER: ['read'],
  TESTER: ['read', 'test'],
  EDITOR: ['read', 'test', 'edit'],
  REVEALER: ['read', 'reveal'],
  ADMIN: ['read', 'test', 'edit', 'reveal', 'administer'],
}

/** Whether the caller may do this there; `null` means in all workspaces, those to come as well. */
export function may({ token }: Actor, action: Action, workspaceId: string | null): boolean {
  const reaches = (grant: Grant): boolean => grant.workspaceId === null || grant.workspaceId === workspaceId
  return token.grants.some((grant) => reaches(grant) && grant.roles.some((role) => allows[role].includes(action)))
}

/** Ids of the workspaces that the caller may read; undefined means all. */
export function visibleWorkspaces({ token }: Actor): string[] | undefined {
  const ids = token.grants.map(({ workspaceId }) => workspaceId)
  return ids.includes(null) ? undefined : ids.filter((id) => id !== null)
}
