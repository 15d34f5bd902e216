import type { ListQuery } from '../lib/page.js'
import type {
  AuditRecord,
  Connection,
  Part,
  Revision,
  SealedField,
  SealedSecrets,
  SecretRef,
  Token,
  WrappedKey,
  Workspace,
} from './rows.js'

/**
 * Where everything is kept. Each write is one transaction of its own, the audit
 * record in it; better-sqlite3 transactions are synchronous, so no callback
 * crosses this line.
 */
export interface Store {
  readonly connections: ConnectionStore
  readonly workspaces: WorkspaceStore
  readonly tokens: TokenStore
  readonly parts: PartStore
  readonly secrets: SecretStore
  readonly audit: AuditStore
  /** Throws when the database does not answer or its migrations are not those of this program. */
  check(): Promise<void>
  close(): Promise<void>
}

export interface ConnectionStore {
  insert(write: ConnectionWrite, audit: AuditRecord): Promise<Connection | 'conflict'>
  /** Keeps the new state if the stored revision is still `expected`. */
  replace(write: ConnectionWrite, expected: number, audit: AuditRecord): Promise<'done' | 'conflict' | 'stale' | 'gone'>
  /** An accepted write that changed nothing: moves `updatedAt` when told, and makes no revision. */
  confirm(id: string, updatedAt: number | undefined, audit: AuditRecord): Promise<'done' | 'gone'>
  remove(id: string, expected: number | undefined, audit: AuditRecord): Promise<'done' | 'stale' | 'gone'>
  /** As many results as ids, in their order. */
  byIds(ids: readonly string[]): Promise<(Connection | undefined)[]>
  byKey(workspaceId: string, key: string): Promise<Connection | undefined>
  /** A connection with its current secrets, read at one moment. */
  open(id: string): Promise<{ connection: Connection; sealed: SealedSecrets } | undefined>
  revision(id: string, revision: number): Promise<Revision | undefined>
  list(query: ListQuery<ConnectionFilter, ConnectionOrder>): Promise<Connection[]>
  count(filter: ConnectionFilter): Promise<number>
}

export interface WorkspaceStore {
  insert(workspace: Workspace, audit: AuditRecord): Promise<'done' | 'conflict'>
  byIds(ids: readonly string[]): Promise<(Workspace | undefined)[]>
  byKey(vendor: string, key: string): Promise<Workspace | undefined>
  list(query: ListQuery<WorkspaceFilter, 'name'>): Promise<Workspace[]>
  count(filter: WorkspaceFilter): Promise<number>
}

export interface TokenStore {
  insert(token: Token, hash: string, audit: AuditRecord): Promise<void>
  revoke(id: string, at: number, audit: AuditRecord): Promise<'done' | 'gone'>
  byIds(ids: readonly string[]): Promise<(Token | undefined)[]>
  /** The token and the SHA-256 of its text, in hexadecimal. */
  hashed(id: string): Promise<{ token: Token; hash: string } | undefined>
  /** Puts the one token that the operator sets; no caller did it, so it leaves no record. */
  putOperator(token: Token, hash: string): Promise<void>
  /** Every token that is not revoked and not expired at that time. */
  usable(now: number): Promise<Token[]>
}

export interface PartStore {
  /** Every part that at least one of these connections uses. */
  usedBy(connectionIds: readonly string[]): Promise<Part[]>
  byIds(ids: readonly string[]): Promise<(Part | undefined)[]>
}

export interface SecretStore {
  /** When each value came, in the order of the refs; undefined for one that there is not. */
  changedAt(refs: readonly SecretRef[]): Promise<(number | undefined)[]>
  canaries(): Promise<Canary[]>
  putCanary(canary: Canary): Promise<void>
  /** Ids of the master keys that wrap at least one data key. */
  masterKeysInUse(): Promise<string[]>
}

/** A known text sealed by a master key, so that a wrong key is found at start. */
export interface Canary {
  readonly masterKeyId: string
  readonly blob: Buffer
}

export interface AuditStore {
  record(record: AuditRecord): Promise<void>
  list(): Promise<AuditRecord[]>
}

/** What one write brings to the secrets of an aggregate. */
export interface SealedChange {
  /** Present when the aggregate is new. */
  readonly dataKey: WrappedKey | undefined
  readonly added: readonly SealedField[]
}

export interface Folded {
  readonly keyFold: string | null
  readonly nameFold: string
  readonly searchText: string
}

export interface ConnectionWrite {
  /** The key is null when the store's counter makes it. */
  readonly connection: Omit<Connection, 'key'> & { readonly key: string | null }
  readonly folded: Folded
  readonly sealed: SealedChange
  readonly parts: readonly PartWrite[]
  /** Ids of all parts that it uses, new ones too. */
  readonly uses: readonly string[]
  readonly tokenId: string
}

export interface PartWrite {
  readonly part: Part
  readonly sealed: SealedChange
}

export interface ConnectionFilter {
  /** Workspaces that the caller may see; undefined means all. */
  readonly visible: readonly string[] | undefined
  readonly vendor?: string
  readonly workspaceId?: string
  readonly types?: readonly string[]
  readonly enabled?: boolean
  /** Folded text that name or endpoints contain. */
  readonly search?: string
}

export type ConnectionOrder = 'name' | 'createdAt' | 'updatedAt'

export interface WorkspaceFilter {
  readonly visible: readonly string[] | undefined
  readonly vendor?: string
}
