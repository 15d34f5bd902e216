import { fold } from '../../src/lib/fold.js'
import type { AuditRecord, Connection, Part, SealedField, Token, Worker, Workspace } from '../../src/store/rows.js'
import type { ConnectionWrite, PartWrite, SealedChange } from '../../src/store/writes.js'

let made = 0
/** A new one each time, in no order. */
export const newName = (kind: string): string => `${kind}_${((made += 1) * 7919) % 100003}`

export function workspace(more: Partial<Workspace> = {}): Workspace {
  const id = newName('wks')
  return {
    id,
    vendor: 'chartbrew',
    key: id,
    name: `Workspace ${id}`,
    settings: { readme: 'ä' },
    revision: 1,
    createdAt: 1000,
    updatedAt: 2000,
    ...more,
  }
}

export function audit(more: Partial<AuditRecord> = {}): AuditRecord {
  return {
    id: newName('aud'),
    at: 5000,
    tokenId: 'tok_1',
    action: 'create',
    wanted: null,
    subject: 'connection',
    subjectId: null,
    workspaceId: null,
    edge: 'rest',
    requestId: 'r1',
    address: '127.0.0.1',
    fields: ['name'],
    ...more,
  }
}

export function token(more: Partial<Token> = {}): Token {
  const grants = [{ workspaceId: null, roles: ['ADMIN' as const] }]
  return { id: newName('tok'), name: 'A token', grants, createdAt: 1000, expiresAt: null, revokedAt: null, parentId: null, ...more }
}

export function worker(workspaceId: string, more: Partial<Worker> = {}): Worker {
  const id = newName('wrk')
  const facts = { name: id, environment: 'production', url: 'https://worker.example/', secretVersions: { secret: 1 } }
  return { id, workspaceId, ...facts, revision: 1, createdAt: 1000, updatedAt: 1000, ...more }
}

export function sealedField(field: string, version = 1): SealedField {
  return {
    field,
    version,
    blob: Buffer.from(`blob of ${field} ${version}`),
    mac: Buffer.from(`mac of ${field}`),
    changedAt: 1000 * version,
  }
}

/** Secrets of a new aggregate, one version each. */
export function newSecrets(...fields: string[]): SealedChange {
  return {
    dataKey: { id: newName('dek'), masterKeyId: 'k1', wrapped: Buffer.from('wrapped') },
    added: fields.map((field) => sealedField(field)),
  }
}

interface WriteMore extends Partial<ConnectionWrite['connection']> {
  readonly sealed?: SealedChange
  readonly parts?: readonly PartWrite[]
  readonly uses?: readonly string[]
  readonly deployments?: ConnectionWrite['deployments']
  readonly search?: string
}

/** A write of a new connection that holds one secret. */
export function write(
  workspaceId: string,
  { sealed, parts = [], uses = [], deployments = [], search, ...more }: WriteMore = {},
): ConnectionWrite {
  const id = newName('con')
  const connection: ConnectionWrite['connection'] = {
    id,
    workspaceId,
    vendor: 'chartbrew',
    key: null,
    name: `Connection ${id}`,
    type: 'mysql',
    enabled: true,
    revision: 1,
    settings: { name: 'x', nested: { list: [1, null, 'ä'] } },
    hints: { password: { length: 3 } },
    secretVersions: { password: 1 },
    scopes: ['4'],
    endpoints: [{ kind: 'DATABASE', host: 'db.example', port: 3306, database: 'shop', url: null }],
    createdAt: 1000,
    updatedAt: 1000,
    ...more,
  }
  return {
    connection,
    folded: {
      keyFold: connection.key === null ? null : fold(connection.key),
      nameFold: fold(connection.name),
      searchText: fold(search ?? connection.name),
    },
    sealed: sealed ?? newSecrets('password'),
    parts,
    uses,
    deployments,
    tokenId: 'tok_1',
  }
}

/** The next state of a connection, without anything new sealed. */
export function next(connection: Connection, more: WriteMore = {}): ConnectionWrite {
  const revision = connection.revision + 1
  return write(connection.workspaceId, {
    ...connection,
    revision,
    updatedAt: 1000 * revision,
    sealed: { dataKey: undefined, added: [] },
    ...more,
  })
}

export function part(workspaceId: string, more: Partial<Part> = {}): PartWrite {
  const id = newName('crd')
  const state: Part = {
    id,
    workspaceId,
    kind: 'credential',
    key: id,
    name: 'Credential',
    type: 'string',
    revision: 1,
    settings: { type: 'string' },
    hints: {},
    secretVersions: { 'data/value': 1 },
    createdAt: 1000,
    updatedAt: 1000,
    ...more,
  }
  return { part: state, sealed: newSecrets('data/value') }
}
