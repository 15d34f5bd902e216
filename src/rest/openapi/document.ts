import type { JsonObject } from '../../lib/json.js'
import type { Credentials } from '../../vendors/dialect.js'
import type { Vendor } from '../../vendors/vendor.js'
import { createComponents } from './components.js'
import { operationOf } from './operation.js'
import { samplesOf } from './samples.js'

/** The name of a vendor as people write it. */
export const vendorName = ({ id }: Pick<Vendor, 'id'>): string => id.replace(/^./, (letter) => letter.toUpperCase())

/** The OpenAPI 3.1 document of a vendor's dialect, from its table of routes. `version` is that of the gateway. */
export function documentOf(vendor: Vendor, version: string): JsonObject {
  const { rest } = vendor
  const name = vendorName(vendor)
  const components = createComponents()
  const samples = samplesOf(vendor)
  const paths: Record<string, JsonObject> = {}
  for (const route of rest.routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(rest, route, samples, components) }
  }
  const tags = [...new Set(rest.routes.map(({ tag }) => tag))]
  return {
    openapi: '3.1.0',
    info: {
      title: `${name} connections`,
      version,
      description: `The routes about connections of ${name}, as Switchboard answers them: change the base URL and nothing else.`,
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: rest.mounts.map((mount) => ({ url: mount === '' ? '/' : mount })),
    security: Object.keys(schemesOf(rest.credentials)).map((scheme) => ({ [scheme]: [] })),
    tags: tags.map((tag) => ({ name: tag, description: `What ${name} has about ${tag.toLowerCase()}.` })),
    paths,
    components: { schemas: components.schemas, securitySchemes: schemesOf(rest.credentials) },
  }
}

function schemesOf({ bearer, cookie }: Credentials): Record<string, JsonObject> {
  const description = bearer.isOptional ? 'A token of Switchboard; the word Bearer may be left out.' : 'A token of Switchboard.'
  return {
    bearer: { type: 'http', scheme: 'bearer', description },
    ...(cookie !== undefined && { cookie: { type: 'apiKey', in: 'cookie', name: cookie, description: 'The same token, for browsers.' } }),
  }
}
