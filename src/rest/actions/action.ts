import type { FastifyBaseLogger } from 'fastify'
import type { Actor } from '../../access/actor.js'
import type { Deps } from '../../connections/deps.js'
import type { Json } from '../../lib/json.js'
import type { Workspace } from '../../store/rows.js'
import type { RestDialect } from '../../vendors/dialect.js'
import type { Params, Route } from '../../vendors/route.js'

/** What a shim's request brings, after its token, workspace and permission. */
export interface Call {
  readonly deps: Deps
  readonly dialect: RestDialect
  readonly actor: Actor
  readonly workspace: Workspace
  readonly params: Params
  /** As the route's `query` has checked it. */
  readonly query: object
  /** As the route's `readBody` has looked at it. */
  readonly body: unknown
  readonly ifMatch: string | undefined
  readonly log: FastifyBaseLogger
}

export interface Reply {
  readonly status: number
  readonly body: Json | undefined
  /** Of the connection that the reply shows; becomes the ETag. */
  readonly revision?: number
}

/** The rows of one action. */
export type RouteOf<A extends Route['action']> = Extract<Route, { action: A }>

/** Does what a row describes, by the shared verbs. */
export type ActionOf<A extends Route['action']> = (route: RouteOf<A>, call: Call) => Promise<Reply>
