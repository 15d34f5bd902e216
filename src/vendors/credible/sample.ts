import { z } from 'zod'
import type { Sample } from '../dialect.js'
import type { Described } from '../route.js'
import { name, sectionMembers, types } from './shape.js'

const postgresConnection = {
  host: 'pg.orchard.example',
  port: 5432,
  databaseName: 'orchard',
  userName: 'analyst',
  password: 'correct horse battery staple',
}

export const sample: Sample = {
  workspace: { key: 'orchard', settings: { readme: 'Fruit by the season.' } },
  key: 'orchard_pg',
  whole: { name: 'orchard_pg', type: 'postgres', postgresConnection },
  params: () => ({ projectName: 'orchard', connectionName: 'orchard_pg' }),
}

/** The path names a new connection; the body may repeat it. */
export const creation: Described = {
  schema: z.object({ name: name.optional(), type: z.enum(types), ...sectionMembers }).meta({ id: 'ConnectionInput' }),
  example: { type: 'postgres', postgresConnection },
}

/** A section that is given replaces the section; a secret that it leaves out is kept. */
export const change: Described = {
  schema: z.object({ type: z.enum(types).optional(), ...sectionMembers }).meta({ id: 'ConnectionChange' }),
  example: { postgresConnection: { ...postgresConnection, host: 'pg2.orchard.example' } },
}
