import type { FastifyInstance } from 'fastify'
import type { RequestWatch, Watch } from '../lib/watch.js'

declare module 'fastify' {
  interface FastifyRequest {
    watched: RequestWatch | undefined
  }
}

/** Tells a watch of every request. */
export function registerWatch(app: FastifyInstance, watch: Watch): void {
  app.decorateRequest('watched', undefined)
  app.addHook('onRequest', (request, _reply, done) => {
    request.watched = watch.request(request.headers)
    request.watched.within(done)
  })
  // Reading a body leaves what the request has run within.
  app.addHook('preHandler', ({ watched }, _reply, done) => {
    if (watched) watched.within(done)
    else done()
  })
  app.addHook('onResponse', ({ watched, method, routeOptions }, reply, done) => {
    watched?.end({
      edge: routeOptions.config.edge?.name ?? 'none',
      method,
      route: routeOptions.url ?? 'none',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    })
    done()
  })
}
