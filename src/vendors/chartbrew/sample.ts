import type { Described } from '../route.js'
import type { Sample } from '../dialect.js'
import { shape } from './shape.js'

const whole = {
  name: 'Orders',
  type: 'postgres',
  host: 'pg.orders.example',
  port: '5432',
  dbName: 'orders',
  username: 'reporting',
  password: 'correct horse battery staple',
  ssl: true,
  sslMode: 'verify-full',
  project_ids: [12],
}

export const sample: Sample = {
  workspace: { key: '7', settings: {} },
  key: '41',
  whole,
  params: () => ({ team_id: '7', connection_id: '41' }),
}

/** A body of POST names the connection and its type. */
export const creation: Described = { schema: shape.meta({ id: 'ConnectionInput' }), example: whole }

/** A body of PUT brings what changes. */
export const change: Described = {
  schema: shape.partial().meta({ id: 'ConnectionChange' }),
  example: { host: 'pg2.orders.example', password: 'a new one' },
}
