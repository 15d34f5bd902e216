import type { ListQuery } from '../lib/page.js'
import type { Mark } from './chain.js'
import type {
  AuditEvent,
  AuditRecord,
  Connection,
  Deployment,
  Part,
  Revision,
  SealedSecrets,
  SecretRef,
  Token,
  Worker,
  Workspace,
  WrappedKey,
  KeptDataKey,
} from './rows.js'
import type {
  AuditFilter,
  ConnectionFilter,
  ConnectionOrder,
  PartFilter,
  DeploymentFilter,
  WorkspaceFilter,
  TokenFilter,
} from './filters.js'
import type { Confirmed, ConnectionWrite, NewDeployment, DeploymentOutcome, WorkerWrite, PartWrite, Rewrap } from './writes.js'

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
  readonly workers: WorkerStore
  readonly deployments: DeploymentStore
  readonly secrets: SecretStore
  readonly audit: AuditStore
  /** Throws when the database does not answer, takes no writes, or has not the migrations of this program. */
  check(): Promise<void>
  close(): Promise<void>
}

/** What a store touches of the process around it. */
export interface StoreOutside {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Where the key file lies that it is sealed with: nobody else uses that meanwhile. None when the keys are in the environment. */
  readonly keyFolder?: string | undefined
  /** Told why the database does not work, once a minute for as long as that lasts; every call that fails of it is refused as `unavailable`. */
  readonly report: (trouble: { readonly code: string; readonly what: string }) => void
}

export interface ConnectionStore {
  /** `stale` when a part that it uses is gone. Here and below `reveal` is the record of the reply, where that shows secrets. */
  insert(write: ConnectionWrite, audit: AuditRecord, reveal?: AuditRecord): Promise<Connection | 'conflict' | 'stale'>
  /** Keeps the new state if the stored revision is still `expected` and every part that it uses is there. */
  replace(
    write: ConnectionWrite,
    expected: number,
    audit: AuditRecord,
    reveal?: AuditRecord,
  ): Promise<'done' | 'conflict' | 'stale' | 'gone'>
  /** An accepted write that changed nothing: moves `updatedAt` when told, and makes no revision. */
  confirm(id: string, confirmed: Confirmed, audit: AuditRecord, reveal?: AuditRecord): Promise<'done' | 'gone'>
  remove(
    id: string,
    expected: number | undefined,
    audit: AuditRecord,
    deployments?: readonly NewDeployment[],
  ): Promise<'done' | 'stale' | 'gone'>
  /** As many results as ids, in their order. */
  byIds(ids: readonly string[]): Promise<(Connection | undefined)[]>
  byKey(workspaceId: string, key: string): Promise<Connection | undefined>
  /** A connection with its current secrets, read at one moment. */
  open(id: string): Promise<{ connection: Connection; sealed: SealedSecrets } | undefined>
  revision(id: string, revision: number): Promise<Revision | undefined>
  /** A revision with the secrets that it names; its connection may be gone. */
  openRevision(id: string, revision: number): Promise<{ revision: Revision; sealed: SealedSecrets } | undefined>
  list(query: ListQuery<ConnectionFilter, ConnectionOrder>): Promise<Connection[]>
  count(filter: ConnectionFilter): Promise<number>
  /** How much a list of them reads, in bytes; nothing of it is read for that. */
  weight(filter: ConnectionFilter): Promise<number>
}

export interface WorkspaceStore {
  insert(workspace: Workspace, audit: AuditRecord): Promise<'done' | 'conflict'>
  /** Keeps name and settings if the stored revision is still `expected`. */
  replace(workspace: Workspace, expected: number, audit: AuditRecord): Promise<'done' | 'stale' | 'gone'>
  /** Takes it away with all that is in it; `stale` too when its connections are no longer those that have a record here. */
  remove(
    id: string,
    expected: number,
    audit: AuditRecord,
    connections: ReadonlyMap<string, AuditRecord>,
  ): Promise<'done' | 'stale' | 'gone'>
  byIds(ids: readonly string[]): Promise<(Workspace | undefined)[]>
  byKey(vendor: string, key: string): Promise<Workspace | undefined>
  list(query: ListQuery<WorkspaceFilter, 'name'>): Promise<Workspace[]>
  count(filter: WorkspaceFilter): Promise<number>
}

export interface TokenStore {
  /** A short-lived token takes the place of those that have expired. */
  insert(token: Token, hash: string, audit: AuditRecord): Promise<void>
  revoke(id: string, at: number, audit: AuditRecord): Promise<'done' | 'gone'>
  byIds(ids: readonly string[]): Promise<(Token | undefined)[]>
  /** The token and the SHA-256 of its text, in hexadecimal. */
  hashed(id: string): Promise<{ token: Token; hash: string } | undefined>
  /** Puts the one token that the operator sets in the place of the one before. */
  putOperator(token: Token, hash: string, audit: AuditRecord): Promise<void>
  /** Every token that is not revoked and not expired at that time, short-lived ones left out. */
  usable(now: number): Promise<Token[]>
  /** Short-lived tokens are left out. */
  list(query: ListQuery<TokenFilter, 'createdAt'>): Promise<Token[]>
  count(filter: TokenFilter): Promise<number>
}

export interface PartStore {
  insert(write: PartWrite, audit: AuditRecord): Promise<void>
  /** Keeps the new state if the stored revision is still `expected`. */
  replace(write: PartWrite, expected: number, audit: AuditRecord): Promise<'done' | 'stale' | 'gone'>
  remove(id: string, expected: number | undefined, audit: AuditRecord): Promise<'done' | 'stale' | 'gone' | 'inUse'>
  /** Every part that at least one of these connections uses. */
  usedBy(connectionIds: readonly string[]): Promise<Part[]>
  /** Ids of the connections that use each part, sorted: the oldest first. As many results as ids, in their order. */
  uses(ids: readonly string[]): Promise<(readonly string[])[]>
  byIds(ids: readonly string[]): Promise<(Part | undefined)[]>
  /** A part with its current secrets, read at one moment. */
  open(id: string): Promise<{ part: Part; sealed: SealedSecrets } | undefined>
  list(query: ListQuery<PartFilter, 'updatedAt'>): Promise<Part[]>
  count(filter: PartFilter): Promise<number>
}

export interface WorkerStore {
  insert(write: WorkerWrite, audit: AuditRecord): Promise<'done' | 'conflict'>
  /** Keeps the new state if the stored revision is still `expected`. What is pending for the worker is due at once. */
  replace(write: WorkerWrite, expected: number, audit: AuditRecord): Promise<'done' | 'conflict' | 'stale' | 'gone'>
  /** What is pending for the worker is superseded. */
  remove(id: string, expected: number, audit: AuditRecord): Promise<'done' | 'stale' | 'gone'>
  /** As many results as ids, in their order. */
  byIds(ids: readonly string[]): Promise<(Worker | undefined)[]>
  /** The workers of each workspace, by name. As many results as ids, in their order. */
  inWorkspaces(ids: readonly string[]): Promise<(readonly Worker[])[]>
  /** A worker with its signing secret, read at one moment. */
  open(id: string): Promise<{ worker: Worker; sealed: SealedSecrets } | undefined>
}

/** What is to be delivered. Rows are made by the writes of connections, in the same transaction. */
/** Due is what was to be tried by now, and what waits for a time after the latest that anything may wait for. */
export interface DueTimes {
  readonly now: number
  readonly latest: number
}

export interface DeploymentStore {
  /** Ids of the workers for which something is due. */
  workersDue(times: DueTimes): Promise<string[]>
  /** What a worker may get now: due, and nothing earlier of its connection or key pending there. What was never tried comes first. */
  due(workerId: string, times: DueTimes, limit: number): Promise<Deployment[]>
  /** When the next one becomes due; undefined when none does. */
  nextAfter(now: number): Promise<number | undefined>
  /** Those of these workers for which something is pending. */
  waiting(workerIds: readonly string[]): Promise<string[]>
  /** Keeps what came of an attempt; one that is superseded meanwhile stays so. */
  record(id: string, outcome: DeploymentOutcome): Promise<void>
  /** What is pending of a connection, in the order of delivery. */
  pending(connectionId: string): Promise<Deployment[]>
  /** How many are pending in all. */
  countPending(): Promise<number>
  /** The newest of a connection for each worker that there is. */
  newest(connectionId: string): Promise<Deployment[]>
  /** As many results as ids, in their order. */
  byIds(ids: readonly string[]): Promise<(Deployment | undefined)[]>
  list(query: ListQuery<DeploymentFilter, 'seq'>): Promise<Deployment[]>
  count(filter: DeploymentFilter): Promise<number>
}

export interface SecretStore {
  /** When each value came, in the order of the refs; undefined for one that there is not. */
  changedAt(refs: readonly SecretRef[]): Promise<(number | undefined)[]>
  canaries(): Promise<Canary[]>
  /** Ids of the master keys that wrap at least one data key. */
  masterKeysInUse(): Promise<string[]>
  /** How many data keys each of them wraps. */
  dataKeyCounts(): Promise<ReadonlyMap<string, number>>
  /** Some of the data keys that a master key wraps, in the order of their rows, after one of these. */
  wrappedBy(masterKeyId: string, afterRow: number, limit: number): Promise<KeptDataKey[]>
  /** Answers how many data keys are under another master key now. */
  rewrap(change: Rewrap, audit: AuditRecord): Promise<number>
  /** Forgets a master key that wraps nothing; there may be no canary of it. */
  removeCanary(masterKeyId: string, audit: AuditRecord): Promise<'done' | 'inUse'>
}

/** A known text sealed by a master key, so that a wrong key is found at start. */
export interface Canary {
  readonly masterKeyId: string
  readonly blob: Buffer
}

export interface AuditStore {
  /** The wrapped key that an owner's marks are made with; undefined when it has none. */
  key(ownerId: string): Promise<WrappedKey | undefined>
  /**
   * Links every record from now on; before it nothing that leaves a record can be written. With a new key the chain begins, and what
   * is there already is taken over. Throws SetupError when the head is not one that this key has marked, or when there was a chain.
   */
  begin(mark: Mark, now: number, beginning: Beginning): Promise<void>
  record(record: AuditRecord): Promise<AuditEvent>
  /** As many results as ids, in their order. */
  byIds(ids: readonly string[]): Promise<(AuditEvent | undefined)[]>
  list(query: ListQuery<AuditFilter, 'at' | 'seq'>): Promise<AuditEvent[]>
  count(filter: AuditFilter): Promise<number>
}

/** What is kept when a chain begins or goes on. */
export interface Beginning {
  /** Each in the place of the one of its master key. */
  readonly canaries: readonly Canary[]
  /** The first to be added, in the same transaction. */
  readonly records: readonly AuditRecord[]
  readonly newKey?: OwnedKey
}

/** A data key and the aggregate, or the chain, that it is for. */
export interface OwnedKey extends WrappedKey {
  readonly ownerId: string
}
