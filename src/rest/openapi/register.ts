import type { FastifyInstance, FastifyRequest } from 'fastify'
import { allowDescription, descriptionAdmission, type Introspection } from '../../access/introspection.js'
import type { Deps } from '../../connections/deps.js'
import { addressOf } from '../../http/address.js'
import { bearerToken } from '../../http/token.js'
import { documentOf, vendorName } from './document.js'

/**
 * `/openapi/{vendor}.json`, and `/openapi/index.json`, which names them all. Each is made when it is first asked for,
 * by who may introspect. `version` is that of the gateway.
 */
export function registerOpenapi(app: FastifyInstance, deps: Deps, introspection: Introspection, version: string): void {
  const vendors = Object.values(deps.vendors)
  const onRequest = (request: FastifyRequest): Promise<void> =>
    allowDescription(deps, introspection, bearerToken(request), addressOf(request))
  const config = descriptionAdmission(introspection)
  const documents = vendors.map((vendor) => ({ vendor: vendor.id, name: vendorName(vendor), url: `/openapi/${vendor.id}.json` }))
  app.get('/openapi/index.json', { onRequest, config }, async () => ({ documents }))
  for (const vendor of vendors) {
    let text: string | undefined
    app.get(`/openapi/${vendor.id}.json`, { onRequest, config }, async (_, reply) => {
      text ??= JSON.stringify(documentOf(vendor, version))
      return reply.type('application/json; charset=utf-8').send(text)
    })
  }
}
