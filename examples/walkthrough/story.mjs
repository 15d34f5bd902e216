// What the walkthrough sends: bodies as each vendor's own clients make them, and the documents of a first frontend.

const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'

const scheme = { schemeType: 'api-key', name: 'X-Key', in: 'header' }
const credential = { name: 'live key', type: 'string', data: { value: 'nwk_live_7Qd2' } }

export const path = {
  chartbrew: '/team/7/connections/1',
  credible: '/api/v0/projects/orchard/connections/orders_pg',
  apinizer: '/apiops/projects/Shop/connections/orders-db/',
}

export const shims = {
  CHARTBREW: {
    workspace: '7',
    method: 'POST',
    at: '/team/7/connections',
    body: { name: 'Orders PG', type: 'postgres', host: 'pg.orders.example', port: '5432', username: 'reader', password: 'T1de-pool' },
  },
  CREDIBLE: {
    workspace: 'orchard',
    method: 'POST',
    at: path.credible,
    body: {
      type: 'postgres',
      postgresConnection: { host: 'pg.orders.example', port: 5432, databaseName: 'orders', userName: 'reader', password: 'T1de-pool' },
    },
  },
  APINIZER: {
    workspace: 'Shop',
    method: 'POST',
    at: path.apinizer,
    body: {
      type: 'database',
      name: 'orders-db',
      dbType: 'POSTGRES',
      jdbcUrl: 'jdbc:postgresql://pg.orders.example:5432/orders',
      username: 'reader',
      password: 'T1de-pool',
    },
  },
  VERSORI: {
    workspace: organisation,
    method: 'POST',
    at: `/o/${organisation}/protocols/http/connections`,
    body: {
      name: 'Orders API',
      baseUrl: 'https://api.orders.example/v2',
      authSchemeConfigs: [scheme],
      environments: [{ name: 'Production', variables: [], credentials: { action: [{ authSchemeConfig: scheme, credential }] } }],
    },
  },
}

export const documents = {
  createWorkspace: `mutation ($input: CreateWorkspaceInput!) {
    createWorkspace(input: $input) { workspace { key } userErrors { message } }
  }`,
  createToken: `mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret userErrors { message } } }`,
  all: `{
    connections(first: 20, filter: { search: "orders" }) {
      totalCount
      nodes {
        ... on ConnectionProfileCommon { id vendor name type revision endpoints { host } }
        ... on ChartbrewConnectionProfile { password { isSet } }
        ... on CredibleConnectionProfile { settings { ... on CrediblePostgres { password { isSet } } } }
        ... on ApinizerConnectionProfile { settings { ... on ApinizerDatabase { password { isSet } } } }
        ... on VersoriConnectionProfile { environments { credentials { action { credential { name } } } } }
      }
    }
  }`,
  update: `mutation ($input: UpdateConnectionInput!) {
    updateConnection(input: $input) { userErrors { code message path } }
  }`,
  credible: `{
    connectionByKey(vendor: CREDIBLE, workspace: "orchard", key: "orders_pg") {
      ... on CredibleConnectionProfile { settings { ... on CrediblePostgres { port password { isSet } } } }
    }
  }`,
  apinizer: `{
    connectionByKey(vendor: APINIZER, workspace: "Shop", key: "orders-db") {
      ... on ApinizerConnectionProfile { revision settings { ... on ApinizerDatabase { password { isSet version } } } }
    }
  }`,
}
