import type { FastifyInstance } from 'fastify'
import type { Vendor } from '../../vendors/vendor.js'
import { documentOf, vendorName } from './document.js'

/** `/openapi/{vendor}.json`, and `/openapi/index.json`, which names them all. Each is made when it is first asked for. */
export function registerOpenapi(app: FastifyInstance, vendors: readonly Vendor[], version: string): void {
  const documents = vendors.map((vendor) => ({ vendor: vendor.id, name: vendorName(vendor), url: `/openapi/${vendor.id}.json` }))
  app.get('/openapi/index.json', async () => ({ documents }))
  for (const vendor of vendors) {
    let text: string | undefined
    app.get(`/openapi/${vendor.id}.json`, async (_, reply) => {
      text ??= JSON.stringify(documentOf(vendor, version))
      return reply.type('application/json; charset=utf-8').send(text)
    })
  }
}
