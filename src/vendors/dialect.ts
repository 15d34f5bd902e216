import type { z } from 'zod'
import type { FieldPath } from '../lib/field-path.js'
import type { Extent } from '../lib/json-scan.js'
import type { Json, JsonObject } from '../lib/json.js'
import type { Issue, Problem, ProblemCode } from '../lib/problem.js'
import type { Params, Route } from './route.js'
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
  readonly reveals: readonly Route['action'][]
  /** Which secrets these are; all unless told. */
  readonly shows?: (field: FieldPath) => boolean
  /** Of every answer that succeeds; `application/json; charset=utf-8` unless told. */
  readonly mediaType?: string
  /** How much its JSON bodies may hold, where documents in them are larger than what anybody writes. */
  readonly extent?: Extent
  /** Workspaces are shown with their connections. */
  readonly nestsConnections?: true
  readonly routes: readonly Route[]
  /** What the JSON bodies of refusals are. */
  readonly refusal: z.ZodType
  readonly sample: Sample
  problem(problem: Problem, at: Asked): Answered
}

/** What the examples of the OpenAPI document are made of: a connection in its workspace. */
export interface Sample {
  readonly workspace: { readonly key: string; readonly settings: JsonObject }
  /** The connection's key. */
  readonly key: string
  /** The connection as `parse` takes it. */
  readonly whole: JsonObject
  /** Parameters of paths, of the connection as it is kept. */
  params(kept: JsonObject): Params
  /** Where in the connection the part stands that changes show. */
  readonly place?: Issue['path']
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
  outOfScope: 404,
  routeNotFound: 404,
  conflict: 409,
  stale: 412,
  inUse: 409,
  unsupported: 400,
  revealOff: 403,
  rateLimited: 429,
  unavailable: 503,
  unreadable: 500,
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
