import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Problem } from '../lib/problem.js'
import type { Secret } from '../lib/secret.js'
import { SetupError } from '../lib/setup-error.js'
import { addressOf } from './address.js'
import { registerHostCheck } from './host.js'
import type { Listening } from './listening.js'
import { createHttp } from './server.js'
import { bearerToken } from './token.js'

const mediaType = 'text/plain; version=0.0.4; charset=utf-8'

/** Mounts `/metrics` for who brings its own token; `refused` counts who does not. */
export function registerMetrics(
  app: FastifyInstance,
  token: Secret<string>,
  text: () => Promise<string>,
  refused: (address: string) => Problem,
): void {
  const kept = digest(token.open())
  app.get('/metrics', { config: { admission: 'always' } }, async (request, reply) => {
    if (!timingSafeEqual(digest(bearerToken(request) ?? ''), kept)) throw refused(addressOf(request))
    return reply.type(mediaType).send(await text())
  })
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

/** Answers `/metrics`, and nothing else, on a port of its own. */
export async function listenForMetrics(
  { host, port }: Listening,
  text: () => Promise<string>,
  logger: Logger,
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const app = createHttp(logger, { trustedProxies: [] }, () => undefined)
  registerHostCheck(app)
  app.get('/metrics', async (_request, reply) => reply.type(mediaType).send(await text()))
  const close = async (): Promise<void> => {
    const closed = app.close()
    app.server.closeAllConnections()
    await closed
  }
  try {
    return { address: await app.listen({ host, port, listenTextResolver: () => 'listening for metrics' }), close }
  } catch (error) {
    const code = String((error as { code?: unknown }).code)
    throw new SetupError(`Metrics cannot be served on ${host}:${port} (${code}). Choose another port with SWITCHBOARD_METRICS_PORT.`, {
      cause: error,
    })
  }
}
