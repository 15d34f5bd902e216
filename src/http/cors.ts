import cors, { type FastifyCorsOptionsDelegatePromise } from '@fastify/cors'
import type { FastifyInstance } from 'fastify'

/** What the doors read, and what GraphQL clients send by themselves. */
const allowedHeaders = [
  'accept',
  'authorization',
  'content-type',
  'if-match',
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-apollo-operation-name',
]
const exposedHeaders = ['etag', 'retry-after', 'www-authenticate', 'x-request-id']
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
/** How long a browser may keep the answer to a preflight, in seconds. Chromium keeps none for longer. */
const maxAge = 7200

/**
 * Lets pages of these origins read every answer, refusals too; nothing changes without any.
 * Cookies stay out: a page of another origin brings its token in `Authorization`.
 */
export async function registerCors(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return
  const allowed = new Set<unknown>(origins)
  const delegator: FastifyCorsOptionsDelegatePromise = async ({ headers }) => ({
    origin: allowed.has(headers.origin),
    preflight: headers['access-control-request-method'] !== undefined,
    allowedHeaders,
    exposedHeaders,
    methods,
    maxAge,
  })
  await app.register(cors, { delegator })
}
