import type { FastifyBaseLogger } from 'fastify'
import type { Actor } from '../../access/actor.js'
import type { Deps } from '../../connections/deps.js'
import type { Json } from '../../lib/json.js'
import type { Workspace } from '../../store/rows.js'
import type { RestDialect } from '../../vendors/dialect.js'
import type { MultipartBody, Params, Route } from '../../vendors/route.js'

/** What a shim's request brings when nobody has to say who he is. */
export interface PublicCall {
  readonly deps: Deps
  readonly dialect: RestDialect
  readonly via: Actor['via']
  readonly params: Params
  /** As the route's `query` has checked it. */
  readonly query: object
  /** As the route's `readBody` has looked at it. */
  readonly body: unknown
  /** The files of the request's form, read when they are asked for. */
  readonly files: (form: MultipartBody) => Promise<unknown>
  readonly ifMatch: string | undefined
  /** The answer goes out without its body. */
  readonly isHead: boolean
  readonly log: FastifyBaseLogger
}

/** The same after its token. */
export interface OpenCall extends PublicCall {
  readonly actor: Actor
}

/** The same of a row that names a workspace, which the caller has reached. */
export interface Call extends OpenCall {
  readonly workspace: Workspace
}

export interface Reply {
  readonly status: number
  readonly body: Json | undefined
  /** As the dialect says unless told; a text of another type than JSON goes out as it is. */
  readonly mediaType?: string
  /** Of the connection that the reply shows; becomes the ETag. */
  readonly revision?: number
}

/** The rows of one action. */
export type RouteOf<A extends Route['action']> = Extract<Route, { action: A }>

/** Does what a row describes, by the shared verbs. */
export type ActionOf<A extends Route['action']> = (
  route: RouteOf<A>,
  call: RouteOf<A> extends { workspace: unknown } ? Call : RouteOf<A> extends { isPublic: true } ? PublicCall : OpenCall,
) => Promise<Reply>
