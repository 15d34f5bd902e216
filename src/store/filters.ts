import type { AuditAction, AuditSubject, Part } from './rows.js'

export interface ConnectionFilter {
  /** Workspaces that the caller may see as a whole; undefined means all. */
  readonly visible: readonly string[] | undefined
  /** What he may see beyond these: connections of a workspace that have a scope. */
  readonly scoped?: readonly { readonly workspaceId: string; readonly scope: string }[]
  readonly vendor?: string
  readonly workspaceId?: string
  readonly types?: readonly string[]
  readonly enabled?: boolean
  /** Folded text that name or endpoints contain. */
  readonly search?: string
}

export type ConnectionOrder = 'name' | 'createdAt' | 'updatedAt'

export interface PartFilter {
  readonly kind: Part['kind']
  readonly workspaceId: string
}

/** Of one connection or of one worker. */
export interface DeploymentFilter {
  readonly connectionId?: string
  readonly workerId?: string
}

export interface WorkspaceFilter {
  readonly visible: readonly string[] | undefined
  readonly vendor?: string
}

export interface TokenFilter {
  /** One token, and those that have a grant on one of these workspaces; undefined means all. */
  readonly known: { readonly tokenId: string; readonly workspaceIds: readonly string[] } | undefined
}

export interface AuditFilter {
  /** Workspaces whose records the caller may see; undefined means all records, those of no workspace too. */
  readonly visible: readonly string[] | undefined
  readonly subjectId?: string
  readonly tokenId?: string
  readonly workspaceId?: string
  readonly action?: AuditAction
  readonly subject?: AuditSubject
  /** From this moment on. */
  readonly since?: number
  /** Before this moment. */
  readonly until?: number
}
