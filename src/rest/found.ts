import { may } from '../access/roles.js'
import { partId } from '../lib/id.js'
import type { Json, JsonObject } from '../lib/json.js'
import type { Connection, Part, Workspace } from '../store/rows.js'
import type { Found, FoundPart } from '../vendors/found.js'
import { withSecrets, type UrlHint } from '../vendors/split.js'
import type { OpenCall } from './actions/action.js'

type Maskable = Pick<Connection | Part, 'settings' | 'secretVersions' | 'hints'>

/** The wire form with the mask in the place of each secret. A URL that holds no credentials is none. */
export function maskedWire({ settings, secretVersions, hints }: Maskable, mask: Json | undefined): JsonObject {
  const shown = (path: string): Json | undefined => {
    const hint = hints[path] as unknown as UrlHint | undefined
    return hint?.isWhole === true ? hint.withoutCredentials : mask
  }
  return withSecrets(
    settings,
    Object.keys(secretVersions).map((path) => [path, shown(path)]),
  )
}

/** Connections with the shared parts they use, ready to be encoded, each with its wire form. */
export async function foundOf(
  { deps: { store }, dialect: { mask }, actor }: Pick<OpenCall, 'deps' | 'dialect' | 'actor'>,
  workspace: Workspace,
  connections: readonly (readonly [Connection, JsonObject])[],
): Promise<Found[]> {
  const used = await store.parts.usedBy(connections.map(([{ id }]) => id))
  const parts = new Map(used.map((part) => [part.id, foundPart(part, mask)]))
  const isOutline = !may(actor, 'read', workspace.id)
  return connections.map(([{ key, secretVersions, createdAt, updatedAt }, wire]) => ({
    key,
    workspaceKey: workspace.key,
    wire,
    isSet: new Set(Object.keys(secretVersions)),
    part: (kind, partKey) => {
      const part = parts.get(partId(kind, partKey))
      if (!part) throw new Error('A connection uses a part that is gone.')
      return part
    },
    createdAt,
    updatedAt,
    ...(isOutline && { isOutline }),
  }))
}

/** A shared part with its secrets masked. */
export function foundPart(part: Part, mask: Json | undefined): FoundPart {
  const { key, createdAt, updatedAt } = part
  return { key, wire: maskedWire(part, mask), createdAt, updatedAt }
}
