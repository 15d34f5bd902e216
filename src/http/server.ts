import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Watch } from '../lib/watch.js'
import { isFault, Problem, type ProblemCode } from '../lib/problem.js'
import { registerAccessLog } from './access-log.js'
import { readBody } from './body.js'
import type { Edge } from './edge.js'
import { setUsualHeaders } from './headers.js'
import { pathOf } from './path.js'
import { problemOf } from './problem-of.js'
import { requestIdOf } from './request-id.js'
import type { HttpSettings } from './settings.js'
import { refuseUnparsed } from './unparsed.js'

const bodyLimit = 1024 * 1024
/** Longer than any head that Node takes: what a path names is looked up and not found, and counted and logged like all others. */
const maxParamLength = 20_000
/** How long a client may take over one request, in milliseconds. */
const requestTimeout = 60_000
/** How long a client may take nothing of an answer that waits for him, in milliseconds. */
const usualSendMs = 60_000

const plainStatus: Partial<Record<ProblemCode, number>> = {
  unauthenticated: 401,
  badToken: 401,
  forbidden: 403,
  routeNotFound: 404,
  tooLarge: 413,
  unsupportedMedia: 415,
  rateLimited: 429,
  internal: 500,
  unavailable: 503,
}

/** How doors without a vendor word a refusal. */
const plainEdge: Edge = {
  name: 'none',
  problem: ({ code, message }, { id: requestId }) => ({
    status: plainStatus[code] ?? 400,
    mediaType: 'application/json; charset=utf-8',
    body: JSON.stringify({ error: { code, message, requestId } }),
  }),
}

/** The HTTP server without routes. `edgeOf` tells whose words an unknown path is refused in; `watch` is told of what is no request. */
export function createHttp(
  logger: Logger,
  { trustedProxies }: Pick<HttpSettings, 'trustedProxies'>,
  edgeOf: (url: string) => Edge | undefined,
  watch?: Watch,
  sendMs = usualSendMs,
): FastifyInstance {
  const hasProxy = trustedProxies.length > 0
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(error)
    if (!problem) request.log.error({ err: error }, 'unexpected error')
    else if (isFault(problem)) request.log.error({ err: problem }, 'a secret does not open')
    const edge = request.routeOptions.config.edge ?? edgeOf(request.url) ?? plainEdge
    const masked = problem ?? new Problem('internal', 'Something went wrong here. The request id finds it in the log.')
    const { status, mediaType, body } = edge.problem(masked, request)
    setUsualHeaders(request, reply, hasProxy)
    if (status === 401) reply.header('www-authenticate', 'Bearer realm="switchboard"')
    if (status === 413) reply.removeHeader('connection') // What is still coming is read and dropped; a client that is cut off while it sends never reads why.
    if (masked.retryAfter !== undefined) reply.header('retry-after', masked.retryAfter)
    return reply.code(status).type(mediaType).send(body)
  }

  const unparsed = refuseUnparsed(logger, watch)
  const loggerInstance: FastifyBaseLogger = logger
  const app: FastifyInstance = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    rewriteUrl: ({ url = '/' }) => pathOf(url),
    trustProxy: hasProxy ? [...trustedProxies] : false,
    bodyLimit,
    requestTimeout,
    connectionTimeout: sendMs,
    return503OnClosing: false, // The hook of `registerStop` refuses in the words of each door.
    routerOptions: { maxParamLength, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
    clientErrorHandler: unparsed.refuse,
    http: { requireHostHeader: false }, // `registerHostCheck` refuses in the words of each door.
  })
  unparsed.attend(app.server, sendMs)
  app.removeAllContentTypeParsers()
  // An empty body with a JSON content type is no body.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, bytes: Buffer) =>
    readBody(request, bytes),
  )
  app.setErrorHandler(refuse)
  app.setNotFoundHandler((request, reply) => refuse(new Problem('routeNotFound', 'There is no such route.'), request, reply))
  app.addHook('onRequest', (request, reply, done) => {
    setUsualHeaders(request, reply, hasProxy)
    done()
  })
  registerAccessLog(app)
  return app
}
