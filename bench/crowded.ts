import type { Hostile } from './hostile.js'

const acme = '/apiops/projects/Acme/connections'
const team = '/team/70/connections'
const organisation = '/o/01HQ7Z3T5E8W2N4K6M9P1R3D3M'
const http = `${organisation}/protocols/http/connections`

const list = (count: number, item: (index: number) => unknown): unknown[] => Array.from({ length: count }, (_, index) => item(index))
const times = (count: number, text: (index: number) => string): string => list(count, text).join(' ')
const shim = (name: string, path: string, body?: object, method = 'POST'): Hostile => ({
  name: `shim: ${name}`,
  path,
  method,
  ...(body && { body: JSON.stringify(body) }),
})
const allowed = (...given: Parameters<typeof shim>): Hostile => ({ ...shim(...given), isAllowed: true })
const graphql = (name: string, query: string, variables: object = {}): Hostile => ({
  name,
  path: '/graphql',
  body: JSON.stringify({ query, variables }),
})

const url = (scheme: number, parameters: number): object => ({
  name: 'a',
  type: 'mongodb',
  connectionString: `a${'+a'.repeat(scheme)}://h?${'x=1&'.repeat(parameters)}`,
})
const webhook = (count: number): object => ({
  name: 'crowded',
  type: 'webhook',
  fullUrl: 'https://h/',
  headerList: list(count, (index) => ({ name: `h${index}`, value: 'v' })),
})
const rabbit = (count: number): object => ({
  name: 'hosts',
  type: 'rabbitMq',
  hostPortList: list(count, () => ({ host: 'h', port: 1 })),
})
const versori = (more: object): object => ({ name: 'a', baseUrl: 'https://h/', authSchemeConfigs: [], environments: [], ...more })
const scheme = { schemeType: 'api-key', name: 'X', in: 'header' }
const credential = { authSchemeConfig: scheme, credential: { name: 'c', type: 'string', data: { value: 's' } } }
const environment = (count: number): object => ({ name: 'e', variables: [], credentials: { action: list(count, () => credential) } })
const environments = {
  name: 'crowded-environments',
  environments: list(300, (place) => ({
    name: `e${place}`,
    variables: list(20, (index) => ({ name: `v${index}`, value: 'x' })),
    credentials: {},
  })),
}
const attached = (count: number): object => ({
  type: 'duckdb',
  duckdbConnection: {
    attachedDatabases: list(count, (index) => ({ name: `d${index}`, type: 'gcs', gcsConnection: { keyId: 'a', secret: 's' } })),
  },
})

const places = '... on ConnectionProfileCommon { endpoints { host port } }'
const hosts = '... on ApinizerConnectionProfile { settings { ... on ApinizerRabbitMq { hostPortList { host port } } } }'
const inEnvironments = `connections(filter: { search: "crowded-environments" }) {
  nodes { ... on VersoriConnectionProfile { environments { name variables { name } } } } }`
const page = 'first: $n, last: 100'
const deployments = `deployments(${page}) { nodes { worker { deployments(${page}) { nodes { state } } } } }`
const create = 'mutation ($i: CreateConnectionInput!) { createConnection(input: $i) { userErrors { code } } }'

/** Lists, texts and refusals that are long, and what is found in long lists by its name. */
export const crowded: readonly Hostile[] = [
  shim('34,000 hosts', `${acme}/hosts/`, rabbit(34_000)),
  allowed('1,000 hosts', `${acme}/hosts/`, rabbit(1000)),
  graphql(
    'sixty times 1,000 stored hosts',
    `{ ${times(30, (index) => `a${index}: connectionByKey(vendor: APINIZER, workspace: "Acme", key: "hosts") { ...f }`)} }
     fragment f on ConnectionProfile { ${places} ${hosts} }`,
  ),
  allowed('a connection of 300 environments with 20 variables', http, versori(environments)),
  graphql('ten times 6,000 stored variables', `{ ${times(10, (index) => `a${index}: ${inEnvironments}`)} }`),
  graphql('an alias of 1,000 characters', `{ ${'a'.repeat(1000)}: __typename }`),
  graphql('a name of 1 MB', `{ ${'a'.repeat(1_000_000)} }`),
  graphql('a member of 7 MB', create, { i: { ['a'.repeat(7_000_000)]: 1 } }),
  graphql('an enum value of 7 MB', 'query ($v: Vendor) { connections(filter: { vendor: $v }) { totalCount } }', {
    v: 'A'.repeat(7_000_000),
  }),
  graphql('a number of 7 MB', 'query ($n: Int) { connections(first: $n) { totalCount } }', { n: '1'.repeat(7_000_000) }),
  shim('a text of 1 MB', team, { name: 'a', type: 'mongodb', dbName: 'x'.repeat(1_000_000) }),
  shim('200 kB of a URL with a long scheme', team, url(50_000, 25_000)),
  shim('8 kB of a URL with a long scheme', team, url(2000, 1000)),
  allowed('8 kB of a URL with 2,000 parameters', team, url(30, 2000)),
  shim('20,000 headers', `${acme}/crowded/`, webhook(20_000)),
  allowed('1,000 headers', `${acme}/crowded/`, webhook(1000)),
  allowed('1,000 headers once more', `${acme}/crowded/`, webhook(1000), 'PUT'),
  allowed('1,000 headers, read', `${acme}/crowded/`, undefined, 'GET'),
  shim('1,000 headers of one name', `${acme}/again/`, {
    ...webhook(0),
    name: 'again',
    headerList: list(1000, () => ({ name: 'h', value: 'v' })),
  }),
  shim('12,000 attached databases', '/api/v0/projects/orchard_demo/connections/crowded', attached(12_000)),
  allowed('1,000 attached databases', '/api/v0/projects/orchard_demo/connections/crowded', attached(1000)),
  shim('6,500 credentials', http, versori({ environments: [environment(6500)] })),
  shim('19,000 environments', http, versori({ environments: list(19_000, () => environment(0)) })),
  shim('33,000 variables', http, versori({ environmentVariables: list(33_000, (index) => ({ name: `v${index}`, value: 'x' })) })),
  allowed('1,000 variables', http, versori({ environmentVariables: list(1000, (index) => ({ name: `v${index}`, value: 'x' })) })),
  shim('330,000 variables that are none', http, versori({ environmentVariables: list(330_000, () => ({})) })),
  shim(
    '330,000 variables that are none, by 1,000',
    http,
    versori({ environments: list(330, () => ({ variables: list(1000, () => ({})) })) }),
  ),
  shim('1,000 variables that are none', http, versori({ environmentVariables: list(1000, () => ({})) })),
  shim('330,000 schemes that are none', http, versori({ authSchemeConfigs: list(330_000, () => ({})) })),
  shim('330,000 projects that are none', team, { name: 'a', type: 'api', project_ids: list(330_000, () => ({})) }),
  graphql('320,000 variables without a name', create, { i: { environmentVariables: list(320_000, () => ({ name: '', value: '' })) } }),
  graphql('400,000 fields that nobody knows', create, {
    i: Object.fromEntries(list(400_000, (index) => [`k${index}`, 1]) as [string, 1][]),
  }),
  graphql('2,600,000 ids that are none', 'query ($i: [ID!]!) { nodes(ids: $i) { id } }', { i: list(2_600_000, () => ({})) }),
  graphql(
    'pages whose size is left out and 100',
    `query ($n: Int) { connections(${page}) { nodes { ... on ApinizerConnectionProfile { ${deployments} } } } }`,
    { n: null },
  ),
]
