import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.js'
import { authenticate } from '../access/authenticate.js'
import type { Deps } from '../connections/deps.js'
import type { Edge } from '../http/edge.js'
import { bearerToken, cookieToken } from '../http/token.js'
import { check } from '../lib/check.js'
import type { Workspace } from '../store/rows.js'
import type { Credentials, RestDialect } from '../vendors/dialect.js'
import type { Params, Route } from '../vendors/route.js'
import { reachWorkspace } from '../workspaces/find.js'
import { act, needed } from './actions/index.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before the body is read. */
    actor: Actor | undefined
    /** The workspace that a shim's path names, reached by the caller. */
    workspace: Workspace | undefined
  }
}

/** Mounts every route of a dialect. Token, workspace and permission come before the body, the body before existence and fields. */
export function registerDialect(app: FastifyInstance, deps: Deps, dialect: RestDialect): void {
  for (const route of dialect.routes) {
    for (const mount of dialect.mounts) {
      app.route({
        method: route.method,
        url: mount + route.path,
        config: { edge: restEdge(dialect, route) },
        onRequest: async (request) => {
          const token = await authenticate(deps, presentedToken(dialect.credentials, request))
          request.actor = { token, via: { edge: 'rest', requestId: request.id, address: request.ip } }
          request.workspace = await reachWorkspace(
            deps,
            request.actor,
            needed[route.action],
            dialect.vendor,
            route.workspace(request.params as Params),
          )
        },
        handler: async (request, reply) => handle(deps, dialect, route, request, reply),
      })
    }
  }
}

/** How a dialect words a refusal; without a route, that of a path it does not have. */
export function restEdge(dialect: RestDialect, route?: Route): Edge {
  return {
    problem: (problem, { params, body: asked }) => {
      const { status, mediaType, body } = dialect.problem(problem, { route, params: params as Params, body: asked })
      return { status, mediaType, body: typeof body === 'string' ? body : JSON.stringify(body) }
    },
  }
}

async function handle(deps: Deps, dialect: RestDialect, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, workspace } = request
  if (!actor || !workspace) throw new Error('A shim was reached without an actor.')
  const { status, body, revision } = await act(route, {
    deps,
    dialect,
    actor,
    workspace,
    params: request.params as Params,
    query: route.query ? check(route.query, request.query) : {},
    body: 'readBody' in route ? route.readBody(request.body) : request.body,
    ifMatch: request.headers['if-match'],
    log: request.log,
  })
  if (revision !== undefined) reply.header('etag', `"${revision}"`)
  reply.code(status)
  return body === undefined ? reply.send() : reply.type(dialect.mediaType ?? 'application/json; charset=utf-8').send(JSON.stringify(body))
}

function presentedToken({ bearer, cookie }: Credentials, request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  if (bearer.isOptional && header !== undefined) return header.replace(bearer.prefix, '')
  return bearerToken(request) ?? (cookie === undefined ? undefined : cookieToken(request, cookie))
}
