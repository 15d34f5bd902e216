import type { FastifyInstance } from 'fastify'
import { addressOf } from './address.js'

/** One line for every answer. It names the route, never the path, which may hold anything. */
export function registerAccessLog(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request
    request.log.info(
      {
        method,
        route: routeOptions.url,
        edge: routeOptions.config.edge?.name,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        address: addressOf(request),
      },
      'request',
    )
    done()
  })
}
