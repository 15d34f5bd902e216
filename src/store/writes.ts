import type { Canary } from './store.js'
import type { Connection, Deployment, DeploymentKind, KeptDataKey, Part, SealedField, Worker, WrappedKey } from './rows.js'

/** What one write brings to the secrets of an aggregate. */
export interface SealedChange {
  /** Present when the aggregate is new. */
  readonly dataKey: WrappedKey | undefined
  readonly added: readonly SealedField[]
}

/** Data keys under another master key than before. */
export interface Rewrap {
  /** Each is written only where the one that was read is still kept. */
  readonly dataKeys: readonly { readonly before: KeptDataKey; readonly after: WrappedKey }[]
  /** Of the master key that wraps them now, and of those that it has passed over, where there is none yet. */
  readonly canaries: readonly Canary[]
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
  readonly deployments: readonly NewDeployment[]
  readonly tokenId: string
}

/** What an accepted write that changed nothing leaves all the same. */
export interface Confirmed {
  readonly updatedAt?: number | undefined
  readonly deployments?: readonly NewDeployment[]
}

/**
 * What a write leaves for a worker. It supersedes every pending `put` of the
 * same connection there; what is left of those goes out at once, in order.
 */
export interface NewDeployment {
  readonly id: string
  readonly workerId: string
  readonly kind: DeploymentKind
  /** The key that it is about when that is not the connection's any more. */
  readonly former?: { readonly key: string; readonly keyFold: string }
}

export type DeploymentOutcome = Pick<Deployment, 'state' | 'attempts' | 'nextAt' | 'finishedAt' | 'failure'>

export interface WorkerWrite {
  readonly worker: Worker
  readonly sealed: SealedChange
}

export interface PartWrite {
  readonly part: Part
  readonly sealed: SealedChange
}
