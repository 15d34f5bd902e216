import { z } from 'zod'
import type { Sample } from '../dialect.js'
import type { Described } from '../route.js'
import { credentialShape, shape } from './shape.js'
import { asStored } from './stored.js'

const organisation = '01HQ7YB0V0N0RTHW1ND0000001'
const key = '01HQ7YB0V0C0NNECT10N000001'
const times = { createdAt: '2026-01-12T09:30:00.000Z', updatedAt: '2026-01-12T09:30:00.000Z' }

const apiKey = { schemeType: 'api-key', name: 'X-Api-Key', in: 'header' }
const apiKeyCredential = { type: 'string', name: 'Northwind key', data: { value: 'correct horse battery staple' } }
const variables = [{ name: 'region', value: 'eu-west' }]
const environment = {
  name: 'Production',
  variables,
  credentials: { action: [{ authSchemeConfig: apiKey, credential: apiKeyCredential }], trigger: [] },
}
const http = {
  name: 'Northwind Orders',
  baseUrl: 'https://api.northwind.example/v2',
  authSchemeConfigs: [apiKey],
  environmentVariables: variables,
  environments: [environment],
}
const version = { id: '01HQ7YB0V0VERS10N000000001', name: '1.0.0', description: 'First orders', ...times, publishedAt: times.createdAt }

/** The credential that a connection as it is kept uses in its first environment. */
function credentialIn(kept: Parameters<Sample['params']>[0]): string {
  return asStored(kept).environments[0]?.credentials.action[0]?.credential.id ?? ''
}

export const sample: Sample = {
  workspace: { key: organisation, settings: {} },
  key,
  whole: { ...http, protocol: 'http', versions: [version] },
  params: (kept) => ({
    organisation_id: organisation,
    connection_id: key,
    environment_id: asStored(kept).environments[0]?.id ?? '',
    version: version.name,
    credential_id: credentialIn(kept),
    slug: 'http',
  }),
  place: ['versions', 0],
}

const { protocol, versions, datasetId, ...httpMembers } = shape.shape
const { name, environments } = shape.shape

/** The path names the protocol, and with it which members count (contract section (a), routes 5 and 6). */
export const creation = {
  http: { schema: z.object(httpMembers).meta({ id: 'HttpConnectionInput' }), example: http },
  bigquery: {
    schema: z.object({ name, datasetId: z.string(), environments }).meta({ id: 'BigQueryConnectionInput' }),
    example: { name: 'Warehouse', datasetId: 'northwind-prod.sales', environments: [] },
  },
} as const satisfies Readonly<Record<string, Described>>

/** The whole connection; ids of environments and credentials that are there are repeated. */
export const replacement: Described = {
  schema: z.object({ id: z.string(), organisationId: z.string(), protocol, datasetId, ...httpMembers }).meta({ id: 'ConnectionInput' }),
  example: { id: key, organisationId: organisation, protocol: 'http', ...http, environments: [] },
}

export const environmentInput: Described = {
  schema: environments.element
    .extend({ id: z.string(), variables: environments.element.shape.variables.optional() })
    .partial({ credentials: true })
    .meta({ id: 'EnvironmentInput' }),
  example: { id: '01HQ7YB0V0ENV1R0NMENT00001', name: 'Production', variables },
}

export const newVersion: Described = {
  schema: z.object({ name: z.string().min(1).max(255), fromVersion: z.string().nullish() }).meta({ id: 'NewVersion' }),
  example: { name: '1.1.0', fromVersion: '1.0.0' },
}

export const versionInput: Described = {
  schema: z
    .object({ name: z.string().nullish(), description: z.string().nullish(), isDefault: z.boolean().optional() })
    .meta({ id: 'VersionInput' }),
  example: { name: '1.0.0', isDefault: true },
}

export const credentialInput: Described = { schema: credentialShape.meta({ id: 'CredentialInput' }), example: apiKeyCredential }
