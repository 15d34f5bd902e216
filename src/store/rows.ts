import type { FieldPath } from '../lib/field-path.js'
import type { Json, JsonObject } from '../lib/json.js'
import type { PartKind } from '../vendors/fields.js'
import type { Endpoint, VendorId } from '../vendors/vendor.js'

/** Times are UTC milliseconds everywhere in the store. */
export interface Workspace {
  readonly id: string
  readonly vendor: VendorId
  readonly key: string
  readonly name: string
  /** What the vendor says of it beyond its name. */
  readonly settings: JsonObject
  readonly revision: number
  readonly createdAt: number
  readonly updatedAt: number
}

export type Role = 'VIEWER' | 'TESTER' | 'EDITOR' | 'REVEALER' | 'ADMIN'

/** Roles on one workspace; `null` means on all of them. */
export interface Grant {
  readonly workspaceId: string | null
  readonly roles: readonly Role[]
  /** The projects of the workspace that it is limited to; absent means the whole workspace. */
  readonly projectIds?: readonly string[] | undefined
}

export interface Token {
  readonly id: string
  readonly name: string
  readonly grants: readonly Grant[]
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  /** The token that this one was made of; it opens no longer than that one does. */
  readonly parentId: string | null
}

/** What a row says of its secrets: the field and the revision that brought its value. */
export type SecretVersions = Readonly<Record<FieldPath, number>>

interface Aggregate {
  readonly id: string
  readonly workspaceId: string
  readonly key: string
  readonly name: string
  readonly type: string
  readonly revision: number
  readonly settings: JsonObject
  readonly hints: Readonly<Record<FieldPath, Json>>
  readonly secretVersions: SecretVersions
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Connection extends Aggregate {
  readonly vendor: VendorId
  readonly enabled: boolean
  readonly endpoints: readonly Endpoint[]
  /** Groups of the vendor whose members may see it. */
  readonly scopes: readonly string[]
}

/** What several connections share, such as a Versori credential. */
export interface Part extends Aggregate {
  readonly kind: PartKind
}

/** A data key under the master key that wraps it. */
export interface WrappedKey {
  readonly id: string
  readonly masterKeyId: string
  readonly wrapped: Buffer
}

/** A data key where it is kept: of whose secrets, and in which workspace, both of which it is bound to. */
export interface KeptDataKey {
  /** Grows from one to the next; where a walk over them goes on. */
  readonly row: number
  readonly ownerId: string
  /** Null when nobody knows any more: then nothing opens it. */
  readonly workspaceId: string | null
  readonly dataKey: WrappedKey
}

export interface SealedField {
  readonly field: FieldPath
  readonly version: number
  readonly blob: Buffer
  readonly mac: Buffer
  readonly changedAt: number
}

/** The current secrets of an aggregate. */
export interface SealedSecrets {
  readonly dataKey: WrappedKey
  readonly fields: readonly SealedField[]
}

/** One value that a field of an aggregate has or had. */
export interface SecretRef {
  readonly ownerId: string
  readonly field: FieldPath
  readonly version: number
}

/** What an aggregate looked like after one accepted change. */
export interface Revision {
  readonly ownerId: string
  readonly revision: number
  readonly settings: JsonObject
  readonly secretVersions: SecretVersions
}

/** Where changed connections are delivered to; the signing secret is the one secret that it owns. */
export interface Worker {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly environment: string
  readonly url: string
  readonly revision: number
  readonly secretVersions: SecretVersions
  readonly createdAt: number
  readonly updatedAt: number
}

/** `remove` takes away what went by this key. */
export type DeploymentKind = 'put' | 'remove'
export type DeploymentState = 'pending' | 'delivered' | 'superseded' | 'expired'

/** What a worker is to get, or got: a revision of a connection, never the payload. */
export interface Deployment {
  /** The order in which a worker gets them. */
  readonly seq: number
  readonly id: string
  readonly workerId: string
  readonly workspaceId: string
  readonly connectionId: string
  readonly connectionKey: string
  readonly keyFold: string
  readonly revision: number
  readonly kind: DeploymentKind
  readonly state: DeploymentState
  readonly attempts: number
  /** When it is tried next; null when it is not pending. */
  readonly nextAt: number | null
  readonly createdAt: number
  readonly finishedAt: number | null
  /** Why the last attempt failed, without anything that the worker said. */
  readonly failure: string | null
}

/** `audit` is the list of records itself. */
export type AuditSubject = 'connection' | 'workspace' | 'token' | 'credential' | 'worker' | 'masterKey' | 'audit'
export type AuditAction = 'create' | 'update' | 'delete' | 'reveal' | 'export' | 'denied'

/** Who did what from where; fields by name, never values. */
export interface AuditRecord {
  readonly id: string
  readonly at: number
  readonly tokenId: string
  readonly action: AuditAction
  /** What was wanted when `action` is `denied`. */
  readonly wanted: string | null
  readonly subject: AuditSubject
  readonly subjectId: string | null
  readonly workspaceId: string | null
  readonly edge: 'graphql' | 'rest' | 'cli'
  readonly requestId: string
  readonly address: string
  readonly fields: readonly string[]
}

/** A record in its place in the chain. */
export interface AuditEvent extends AuditRecord {
  readonly seq: number
  readonly hash: string
}
