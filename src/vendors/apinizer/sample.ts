import { z } from 'zod'
import type { Sample } from '../dialect.js'
import type { Described } from '../route.js'
import { typeName } from './answers.js'
import { flag, optional } from './type.js'
import { discriminators, types, type Discriminator } from './types/index.js'

const whole = {
  type: 'database',
  name: 'crm-postgres',
  description: 'Customers and their orders',
  dbType: 'POSTGRES',
  jdbcUrl: 'jdbc:postgresql://pg.crm.example:5432/crm',
  useCredentials: true,
  username: 'crm_rw',
  password: 'correct horse battery staple',
}

export const sample: Sample = {
  workspace: { key: 'gateway', settings: { description: 'The public gateway' } },
  key: 'crm-postgres',
  whole,
  params: () => ({ projectName: 'gateway', connectionName: 'crm-postgres', name: 'Ada' }),
}

const common = { name: z.string().min(1).max(255), description: optional, deployToWorker: flag(true), enabled: flag(true) }

const input = (type: Discriminator): z.ZodObject =>
  z.object({ type: z.literal(type), ...common, ...types[type].members }).meta({ id: `${typeName(type)}Input` })

/** The whole connection, in a creation as in a change (contract sections 2 and 3). */
export const connectionBody: Described = {
  schema: z.discriminatedUnion('type', discriminators.map(input) as [z.ZodObject, ...z.ZodObject[]]).meta({ id: 'ConnectionInput' }),
  example: whole,
}
