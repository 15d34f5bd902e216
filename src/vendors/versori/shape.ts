import { z } from 'zod'
import { bounds } from '../../lib/bounds.js'
import { plainName as name } from '../../lib/name.js'
import { repeated } from '../../lib/repeated.js'

/** Contract section (b). */
export const protocols = ['http', 'bigquery'] as const
export const schemeTypes = ['none', 'api-key', 'basic-auth', 'oauth2', 'google-service-account', 'hmac'] as const
export const locations = ['query', 'header', 'cookie'] as const
export const algorithms = ['sha1', 'sha256', 'sha512'] as const
export const digestInputs = ['body', 'url'] as const
export const lists = ['action', 'trigger'] as const
export const credentialTypes = ['none', 'string', 'binary', 'basic-auth', 'oauth2-client', 'oauth2-token'] as const

/** What stands in the place of a secret, in every answer; sent back it never becomes one (contract section (d)). */
export const redacted = '******'

export const ulid = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be a ULID')
const absolute = z
  .string()
  .max(bounds.url)
  .regex(/^https?:\/\/\S+$/i, 'must be an http or https URL')
/** A variable may stand for any part of it, as in the contract's own example. */
const baseUrl = z
  .string()
  .max(bounds.url)
  .refine((text) => /^(?:https?:\/\/\S+|0\S*)$/i.test(text.replaceAll(/\{\{[^{}]*\}\}/g, '0')), 'must be an http or https URL')
const secretText = z
  .string()
  .min(1)
  .refine((value) => value !== redacted, 'must be the secret itself, not its mask')
const unset = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined)

const variable = z.object({ name, value: z.string() })
export const variables = z.array(variable).superRefine((list, context) => {
  for (const index of repeated(list.map((item) => item.name))) {
    context.addIssue({ code: 'custom', path: [index, 'name'], message: 'is used twice' })
  }
})

/** On the way in only the id of a credential matters here. */
const reference = z.object({ id: z.string().min(1) })

const scheme = z.discriminatedUnion(
  'schemeType',
  [
    z.object({ schemeType: z.literal('none') }),
    z.object({ schemeType: z.literal('api-key'), name, in: z.enum(locations) }),
    z.object({ schemeType: z.literal('basic-auth') }),
    z.object({
      schemeType: z.literal('oauth2'),
      authorizeUrl: absolute,
      tokenUrl: absolute,
      scopes: z.array(z.object({ name, description: unset(z.string()) })),
      flows: z
        .object({
          clientCredentials: unset(z.strictObject({})),
          authorizationCode: unset(z.object({ applicationCredential: reference })),
        })
        .refine((flows) => flows.clientCredentials ?? flows.authorizationCode, 'must have at least one flow'),
    }),
    z.object({ schemeType: z.literal('google-service-account') }),
    z.object({
      schemeType: z.literal('hmac'),
      name,
      in: z.enum(locations),
      algorithm: z.enum(algorithms),
      digestInputs: z.array(z.enum(digestInputs)),
    }),
  ],
  { error: oneOf(schemeTypes) },
)

/** A credential in its place: an existing place has an id, a new one brings a credential or refers to one. */
const place = z.object({
  id: unset(z.string()),
  authSchemeConfig: scheme,
  credential: unset(z.looseObject({})),
})
const places = z
  .array(place)
  .nullish()
  .transform((list) => list ?? [])

const environment = z.object({
  id: unset(z.string()),
  name,
  variables,
  credentials: z.object({ action: places, trigger: places }),
})

/** `default` and `latest` name versions by what they are (contract section (c), Version rules). */
const version = z.object({
  id: z.string(),
  name: name.refine((text) => text !== 'default' && text !== 'latest', 'is reserved'),
  description: unset(z.string()),
  isChosen: unset(z.literal(true)),
  createdAt: z.string(),
  updatedAt: z.string(),
  publishedAt: z.string().nullable(),
})

/** A Versori connection on the wire as it is written; what only the server sets is not in it. */
export const shape = z.object({
  name,
  protocol: z.enum(protocols),
  baseUrl: unset(baseUrl),
  datasetId: unset(z.string().regex(/^\S+\.\w+$/, 'must have the form project.dataset')),
  authSchemeConfigs: unset(z.array(scheme)),
  environmentVariables: unset(variables),
  environments: z.array(environment),
  versions: unset(z.array(version)),
})

const oauth2 = {
  clientId: z.string().min(1),
  clientSecret: secretText,
  authorizeUrl: absolute,
  tokenUrl: absolute,
  additionalParams: unset(z.record(z.string(), z.string())),
}

/** A new credential, chosen by its type and never by trial (contract section (b), Credential). */
export const credentialShape = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('none'), name, data: z.strictObject({}) }),
    z.object({ type: z.literal('string'), name, data: z.object({ value: secretText }) }),
    z.object({ type: z.literal('binary'), name, data: z.object({ valueBase64: secretText.pipe(z.base64('must be base64')) }) }),
    z.object({ type: z.literal('basic-auth'), name, data: z.object({ username: z.string(), password: secretText }) }),
    z.object({ type: z.literal('oauth2-client'), name, data: z.object({ ...oauth2, scopes: unset(z.array(z.string())) }) }),
    z.object({
      type: z.literal('oauth2-token'),
      name,
      data: z.object({
        ...oauth2,
        scopes: z.array(z.string()),
        accessToken: unset(secretText),
        refreshToken: unset(secretText),
      }),
    }),
  ],
  { error: oneOf(credentialTypes) },
)

export type Wire = z.output<typeof shape>
export type Environment = Wire['environments'][number]
export type Place = z.output<typeof place>
export type Scheme = z.output<typeof scheme>

function oneOf(values: readonly string[]): z.core.$ZodErrorMap {
  return (issue) => (issue.code === 'invalid_union' ? `must be one of ${values.join(', ')}` : undefined)
}
