import type { z } from 'zod'
import type { Json, JsonObject } from '../lib/json.js'
import type { Problem, ProblemCode } from '../lib/problem.js'
import type { PartKind } from './fields.js'
import type { VendorId } from './vendor.js'

/** A vendor's REST surface: rows, no handlers. */
export interface RestDialect {
  readonly vendor: VendorId
  /** What the vendor's paths begin with, for its answer to a route that does not exist. */
  readonly roots: readonly string[]
  /** Where the routes are mounted. */
  readonly mounts: readonly string[]
  readonly credentials: Credentials
  /** What stands in the place of a secret that is set and not shown; undefined leaves it out. */
  readonly mask: Json | undefined
  /** The actions in whose answers a REVEALER sees secrets. */
  readonly reveals: readonly ('create' | 'find' | 'update')[]
  /** Of every answer that succeeds; `application/json; charset=utf-8` unless told. */
  readonly mediaType?: string
  readonly routes: readonly Route[]
  problem(problem: Problem, at: Asked): Answered
}

/** The status that most vendors give a refusal; a dialect names where it differs. */
export const usualStatus: Readonly<Record<ProblemCode, number>> = {
  malformed: 400,
  tooLarge: 413,
  unsupportedMedia: 415,
  invalid: 400,
  unauthenticated: 401,
  badToken: 401,
  forbidden: 403,
  workspaceNotFound: 404,
  notFound: 404,
  routeNotFound: 404,
  conflict: 409,
  stale: 412,
  inUse: 409,
  unavailable: 503,
  internal: 500,
}

/** Which request a refusal answers; no route when the path has none. */
export interface Asked {
  readonly route: Route | undefined
  readonly params: Params
  /** The body as it came, when it could be read. */
  readonly body: unknown
}

/** How callers of this vendor prove who they are. */
export interface Credentials {
  /** The literal prefix of the Authorization header; a client may leave it out when `optional`. */
  readonly bearer: { readonly prefix: 'Bearer '; readonly isOptional: boolean; readonly anyCase: boolean }
  /** Name of a cookie that holds the token. */
  readonly cookie?: string
}

export interface Answered {
  readonly status: number
  readonly mediaType: string
  readonly body: Json
}

export type Params = Readonly<Record<string, string>>

interface Row {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: z.ZodType<object>
  /** The workspace's key. */
  workspace(params: Params): string
}

interface KeyRow extends Row {
  /** The connection's key; throws `invalid` when it cannot be one. */
  key(params: Params): string
}

interface InputRow {
  /** A first look at a body, before the connection is looked for; throws when it can be no body of this vendor. */
  readBody?(body: unknown): unknown
  /** Path and query joined to the body, their disagreement refused. */
  input(body: unknown, params: Params): unknown
}

export interface OneAnswer {
  readonly answer: { readonly status: number; encode(found: Found, input: unknown): JsonObject }
}

/** One row of a REST surface. */
export type Route =
  | (Row & InputRow & OneAnswer & { readonly action: 'create' })
  | (KeyRow & OneAnswer & { readonly action: 'find' })
  /** `touch`: updatedAt moves although nothing changed. */
  | (KeyRow & InputRow & OneAnswer & { readonly action: 'update'; readonly touch?: true })
  | (KeyRow & { readonly action: 'delete'; readonly answer: { readonly status: number; body(params: Params): Json | undefined } })
  | (Row & {
      readonly action: 'list'
      page(query: unknown): RestPage
      readonly answer: { readonly status: number; encode(page: FoundPage): Json }
    })

/** What a list route asks for. Without `first` it is the whole list. */
export interface RestPage {
  readonly order: { readonly field: 'createdAt' | 'updatedAt'; readonly direction: 'asc' | 'desc' }
  readonly types?: readonly string[]
  readonly first?: number
  readonly after?: string
  readonly before?: string
}

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
