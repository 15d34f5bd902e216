import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.js'
import { authenticate, countAddress, refuseEnded } from '../access/authenticate.js'
import type { Subject } from '../access/allow.js'
import type { Deps } from '../connections/deps.js'
import { connectionByKey } from '../connections/identity.js'
import { addressOf } from '../http/address.js'
import type { Edge } from '../http/edge.js'
import { readFiles, takeForms } from '../http/form.js'
import { bearerToken, cookieToken } from '../http/token.js'
import { check } from '../lib/check.js'
import { partId } from '../lib/id.js'
import { Problem } from '../lib/problem.js'
import type { Workspace } from '../store/rows.js'
import type { Credentials, RestDialect } from '../vendors/dialect.js'
import type { Params, Route } from '../vendors/route.js'
import { reachWorkspace, workspaceGone } from '../workspaces/find.js'
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
      if ('body' in route) void app.register(async (own) => takeForms(own).then(() => mountRoute(own, deps, dialect, route, mount)))
      else mountRoute(app, deps, dialect, route, mount)
    }
  }
}

function mountRoute(app: FastifyInstance, deps: Deps, dialect: RestDialect, route: Route, mount: string): void {
  const isExchange = route.action === 'exchange'
  app.route({
    method: route.method,
    url: mount + route.path,
    config: {
      edge: restEdge(dialect, route),
      ...((isExchange || !('isPublic' in route)) && { admission: 'token' }),
      ...('doubled' in route && { doubled: route.doubled }),
      extent: dialect.extent,
    },
    onRequest: async (request) => {
      if ('isPublic' in route) return
      const via = viaOf(request)
      request.actor = { token: await authenticate(deps, presentedToken(dialect.credentials, request), via.address), via }
      if (!('workspace' in route)) return
      const params = request.params as Params
      const named = { vendor: dialect.vendor, key: route.workspace(params) }
      const subjectIn = (workspace: Workspace): Promise<Subject | undefined> => subjectOf(deps, route, params, workspace)
      request.workspace = await reachWorkspace(deps, request.actor, needed[route.action], named, subjectIn)
    },
    preHandler: async (request) => {
      if (request.body !== undefined) await refuseLate(deps, request)
    },
    // Its caller is known when the body has been read.
    ...(isExchange && { errorHandler: (error, request) => refuseExchange(deps, error, request) }),
    handler: async (request, reply) => handle(deps, dialect, route, request, reply),
  })
}

/** What was true of the caller before the body came, which may be a minute ago. */
async function refuseLate(deps: Deps, { actor, workspace }: FastifyRequest): Promise<void> {
  if (actor) await refuseEnded(deps, actor)
  if (!workspace) return
  const kept = await deps.store.workspaces.byKey(workspace.vendor, workspace.key)
  if (kept?.id !== workspace.id) throw workspaceGone()
}

/** Undefined where there is none, or what stands there is none: who may not do it is not told so. */
function keyIn(route: Route, params: Params): string | undefined {
  try {
    return 'key' in route ? route.key(params) : undefined
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

/** What a path names in a workspace; undefined when that is nothing in it. */
async function subjectOf(deps: Deps, route: Route, params: Params, workspace: Workspace): Promise<Subject | undefined> {
  const key = keyIn(route, params)
  if ('part' in route) {
    const [part] = key === undefined ? [] : await deps.store.parts.byIds([partId(route.part, key)])
    return { subject: route.part, subjectId: part?.workspaceId === workspace.id ? part.id : null }
  }
  const connection = key === undefined ? undefined : await connectionByKey(deps, workspace, key)
  return connection && { subject: 'connection', subjectId: connection.id }
}

/** What failed before a token was looked at counts for the address. */
function refuseExchange(deps: Deps, error: unknown, request: FastifyRequest): never {
  const isCounted = error instanceof Problem && ['unauthenticated', 'badToken', 'rateLimited'].includes(error.code)
  if (!isCounted) countAddress(deps, addressOf(request))
  throw error
}

/** How a dialect words a refusal; without a route, that of a path it does not have. */
export function restEdge(dialect: RestDialect, route?: Route): Edge {
  return {
    name: dialect.vendor,
    problem: (problem, { params, body: asked }) => {
      const named = (params ?? {}) as Params // A path that cannot be decoded comes without.
      const { status, mediaType, body } = dialect.problem(problem, { route, params: named, body: asked })
      return { status, mediaType, body: typeof body === 'string' ? body : JSON.stringify(body) }
    },
  }
}

async function handle(deps: Deps, dialect: RestDialect, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, workspace } = request
  if ((!actor && !('isPublic' in route)) || (!workspace && 'workspace' in route)) throw new Error('A shim was reached without an actor.')
  const { status, body, mediaType, revision } = await act(route, {
    deps,
    dialect,
    via: viaOf(request),
    ...(actor && { actor }),
    ...(workspace && { workspace }),
    params: request.params as Params,
    query: route.query ? check(route.query, request.query) : {},
    body: 'readBody' in route ? route.readBody(request.body) : request.body,
    files: async (form) => {
      const files = await readFiles(request, form)
      await refuseLate(deps, request)
      return files
    },
    ifMatch: request.headers['if-match'],
    isHead: request.method === 'HEAD',
    log: request.log,
  })
  if (revision !== undefined) reply.header('etag', `"${revision}"`)
  reply.code(status)
  if (body === undefined) return reply.send()
  const type = mediaType ?? dialect.mediaType ?? 'application/json; charset=utf-8'
  return reply.type(type).send(mediaType !== undefined && typeof body === 'string' ? body : JSON.stringify(body))
}

function viaOf(request: FastifyRequest): Actor['via'] {
  return { edge: 'rest', requestId: request.id, address: addressOf(request) }
}

function presentedToken({ bearer, cookie }: Credentials, request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  if (bearer.isOptional && header !== undefined) return header.replace(bearer.prefix, '')
  return bearerToken(request) ?? (cookie === undefined ? undefined : cookieToken(request, cookie))
}
