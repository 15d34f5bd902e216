import type { Actor } from '../access/actor.js'
import type { FieldPath } from '../lib/field-path.js'
import { fold } from '../lib/fold.js'
import { partId } from '../lib/id.js'
import type { JsonObject } from '../lib/json.js'
import { invalidFields } from '../lib/check.js'
import type { Connection, Part, SealedSecrets } from '../store/rows.js'
import type { ConnectionWrite, PartWrite } from '../store/writes.js'
import { withSecrets } from '../vendors/split.js'
import type { Draft, NewPart, PartDraft, Sealable } from '../vendors/vendor.js'
import { deploymentsOf } from './deploy.js'
import type { Deps } from './deps.js'
import { foldKey } from './identity.js'
import { searchTextOf } from './search.js'

/** What a connection is, apart from what its draft says. */
export type Identity = Pick<Connection, 'id' | 'workspaceId' | 'vendor' | 'revision' | 'createdAt' | 'updatedAt'> & {
  readonly key: string | null
}

/** What a write finds there: the sealed secrets, and which of them the caller has given a value for that counts as new. */
export interface Before {
  readonly sealed: SealedSecrets
  readonly given: ReadonlySet<FieldPath>
}

/** A draft with everything that one write keeps of it, secrets sealed. Refuses a shared part that the workspace does not have. */
export async function writeOf(
  deps: Deps,
  actor: Actor,
  identity: Identity,
  draft: Draft,
  before?: Before & { readonly connection: Connection },
): Promise<ConnectionWrite> {
  const uses = await resolveUses(deps, identity.workspaceId, draft)
  const { change, versions } = sealedOf(deps, identity, draft, before)
  const whole = wholeOf(draft)
  const endpoints = deps.vendors[identity.vendor].endpoints(whole)
  const { name, type, enabled, settings, hints, scopes = [] } = draft
  return {
    connection: { ...identity, name, type, enabled, settings, hints, endpoints, scopes, secretVersions: versions },
    folded: {
      keyFold: identity.key === null ? null : foldKey(deps.vendors[identity.vendor], identity.key),
      nameFold: fold(name),
      searchText: searchTextOf(name, endpoints),
    },
    sealed: change,
    parts: (draft.parts ?? []).map((part) => partWrite(deps, newPartIdentity(identity.workspaceId, part, identity.updatedAt), part)),
    uses,
    deployments: await deploymentsOf(deps, identity, whole, before?.connection),
    tokenId: actor.token.id,
  }
}

function sealedOf(
  { vault }: Deps,
  identity: Pick<Identity, 'id' | 'workspaceId' | 'revision' | 'updatedAt'>,
  { secrets }: Sealable,
  before: Before | undefined,
): ReturnType<Deps['vault']['seal']> {
  return vault.seal(identity, secrets, identity.revision, identity.updatedAt, before?.sealed, before?.given)
}

/** The wire form with its secrets in place. */
export function wholeOf({ settings, secrets }: Sealable): JsonObject {
  return withSecrets(
    settings,
    Object.entries(secrets).map(([path, secret]) => [path, secret.open()]),
  )
}

/** What a shared part is, apart from what its draft says. */
export type PartIdentity = Pick<Part, 'id' | 'workspaceId' | 'kind' | 'key' | 'revision' | 'createdAt' | 'updatedAt'>

/** A draft of a shared part with everything that one write keeps of it, secrets sealed. */
export function partWrite(deps: Deps, identity: PartIdentity, draft: PartDraft, before?: Before): PartWrite {
  const { change, versions } = sealedOf(deps, identity, draft, before)
  const { name, type, settings, hints } = draft
  return { part: { ...identity, name, type, settings, hints, secretVersions: versions }, sealed: change }
}

/** What a new shared part is. */
export function newPartIdentity(workspaceId: string, { kind, key }: Pick<NewPart, 'kind' | 'key'>, now: number): PartIdentity {
  return { id: partId(kind, key), workspaceId, kind, key, revision: 1, createdAt: now, updatedAt: now }
}

async function resolveUses(deps: Deps, workspaceId: string, { uses = [], parts = [] }: Draft): Promise<string[]> {
  const made = new Set(parts.map(({ kind, key }) => partId(kind, key)))
  const ids = uses.map(({ kind, key }) => partId(kind, key))
  const found = await deps.store.parts.byIds(ids)
  const issues = uses.flatMap(({ kind, key, path }, index) =>
    made.has(ids[index] ?? '') || (found[index]?.workspaceId === workspaceId && found[index].key === key)
      ? []
      : [{ path, message: `is no ${kind} of this workspace` }],
  )
  if (issues.length > 0) throw invalidFields(issues)
  return [...new Set(ids)]
}
