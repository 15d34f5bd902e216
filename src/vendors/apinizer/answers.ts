import { z } from 'zod'
import { discriminators, types, type Discriminator } from './types/index.js'

const text = z.string().nullable()
const common = { name: z.string(), description: text, deployToWorker: z.boolean(), enabled: z.boolean() }

/** `linux-script` becomes `LinuxScript`. */
export function typeName(type: Discriminator): string {
  return type.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** Every member of the type, null where there is nothing or nothing to be shown (contract sections 2 and 5). */
function shownAs(type: Discriminator): z.ZodObject {
  const { members, masked } = types[type] as (typeof types)[Discriminator] & { masked?: Readonly<Record<string, z.ZodType>> }
  const shown = Object.entries({ ...members, ...masked }).map(([name, member]) => [name, z.nonoptional(z.nullable(member))])
  return z.strictObject({ type: z.literal(type), ...common, ...(Object.fromEntries(shown) as z.ZodRawShape) }).meta({ id: typeName(type) })
}

const connection = z.discriminatedUnion('type', discriminators.map(shownAs) as [z.ZodObject, ...z.ZodObject[]]).meta({ id: 'Connection' })

/** Contract section 1: of a list, and of one connection too. */
export const listed = z
  .strictObject({ success: z.literal(true), resultList: z.array(connection), resultCount: z.int() })
  .meta({ id: 'ConnectionList' })

const deployment = z
  .strictObject({ environmentName: z.string(), success: z.boolean(), message: z.string() })
  .meta({ id: 'EnvironmentResult' })

/** Contract sections 1 and 3. */
export const mutated = z
  .strictObject({
    success: z.literal(true),
    deploymentResult: z.strictObject({ success: z.boolean(), deploymentResults: z.array(deployment) }).optional(),
  })
  .meta({ id: 'ChangeResult' })

export const projects = z
  .strictObject({
    status: z.literal('SUCCESS'),
    resultList: z.array(z.strictObject({ name: z.string(), description: text })),
    resultCount: z.int(),
  })
  .meta({ id: 'ProjectList' })

const environment = z
  .strictObject({
    name: z.string(),
    description: z.null(),
    type: z.enum(['PRODUCTION', 'TEST', 'SANDBOX']),
    accessUrl: z.null(),
    status: z.enum(['PUBLISHED', 'REPUBLISH_REQUIRED']),
    deployed: z.boolean(),
    redeployRequired: z.boolean(),
  })
  .meta({ id: 'Environment' })

export const environments = z
  .strictObject({ success: z.literal(true), resultList: z.array(environment), resultCount: z.int() })
  .meta({ id: 'EnvironmentList' })

export const accessToken = z
  .strictObject({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int() })
  .meta({ id: 'AccessToken' })

/** Contract section 1.1. */
export const refusal = z.strictObject({ error: z.string(), error_description: z.string() }).meta({ id: 'Error' })
