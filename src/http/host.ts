import type { FastifyInstance } from 'fastify'
import { Problem } from '../lib/problem.js'

/** Refuses a request of HTTP/1.1 that does not say which host it is for. */
export function registerHostCheck(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw: { httpVersion, headers } }, _reply, done) => {
    const isLost = httpVersion === '1.1' && headers.host === undefined
    done(isLost ? new Problem('malformed', 'A request needs a Host header.') : undefined)
  })
}
