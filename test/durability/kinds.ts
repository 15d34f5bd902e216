import type { Ask } from './writers.js'

/** How the gateway calls a connection that it has made. */
export interface Made {
  /** The vendor's key, or the global id. */
  readonly key: string
}

/** One vendor at one edge. The mark goes into a plain setting and into a secret, so that a half write shows. */
export interface Kind {
  create(ask: Ask, name: string, mark: number): Promise<Made>
  update(ask: Ask, made: Made, name: string, mark: number, revision: number): Promise<void>
  remove(ask: Ask, made: Made, revision: number): Promise<void>
}

export const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'

/** Workspaces that the writers write to. */
export const workspaces = `mutation {
  team: createWorkspace(input: { vendor: CHARTBREW, key: "7", name: "Sales" }) { ...made }
  organisation: createWorkspace(input: { vendor: VERSORI, key: "${organisation}", name: "Northwind" }) { ...made }
  orchard: createWorkspace(input: { vendor: CREDIBLE, key: "orchard", name: "Orchard" }) { ...made }
  shop: createWorkspace(input: { vendor: APINIZER, key: "Shop", name: "Shop" }) { ...made }
} fragment made on CreateWorkspacePayload { workspace { id } }`

const chartbrew: Kind = {
  create: async (ask, name, mark) => {
    const body = {
      name,
      type: 'postgres',
      host: 'pg.example',
      port: '5432',
      dbName: plain(mark),
      username: 'reader',
      password: secret(mark),
    }
    return { key: String((await ask('POST', '/team/7/connections', body)).id) }
  },
  update: async (ask, { key }, _name, mark) => ask('PUT', `/team/7/connections/${key}`, { dbName: plain(mark), password: secret(mark) }),
  remove: async (ask, { key }) => ask('DELETE', `/team/7/connections/${key}`),
}

const crediblePath = (name: string): string => `/api/v0/projects/orchard/connections/${name}`
const credibleBody = (mark: number): object => ({
  postgresConnection: { host: 'pg.example', port: 5432, databaseName: plain(mark), userName: 'reader', password: secret(mark) },
})
const credible: Kind = {
  create: async (ask, name, mark) => {
    await ask('POST', crediblePath(name), { type: 'postgres', ...credibleBody(mark) })
    return { key: name }
  },
  update: async (ask, { key }, _name, mark) => ask('PATCH', crediblePath(key), credibleBody(mark)),
  remove: async (ask, { key }) => ask('DELETE', crediblePath(key)),
}

const apinizerPath = (name: string): string => `/apiops/projects/Shop/connections/${name}/`
const apinizerBody = (name: string, mark: number): object => ({
  type: 'database',
  name,
  dbType: 'POSTGRES',
  jdbcUrl: 'jdbc:postgresql://pg.example:5432/orders',
  username: plain(mark),
  password: secret(mark),
})
const apinizer: Kind = {
  create: async (ask, name, mark) => {
    await ask('POST', apinizerPath(name), apinizerBody(name, mark))
    return { key: name }
  },
  update: async (ask, { key }, name, mark) => ask('PUT', apinizerPath(key), apinizerBody(name, mark)),
  remove: async (ask, { key }) => ask('DELETE', apinizerPath(key)),
}

/** Its creation makes a credential too, which is a part of its own; the secret that the mark is in is a URL. */
const scheme = { schemeType: 'api-key', name: 'X-Key', in: 'header' }
const versoriBody = (name: string, mark: number): object => ({
  name: `${name}~${plain(mark)}`,
  baseUrl: `https://u:${secret(mark)}@api.example/`,
})
/** A scheme and an environment with a credential for it. */
export function versoriParts(mark: number): object {
  const credential = { authSchemeConfig: scheme, credential: { name: 'live key', type: 'string', data: { value: secret(mark) } } }
  return { authSchemeConfigs: [scheme], environments: [{ name: 'Production', variables: [], credentials: { action: [credential] } }] }
}
const versori: Kind = {
  create: async (ask, name, mark) => {
    const body = { ...versoriBody(name, mark), ...versoriParts(mark) }
    return { key: String((await ask('POST', `/o/${organisation}/protocols/http/connections`, body)).id) }
  },
  update: async (ask, { key }, name, mark) =>
    ask('PUT', `/o/${organisation}/connections/${key}`, {
      id: key,
      organisationId: organisation,
      protocol: 'http',
      ...versoriBody(name, mark),
    }),
  remove: async (ask, { key }) => ask('DELETE', `/o/${organisation}/connections/${key}`),
}

async function graph(ask: Ask, field: string, type: string, input: object): Promise<any> {
  const selection = type === 'DeleteConnectionInput' ? 'deletedConnectionId' : 'connection { ... on ConnectionProfileCommon { id } }'
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { message } } }`
  const { data, errors } = await ask('POST', '/graphql', { query, variables: { input } })
  if (errors || data[field].userErrors.length > 0) throw new Error(JSON.stringify(errors ?? data[field].userErrors))
  return data[field]
}

interface Words {
  readonly workspaceId: string
  readonly vendor: string
  readonly fixed: (name: string) => object
  readonly marked: (mark: number) => object
}

function graphql({ workspaceId, vendor, fixed, marked }: Words): Kind {
  return {
    create: async (ask, name, mark) => {
      const connection = { [vendor]: { workspaceId, name, ...fixed(name), ...marked(mark) } }
      return { key: (await graph(ask, 'createConnection', 'CreateConnectionInput', { connection })).connection.id }
    },
    update: async (ask, { key: id }, _name, mark, expectedRevision) =>
      graph(ask, 'updateConnection', 'UpdateConnectionInput', { id, expectedRevision, patch: { [vendor]: marked(mark) } }),
    remove: async (ask, { key: id }, expectedRevision) => graph(ask, 'deleteConnection', 'DeleteConnectionInput', { id, expectedRevision }),
  }
}

/** Ids of the workspaces of one gateway. */
export interface WorkspaceIds {
  readonly team: string
  readonly orchard: string
  readonly shop: string
}

/** Five at the shims of four vendors, three at GraphQL. */
export function eightKinds({ team, orchard, shop }: WorkspaceIds): Kind[] {
  const inGraphql: Words[] = [
    {
      workspaceId: team,
      vendor: 'chartbrew',
      fixed: () => ({ type: 'POSTGRES', host: 'pg.example', port: '5432', username: 'reader' }),
      marked: (mark) => ({ dbName: plain(mark), password: { value: secret(mark) } }),
    },
    {
      workspaceId: orchard,
      vendor: 'credible',
      fixed: () => ({}),
      marked: (mark) => ({
        settings: {
          postgres: { host: 'pg.example', port: 5432, databaseName: plain(mark), userName: 'reader', password: { value: secret(mark) } },
        },
      }),
    },
    {
      workspaceId: shop,
      vendor: 'apinizer',
      fixed: () => ({}),
      marked: (mark) => ({
        settings: {
          database: {
            dbType: 'POSTGRES',
            jdbcUrl: { value: 'jdbc:postgresql://pg.example:5432/orders' },
            username: plain(mark),
            password: { value: secret(mark) },
          },
        },
      }),
    },
  ]
  return [chartbrew, credible, apinizer, versori, chartbrew, ...inGraphql.map(graphql)]
}

/** The mark in a plain setting. */
const plain = (mark: number): string => `n${mark}`
/** The mark in a secret. */
const secret = (mark: number): string => `hidden-${mark}`
