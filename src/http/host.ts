import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../lib/problem.js'

/** Refuses a request of HTTP/1.1 that does not say which host it is for, and any that names one which cannot be. */
export function registerHostCheck(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { httpVersion, headers } = request.raw
    if (httpVersion === '1.1' && headers.host === undefined) done(lacking())
    else
      done(
        request.hostname === '' || URL.canParse(`http://${request.hostname}/`)
          ? undefined
          : new Problem('malformed', 'The Host header names no host.'),
      )
  })
}

/** Refuses a request that names no host, which HTTP/1.0 lets pass. */
export function requireHost({ hostname }: FastifyRequest): void {
  if (hostname === '') throw lacking()
}

const lacking = (): Problem => new Problem('malformed', 'A request needs a Host header.')
