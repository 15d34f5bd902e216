import type { JsonObject } from '../lib/json.js'
import type { PartKind } from './fields.js'

/** One connection on its way out: the wire form, with secrets as this caller sees them. */
export interface Found {
  readonly key: string
  readonly workspaceKey: string
  readonly wire: JsonObject
  /** Paths of secrets that are set. */
  readonly isSet: ReadonlySet<string>
  readonly part: (kind: PartKind, key: string) => FoundPart
  readonly createdAt: number
  readonly updatedAt: number
  /** The caller comes by a grant on some projects: the vendor may show him less of it. */
  readonly isOutline?: true
}

export interface FoundPart {
  readonly key: string
  readonly wire: JsonObject
  readonly createdAt: number
  readonly updatedAt: number
  /** How connections use it; only where parts are the subject, and in a list only those of the oldest connection. */
  readonly usages?: readonly FoundUsage[]
}

/** One use of a shared part, as the vendor tells it of the connection; its wire form is without secrets here. */
export interface FoundUsage {
  readonly connection: Pick<Found, 'key' | 'workspaceKey' | 'wire' | 'createdAt' | 'updatedAt'>
  readonly wire: JsonObject
}

/** A workspace with its connections, oldest first; without, where the dialect does not nest them. */
export interface FoundWorkspace {
  readonly key: string
  readonly settings: JsonObject
  readonly connections: readonly Found[]
  /** Where its workers are, by name; one is current when nothing is still to be delivered there. */
  readonly environments: readonly { readonly name: string; readonly isCurrent: boolean }[]
}

export interface FoundPage<Item = Found> {
  readonly items: readonly Item[]
  readonly totalCount: number
  readonly next?: string
  readonly prev?: string
}
