import type { FastifyInstance } from 'fastify'
import { Problem } from '../lib/problem.js'

/** `/livez`: the process answers. `/readyz`: it can serve; red from the moment it is told to stop. */
export function registerHealth(
  app: FastifyInstance,
  checks: Readonly<Record<string, () => Promise<void>>>,
  isStopping: () => boolean,
): void {
  app.get('/livez', { config: { admission: 'always' } }, async () => ({ status: 'ok' }))

  app.get('/readyz', { config: { admission: 'always' } }, async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          await check()
          return [name, 'ok'] as const
        } catch (error) {
          // A refusal has left its cause in the log already.
          if (!(error instanceof Problem)) request.log.error({ err: error, check: name }, 'not ready')
          return [name, 'failed'] as const
        }
      }),
    )
    const isReady = !isStopping() && results.every(([, result]) => result === 'ok')
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ok' : isStopping() ? 'stopping' : 'failed', checks: Object.fromEntries(results) })
  })
}
