import type { FastifyInstance } from 'fastify'
import { Problem } from '../lib/problem.js'

/** Refuses a request of HTTP/1.1 that does not say which host it is for, and any that names one which cannot be. */
export function registerHostCheck(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { host } = request
    const { httpVersion, headers } = request.raw
    if (httpVersion === '1.1' && headers.host === undefined) done(new Problem('malformed', 'A request needs a Host header.'))
    else if (host === '' || URL.canParse(`http://${host}/`)) done()
    else done(new Problem('malformed', 'The Host header names no host.'))
  })
}
