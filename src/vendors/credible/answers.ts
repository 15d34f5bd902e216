import { z } from 'zod'
import { attachedMembers, sectionMembers, types } from './shape.js'

/** What the server knows of a type (contract section (b)). */
const attributes = z
  .strictObject({ dialectName: z.string(), isPool: z.boolean(), canPersist: z.boolean(), canStream: z.boolean() })
  .meta({ id: 'ConnectionAttributes' })

const attached = z.strictObject({ ...attachedMembers, attributes }).meta({ id: 'AttachedDatabase' })
const members = {
  resource: z.string(),
  name: z.string(),
  type: z.enum(types),
  ...sectionMembers,
  duckdbConnection: z.strictObject({ attachedDatabases: z.array(attached).optional() }).optional(),
  withheldFields: z.array(z.string()).optional(),
}

/** A connection as every answer shows it: secrets left out, and named in `withheldFields`. */
export const connection = z.strictObject({ ...members, attributes }).meta({ id: 'Connection' })

const projectMembers = {
  resource: z.string(),
  name: z.string(),
  readme: z.string().nullish(),
  location: z.string().nullish(),
  packages: z.array(z.never()),
}

export const project = z.strictObject({ ...projectMembers, connections: z.array(connection) }).meta({ id: 'Project' })

/** Of the status page, which shows connections without their attributes. */
export const status = z
  .strictObject({
    timestamp: z.int(),
    projects: z.array(
      z
        .strictObject({ ...projectMembers, connections: z.array(z.strictObject(members).meta({ id: 'ConnectionStatus' })) })
        .meta({ id: 'ProjectStatus' }),
    ),
    initialized: z.literal(true),
    operationalState: z.literal('serving'),
    frozenConfig: z.literal(false),
  })
  .meta({ id: 'ServerStatus' })

export const done = z.strictObject({ message: z.string() }).meta({ id: 'Done' })

/** Contract section (a): a conflict repeats its message. */
export const refusal = z.strictObject({ code: z.int(), message: z.string(), error: z.string().optional() }).meta({ id: 'Error' })
