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
}

export interface FoundPart {
  readonly key: string
  readonly wire: JsonObject
  readonly createdAt: number
  readonly updatedAt: number
}

export interface FoundPage {
  readonly items: readonly Found[]
  readonly totalCount: number
  readonly next?: string
  readonly prev?: string
}
