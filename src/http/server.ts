import { STATUS_CODES } from 'node:http'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { newUlid } from '../lib/id.js'
import { Problem, type ProblemCode } from '../lib/problem.js'
import { readBody } from './body.js'
import type { Edge } from './edge.js'
import { problemOf } from './problem-of.js'

const bodyLimit = 1024 * 1024
const maxParamLength = 1000
/** How long a client may take over one request, in milliseconds. */
const requestTimeout = 60_000
/** How long a stop waits for requests that are under way, in milliseconds. */
const drainMs = 10_000

const plainStatus: Partial<Record<ProblemCode, number>> = {
  unauthenticated: 401,
  badToken: 401,
  forbidden: 403,
  routeNotFound: 404,
  tooLarge: 413,
  unsupportedMedia: 415,
  internal: 500,
  unavailable: 503,
}

/** How doors without a vendor word a refusal. */
const plainEdge: Edge = {
  problem: ({ code, message }, { id: requestId }) => ({
    status: plainStatus[code] ?? 400,
    mediaType: 'application/json; charset=utf-8',
    body: JSON.stringify({ error: { code, message, requestId } }),
  }),
}

/** The HTTP server without routes. `edgeOf` tells whose words an unknown path is refused in. */
export function createHttp(logger: Logger, edgeOf: (url: string) => Edge | undefined): FastifyInstance {
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(error)
    if (!problem) request.log.error({ err: error }, 'unexpected error')
    const edge = request.routeOptions.config.edge ?? edgeOf(request.url) ?? plainEdge
    const masked = problem ?? new Problem('internal', 'Something went wrong here. The request id finds it in the log.')
    const { status, mediaType, body } = edge.problem(masked, request)
    if (status === 401) reply.header('www-authenticate', 'Bearer realm="switchboard"')
    return reply.code(status).header('x-request-id', request.id).type(mediaType).send(body)
  }

  const loggerInstance: FastifyBaseLogger = logger
  const app: FastifyInstance = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => newUlid(),
    bodyLimit,
    requestTimeout,
    routerOptions: { maxParamLength, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
    clientErrorHandler: refuseUnparsed,
  })
  app.removeAllContentTypeParsers()
  // An empty body with a JSON content type is no body.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, bytes: Buffer) =>
    readBody(request, bytes),
  )
  app.setErrorHandler(refuse)
  app.setNotFoundHandler((request, reply) => refuse(new Problem('routeNotFound', 'There is no such route.'), request, reply))
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
  })
  // A kept connection would hold the stop for as long as its client keeps it.
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    setTimeout(() => app.server.closeAllConnections(), drainMs).unref()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, ip } = request
    request.log.info(
      { method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime), address: ip },
      'request',
    )
  })
  return app
}

/** What is no HTTP at all gets a short answer, and the connection is closed. */
function refuseUnparsed(error: { code?: string }, socket: { writable: boolean; end(text: string): void; destroy(): void }): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const body = JSON.stringify({ error: { code: 'malformed', message: STATUS_CODES[status] } })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  )
}
