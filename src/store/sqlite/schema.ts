import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Json, JsonObject } from '../../lib/json.js'
import type { PartKind } from '../../vendors/fields.js'
import type { Endpoint, VendorId } from '../../vendors/vendor.js'
import type { AuditAction, AuditSubject, DeploymentKind, DeploymentState, Grant, SecretVersions } from '../rows.js'

const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>().notNull()
const bytes = (name: string) => blob(name, { mode: 'buffer' }).notNull()

export const workspaces = sqliteTable(
  'workspaces',
  {
    id: text('id').primaryKey(),
    vendor: text('vendor').$type<VendorId>().notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    nameFold: text('name_fold').notNull(),
    settings: json<JsonObject>('settings').default({}),
    revision: integer('revision').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull().default(0),
  },
  (t) => [uniqueIndex('workspaces_key').on(t.vendor, t.key), index('workspaces_name').on(t.nameFold, t.id)],
)

const aggregate = {
  id: text('id').primaryKey(),
  workspaceId: text('workspace_id')
    .notNull()
    .references(() => workspaces.id),
  key: text('key').notNull(),
  name: text('name').notNull(),
  type: text('type').notNull(),
  revision: integer('revision').notNull(),
  settings: json<JsonObject>('settings'),
  hints: json<Record<string, Json>>('hints'),
  secretVersions: json<SecretVersions>('secret_versions'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}

export const connections = sqliteTable(
  'connections',
  {
    ...aggregate,
    vendor: text('vendor').$type<VendorId>().notNull(),
    enabled: integer('enabled', { mode: 'boolean' }).notNull(),
    endpoints: json<readonly Endpoint[]>('endpoints'),
    scopes: json<readonly string[]>('scopes').default([]),
    keyFold: text('key_fold').notNull(),
    nameFold: text('name_fold').notNull(),
    searchText: text('search_text').notNull(),
  },
  (t) => [
    uniqueIndex('connections_key').on(t.workspaceId, t.keyFold),
    index('connections_name').on(t.nameFold, t.id),
    index('connections_created').on(t.createdAt, t.id),
    index('connections_updated').on(t.updatedAt, t.id),
    index('connections_workspace_name').on(t.workspaceId, t.nameFold, t.id),
    index('connections_workspace_created').on(t.workspaceId, t.createdAt, t.id),
    index('connections_workspace_updated').on(t.workspaceId, t.updatedAt, t.id),
  ],
)

export const parts = sqliteTable('parts', { ...aggregate, kind: text('kind').$type<PartKind>().notNull() }, (t) => [
  uniqueIndex('parts_key').on(t.workspaceId, t.kind, t.key),
  index('parts_updated').on(t.workspaceId, t.kind, t.updatedAt, t.id),
])

export const connectionUses = sqliteTable(
  'connection_uses',
  {
    connectionId: text('connection_id')
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    partId: text('part_id')
      .notNull()
      .references(() => parts.id),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.partId] }), index('connection_uses_part').on(t.partId)],
)

/** Kept when its owner is deleted, as its revisions are, so that a deletion can be undone. */
export const secrets = sqliteTable(
  'secrets',
  {
    ownerId: text('owner_id').notNull(),
    field: text('field').notNull(),
    version: integer('version').notNull(),
    blob: bytes('blob'),
    mac: bytes('mac'),
    changedAt: integer('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.field, t.version] })],
)

/** One data key per owner, wrapped by the master key that the row names. */
export const dataKeys = sqliteTable(
  'data_keys',
  {
    ownerId: text('owner_id').primaryKey(),
    id: text('id').notNull().unique(),
    masterKeyId: text('master_key_id').notNull(),
    wrapped: bytes('wrapped'),
  },
  (t) => [index('data_keys_master').on(t.masterKeyId)],
)

export const keyCanaries = sqliteTable('key_canaries', { masterKeyId: text('master_key_id').primaryKey(), blob: bytes('blob') })

export const revisions = sqliteTable(
  'revisions',
  {
    ownerId: text('owner_id').notNull(),
    revision: integer('revision').notNull(),
    at: integer('at').notNull(),
    tokenId: text('token_id').notNull(),
    isDeletion: integer('is_deletion', { mode: 'boolean' }).notNull(),
    workspaceId: text('workspace_id').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    type: text('type').notNull(),
    settings: json<JsonObject>('settings'),
    hints: json<Record<string, Json>>('hints'),
    secretVersions: json<SecretVersions>('secret_versions'),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.revision] })],
)

export const tokens = sqliteTable(
  'tokens',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    grants: json<readonly Grant[]>('grants'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at'),
    revokedAt: integer('revoked_at'),
    /** The token that this one was made of; it opens no longer than that one does. */
    parentId: text('parent_id'),
  },
  (t) => [index('tokens_created').on(t.createdAt, t.id)],
)

/** Where changed connections are delivered to; the signing secret is among the secrets. */
export const workers = sqliteTable(
  'workers',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id),
    name: text('name').notNull(),
    nameFold: text('name_fold').notNull(),
    environment: text('environment').notNull(),
    url: text('url').notNull(),
    revision: integer('revision').notNull(),
    secretVersions: json<SecretVersions>('secret_versions'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [uniqueIndex('workers_name').on(t.workspaceId, t.nameFold)],
)

/** What is to be delivered, and what was: which revision to which worker, never the payload. */
export const deployments = sqliteTable(
  'deployments',
  {
    /** The order in which a worker gets them. */
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    workerId: text('worker_id').notNull(),
    workspaceId: text('workspace_id').notNull(),
    connectionId: text('connection_id').notNull(),
    connectionKey: text('connection_key').notNull(),
    keyFold: text('key_fold').notNull(),
    revision: integer('revision').notNull(),
    kind: text('kind').$type<DeploymentKind>().notNull(),
    state: text('state').$type<DeploymentState>().notNull(),
    attempts: integer('attempts').notNull(),
    /** When it is tried next; null when it is not pending. */
    nextAt: integer('next_at'),
    createdAt: integer('created_at').notNull(),
    finishedAt: integer('finished_at'),
    /** Why the last attempt failed, without anything that the worker said. */
    failure: text('failure'),
  },
  (t) => {
    const isPending = sql`${t.nextAt} is not null`
    return [
      index('deployments_next').on(t.nextAt).where(isPending),
      index('deployments_pending_connection').on(t.workerId, t.connectionId).where(isPending),
      index('deployments_pending_key').on(t.workerId, t.keyFold).where(isPending),
      index('deployments_connection').on(t.connectionId, t.seq),
      index('deployments_worker').on(t.workerId, t.seq),
    ]
  },
)

export const audit = sqliteTable(
  'audit',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    at: integer('at').notNull(),
    tokenId: text('token_id').notNull(),
    action: text('action').$type<AuditAction>().notNull(),
    wanted: text('wanted'),
    subject: text('subject').$type<AuditSubject>().notNull(),
    subjectId: text('subject_id'),
    workspaceId: text('workspace_id'),
    edge: text('edge').$type<'graphql' | 'rest' | 'cli'>().notNull(),
    requestId: text('request_id').notNull(),
    address: text('address').notNull(),
    fields: json<readonly string[]>('fields'),
    /** Links it to the one before; empty in what a program without a chain has left, until it is taken over. */
    hash: text('hash').notNull().default(''),
  },
  (t) => [
    index('audit_at').on(t.at),
    index('audit_workspace').on(t.workspaceId, t.at),
    index('audit_token').on(t.tokenId, t.at),
    index('audit_action').on(t.action, t.at),
    index('audit_subject').on(t.subject, t.at),
    index('audit_subject_id').on(t.subjectId, t.at),
  ],
)

/** The head of the audit chain: one row, read and written inside the transaction of every record. */
export const auditHead = sqliteTable('audit_head', {
  id: integer('id').primaryKey(),
  seq: integer('seq').notNull(),
  hash: text('hash').notNull(),
  begunAt: integer('begun_at').notNull(),
  takenOver: integer('taken_over').notNull(),
  mark: text('mark').notNull(),
})

/** Numbers that are given out once and never again. */
export const counters = sqliteTable('counters', { name: text('name').primaryKey(), value: integer('value').notNull() })
