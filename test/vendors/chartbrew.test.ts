import fc from 'fast-check'
import type { JsonObject } from '../../src/lib/json.js'
import { authenticationTypes, subTypes, types } from '../../src/vendors/chartbrew/shape.js'
import * as vendors from '../../src/vendors/index.js'
import { addresses, mark, marked, plain, vendorSuite } from './suite.js'

const unset = fc.constantFrom(null, '')
const flag = fc.constantFrom(true, false, null, 'true', 'no', 'on', 0, 1, '')
const port = fc.oneof(fc.integer({ min: 1, max: 65535 }), fc.constantFrom('22', '', null))
const options = fc.dictionary(plain, marked, { maxKeys: 3 })
const account = fc.record(
  { project_id: plain, client_email: fc.constantFrom('robot@shop.example', `r${mark}@shop.example`), private_key: marked },
  { requiredKeys: [] },
)

const path = fc.stringMatching(/^\.connectionFiles\/[0-9a-f]{32}$/)

const authentication = fc.oneof(
  fc.constant({}),
  fc.constant({ type: authenticationTypes[0] }),
  fc.record({ type: fc.constant(authenticationTypes[1]), user: fc.constantFrom('ann', `a${mark}`, `a${mark}@shop.example`), pass: marked }),
  fc.record({ type: fc.constant(authenticationTypes[2]), token: marked }),
  fc.record({ type: marked, other: marked }),
)

const wholes = fc.record(
  {
    name: plain,
    type: fc.constantFrom(...types),
    subType: fc.oneof(fc.constantFrom(...subTypes), unset),
    active: flag,
    host: fc.oneof(
      fc.constantFrom('db.example', 'us', 'eu'),
      addresses('https', 'http', 'mongodb'),
      marked.map((text) => `ann:${text}@db.example`),
      unset,
    ),
    port: fc.constantFrom('5432', '', null),
    dbName: fc.oneof(plain, unset),
    username: fc.oneof(plain, unset),
    password: fc.oneof(marked, unset),
    options: fc.oneof(options, fc.array(options, { maxLength: 3 }), unset),
    connectionString: fc.oneof(
      addresses('mongodb', 'mongodb+srv', 'postgres', 'mysql', 'https'),
      marked.map((text) => `host=db.example password=${text}`),
      unset,
    ),
    authentication: fc.oneof(authentication, unset),
    firebaseServiceAccount: fc.oneof(
      account,
      account.map((one) => JSON.stringify(one)),
      marked,
      unset,
    ),
    schema: fc.oneof(fc.dictionary(plain, fc.oneof(plain, fc.integer())), unset),
    srv: flag,
    ssl: flag,
    sslMode: fc.constantFrom('require', 'verify-full', '', null),
    project_ids: fc.oneof(fc.array(fc.oneof(fc.nat(), plain), { maxLength: 3 }), unset),
    oauth_id: fc.oneof(fc.uuid(), unset),
    useSsh: flag,
    sshHost: fc.oneof(plain, unset),
    sshPort: port,
    sshUsername: fc.oneof(plain, unset),
    sshPassword: fc.oneof(marked, unset),
    sshPassphrase: fc.oneof(marked, unset),
    sshJumpHost: fc.oneof(plain, unset),
    sshJumpPort: port,
    files: fc.record({ sslCa: marked, sslCert: marked, sslKey: marked, sshPrivateKey: marked }, { requiredKeys: [] }),
    sslCa: path,
    sslKey: path,
  },
  { requiredKeys: ['name', 'type'] },
) as fc.Arbitrary<JsonObject>

vendorSuite({
  vendor: vendors.chartbrew,
  wholes,
  key: '12',
  workspaceKey: '7',
  params: { team_id: '7', connection_id: '12' },
  isPartial: true,
})
