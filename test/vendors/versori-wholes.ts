import fc from 'fast-check'
import type { JsonObject } from '../../src/lib/json.js'
import { newUlid } from '../../src/lib/id.js'
import { algorithms, digestInputs, locations } from '../../src/vendors/versori/shape.js'
import { addresses, marked, plain } from './suite.js'

const address = fc.constantFrom('https://login.example/authorize', 'http://login.example:8080/token')
const name = plain
const kind = <T extends string | true>(type: T) => fc.constant(type)

const scheme = fc.oneof(
  fc.record({ schemeType: fc.constantFrom('none', 'basic-auth', 'google-service-account') }),
  fc.record({ schemeType: kind('api-key'), name, in: fc.constantFrom(...locations) }),
  fc.record({
    schemeType: kind('oauth2'),
    authorizeUrl: address,
    tokenUrl: address,
    scopes: fc.array(fc.record({ name, description: plain }, { requiredKeys: ['name'] }), { maxLength: 2 }),
    flows: fc.oneof(
      fc.constant({ clientCredentials: {} }),
      fc.constant({ authorizationCode: { applicationCredential: { id: newUlid() } } }),
      fc.constant({ clientCredentials: {}, authorizationCode: { applicationCredential: { id: newUlid() } } }),
    ),
  }),
  fc.record({
    schemeType: kind('hmac'),
    name,
    in: fc.constantFrom(...locations),
    algorithm: fc.constantFrom(...algorithms),
    digestInputs: fc.subarray([...digestInputs]),
  }),
)

const oauth2 = {
  clientId: plain,
  clientSecret: marked,
  authorizeUrl: address,
  tokenUrl: address,
  additionalParams: fc.dictionary(plain, plain, { maxKeys: 2 }),
}
const client = {
  type: kind('oauth2-client'),
  name,
  data: fc.record({ ...oauth2, scopes: fc.array(plain) }, { requiredKeys: ['clientId', 'clientSecret', 'authorizeUrl', 'tokenUrl'] }),
}
const grant = {
  type: kind('oauth2-token'),
  name,
  data: fc.record(
    { ...oauth2, scopes: fc.array(plain), accessToken: marked, refreshToken: marked },
    { requiredKeys: ['clientId', 'clientSecret', 'authorizeUrl', 'tokenUrl', 'scopes'] },
  ),
}
const credential = fc.oneof(
  fc.record({ type: kind('none'), name, data: fc.constant({}) }),
  fc.record({ type: kind('string'), name, data: fc.record({ value: marked }) }),
  fc.record({ type: kind('basic-auth'), name, data: fc.record({ username: plain, password: marked }) }),
  fc.record(client),
  fc.record(grant),
  fc.record({ id: fc.constant(newUlid()) }),
)

const variables = fc.uniqueArray(fc.record({ name, value: plain }), { selector: (one) => one.name, maxLength: 3 })
const places = fc.array(fc.record({ authSchemeConfig: scheme, credential }), { maxLength: 2 })
const environment = fc.record({ name, variables, credentials: fc.record({ action: places, trigger: places }, { requiredKeys: [] }) })
const time = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString())
const version = fc.record(
  {
    id: fc.constant('').map(() => newUlid()),
    name,
    description: plain,
    isChosen: kind(true),
    createdAt: time,
    updatedAt: time,
    publishedAt: fc.option(time),
  },
  { requiredKeys: ['id', 'name', 'createdAt', 'updatedAt', 'publishedAt'] },
)
const shared = {
  name,
  environmentVariables: variables,
  environments: fc.uniqueArray(environment, { selector: (one) => one.name, maxLength: 3 }),
  versions: fc.uniqueArray(version, { selector: (one) => one.name, maxLength: 3 }),
}

/** Wholes of connections of either protocol; ids in them are of credentials that need not exist. */
export const wholes = fc.oneof(
  fc.record(
    { ...shared, protocol: kind('http'), baseUrl: addresses('https', 'http'), authSchemeConfigs: fc.array(scheme, { maxLength: 3 }) },
    { requiredKeys: ['name', 'protocol', 'baseUrl', 'authSchemeConfigs', 'environments'] },
  ),
  fc.record(
    {
      ...shared,
      protocol: kind('bigquery'),
      datasetId: fc.constantFrom('shop.orders', 'shop-1.orders_2'),
      authSchemeConfigs: fc.array(scheme, { maxLength: 3 }),
    },
    { requiredKeys: ['name', 'protocol', 'datasetId', 'environments'] },
  ),
) as unknown as fc.Arbitrary<JsonObject>
