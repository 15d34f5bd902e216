import type { JsonObject } from '../../lib/json.js'
import { Problem } from '../../lib/problem.js'
import type { Params, Route } from '../route.js'
import { authSchemes, protocolList } from './answers.js'
import { organisation, root } from './paths.js'
import { protocols, type schemeTypes } from './shape.js'

type Slug = (typeof protocols)[number]
type SchemeType = (typeof schemeTypes)[number]

const icon = (letters: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#24486b"/><text x="16" y="21" font-family="sans-serif" font-size="13" text-anchor="middle" fill="#fff">${letters}</text></svg>`)}`

/** Contract section (b), Protocol. Their ids are made up once. */
const told: Readonly<Record<Slug, JsonObject>> = {
  http: {
    id: '01HQ7YB0V0PR0T0C0RHTTP0001',
    slug: 'http',
    name: 'HTTP',
    description: 'Calls an API over HTTP, and takes its webhooks.',
    iconURL: icon('H'),
  },
  bigquery: {
    id: '01HQ7YB0V0PR0T0C0RB1GQ0001',
    slug: 'bigquery',
    name: 'BigQuery',
    description: 'Queries a dataset of Google BigQuery.',
    iconURL: icon('BQ'),
  },
}

/** Contract section (b), AuthScheme. */
const schemes: Readonly<Record<SchemeType, JsonObject>> = {
  none: { id: '01HQ7YB0V0SCHEME0N0NE00001', type: 'none', name: 'None', description: 'Requests prove nothing.' },
  'api-key': {
    id: '01HQ7YB0V0SCHEME0AP1KEY001',
    type: 'api-key',
    name: 'API key',
    description: 'A key in a header, a cookie or the query.',
  },
  'basic-auth': {
    id: '01HQ7YB0V0SCHEME0BAS1C0001',
    type: 'basic-auth',
    name: 'Basic authentication',
    description: 'A user name and a password.',
  },
  oauth2: {
    id: '01HQ7YB0V0SCHEME00AVTH2001',
    type: 'oauth2',
    name: 'OAuth 2.0',
    description: 'A token that an authorisation server gives.',
  },
  'google-service-account': {
    id: '01HQ7YB0V0SCHEME0G00GSA001',
    type: 'google-service-account',
    name: 'Google service account',
    description: 'The key file of a Google service account.',
  },
  hmac: { id: '01HQ7YB0V0SCHEME0HMAC00001', type: 'hmac', name: 'HMAC', description: 'A keyed hash over the request.' },
}

/** Which schemes fit a protocol (contract section (b), AuthSchemeConfig). */
const schemesOf: Readonly<Record<Slug, readonly SchemeType[]>> = {
  http: ['none', 'api-key', 'basic-auth', 'oauth2', 'hmac'],
  bigquery: ['oauth2', 'google-service-account'],
}

function slugIn({ slug }: Params): Slug {
  const known = protocols.find((name) => name === slug)
  if (!known) throw new Problem('notFound', 'There is no such protocol.')
  return known
}

/** What the vendor's server knows by itself (contract section (a), routes 24 and 25). */
export const protocolRoutes: readonly Route[] = [
  {
    operation: 'listProtocols',
    summary: 'List the protocols that a connection can have',
    tag: 'Protocols',
    method: 'GET',
    path: `${root}/protocols`,
    action: 'tell',
    workspace: organisation,
    answer: {
      status: 200,
      schema: protocolList,
      body: () => ({ totalCount: protocols.length, protocols: protocols.map((slug) => told[slug]) }),
    },
  },
  {
    operation: 'listAuthSchemes',
    summary: 'List the authentication schemes that fit a protocol',
    tag: 'Protocols',
    method: 'GET',
    path: `${root}/protocols/:slug/auth-schemes`,
    action: 'tell',
    workspace: organisation,
    answer: {
      status: 200,
      schema: authSchemes,
      body: (params) => {
        const authSchemes = schemesOf[slugIn(params)].map((type) => schemes[type])
        return { totalCount: authSchemes.length, authSchemes }
      },
    },
  },
]
