import { z } from 'zod'
import { algorithms, credentialTypes, digestInputs, locations, protocols, schemeTypes } from './shape.js'

const time = z.string().meta({ format: 'date-time' })
const id = z.string()
const times = { createdAt: time, updatedAt: time }
const page = { totalCount: z.int(), next: z.string().optional(), prev: z.string().optional() }
const nothing = z.strictObject({})
const named = { name: z.string() }

/** A connection or an environment as others name it. */
const slugged = { id, ...named, slug: z.string().optional(), ...times }

const usedConnection = z.strictObject({ id, organisationId: id, ...named, protocol: z.enum(protocols), ...times })
const usage = z.strictObject({ environment: z.strictObject({ ...slugged, connection: usedConnection }) }).meta({ id: 'CredentialUsage' })

const oauth2 = {
  clientId: z.string(),
  clientSecret: z.string(),
  authorizeUrl: z.string(),
  tokenUrl: z.string(),
  scopes: z.array(z.string()).optional(),
  additionalParams: z.record(z.string(), z.string()).optional(),
}

const data = {
  none: nothing,
  string: z.strictObject({ value: z.string() }),
  binary: z.strictObject({ valueBase64: z.string() }),
  'basic-auth': z.strictObject({ username: z.string(), password: z.string() }),
  'oauth2-client': z.strictObject(oauth2),
  'oauth2-token': z.strictObject({ ...oauth2, accessToken: z.string().optional(), refreshToken: z.string().optional() }),
} as const satisfies Readonly<Record<(typeof credentialTypes)[number], z.ZodType>>

const credentialOf = <T extends (typeof credentialTypes)[number]>(type: T) =>
  z.strictObject({ id, type: z.literal(type), ...named, data: data[type], usages: z.array(usage).optional(), ...times })

/** Secrets show as the mask (contract section (d)). */
export const credential = z
  .discriminatedUnion('type', [
    credentialOf('none'),
    credentialOf('string'),
    credentialOf('binary'),
    credentialOf('basic-auth'),
    credentialOf('oauth2-client'),
    credentialOf('oauth2-token'),
  ])
  .meta({ id: 'Credential' })

export const credentials = z
  .strictObject({
    ...page,
    credentials: z.array(z.strictObject({ id, type: z.enum(credentialTypes), ...named, authSchemeType: z.enum(schemeTypes) })),
  })
  .meta({ id: 'CredentialPage' })

const flows = z.strictObject({
  clientCredentials: nothing.optional(),
  authorizationCode: z.strictObject({ applicationCredential: credential }).optional(),
})
const scopes = z.array(z.strictObject({ ...named, description: z.string().optional() }))
const place = { ...named, in: z.enum(locations) }

const scheme = z
  .discriminatedUnion('schemeType', [
    z.strictObject({ schemeType: z.literal('none') }),
    z.strictObject({ schemeType: z.literal('api-key'), ...place }),
    z.strictObject({ schemeType: z.literal('basic-auth') }),
    z.strictObject({ schemeType: z.literal('oauth2'), authorizeUrl: z.string(), tokenUrl: z.string(), scopes, flows }),
    z.strictObject({ schemeType: z.literal('google-service-account') }),
    z.strictObject({
      schemeType: z.literal('hmac'),
      ...place,
      algorithm: z.enum(algorithms),
      digestInputs: z.array(z.enum(digestInputs)),
    }),
  ])
  .meta({ id: 'AuthSchemeConfig' })

const variables = z.array(z.strictObject({ ...named, value: z.string() }).meta({ id: 'Variable' }))
const places = z.array(z.strictObject({ id, authSchemeConfig: scheme, credential }).meta({ id: 'ConnectionCredential' }))

export const environment = z
  .strictObject({ id, ...named, variables, credentials: z.strictObject({ action: places, trigger: places }), ...times })
  .meta({ id: 'Environment' })

export const environments = z
  .strictObject({ ...page, items: z.array(z.strictObject(slugged).meta({ id: 'EnvironmentSummary' })) })
  .meta({ id: 'EnvironmentPage' })

export const version = z
  .strictObject({
    id,
    ...named,
    description: z.string().optional(),
    isLatest: z.boolean(),
    isDefault: z.boolean(),
    ...times,
    publishedAt: time.nullable(),
  })
  .meta({ id: 'ConnectionVersion' })

export const versions = z.strictObject({ ...page, items: z.array(version) }).meta({ id: 'VersionPage' })
export const publication = z.strictObject({ version }).meta({ id: 'Publication' })

/** Contract section (b), Connection. */
export const connection = z
  .strictObject({
    id,
    organisationId: id,
    ...named,
    protocol: z.enum(protocols),
    baseUrl: z.string().optional(),
    datasetId: z.string().optional(),
    authSchemeConfigs: z.array(scheme),
    environmentVariables: variables,
    environments: z.array(environment),
    versions: z.array(version),
    ...times,
  })
  .meta({ id: 'Connection' })

export const connections = z.strictObject({ ...page, connections: z.array(connection) }).meta({ id: 'ConnectionPage' })

const told = { id, ...named, description: z.string() }

export const protocolList = z
  .strictObject({
    totalCount: z.int(),
    protocols: z.array(z.strictObject({ ...told, slug: z.enum(protocols), iconURL: z.string() }).meta({ id: 'Protocol' })),
  })
  .meta({ id: 'ProtocolList' })

export const authSchemes = z
  .strictObject({
    totalCount: z.int(),
    authSchemes: z.array(z.strictObject({ ...told, type: z.enum(schemeTypes) }).meta({ id: 'AuthScheme' })),
  })
  .meta({ id: 'AuthSchemeList' })

/** Contract section (a), error body. */
export const refusal = z
  .strictObject({
    code: z.string(),
    message: z.string(),
    fields: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
    cause: z.string().optional(),
  })
  .meta({ id: 'Error' })
