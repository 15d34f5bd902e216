import type { UserErrorCode } from '../generated/schema.js'
import type { StaleFacts } from '../lib/problem.js'
import type { AuditEvent, Connection, Deployment, Part, Token, Worker, Workspace } from '../store/rows.js'

/** What stands behind a Node. */
export type NodeSource = AuditEvent | Connection | Deployment | Part | Token | Worker | Workspace

/** What stands behind an edge of a page. */
export interface EdgeSource<Item> {
  readonly cursor: string
  readonly node: Item
}

/** What stands behind a user error. */
export interface UserErrorSource extends Partial<StaleFacts> {
  readonly code: UserErrorCode
  readonly message: string
  readonly path: readonly string[] | null
}
