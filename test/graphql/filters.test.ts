import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { make, organisation, patch } from './documents.js'

let app: TestApp
let seven: Workspace
let eight: Workspace
let org: Workspace
beforeAll(async () => {
  app = await boot()
  seven = await app.workspace('chartbrew', '7')
  eight = await app.workspace('chartbrew', '8')
  org = await app.workspace('versori', organisation)
  const chartbrew = (workspace: Workspace, name: string, type: string, more: object = {}) =>
    make(app, 'chartbrew', { workspaceId: workspace.id, name, type, ...more })
  await chartbrew(seven, 'Orders', 'POSTGRES', {
    connectionString: { value: 'postgres://reader:q7-Lark@pg-replica.Example.com:5432/ledger' },
  })
  await chartbrew(seven, 'Ärzte', 'MYSQL', {
    host: 'mysql.shop.example',
    dbName: 'shop_orders',
    username: 'report',
    password: { value: 'teal-Oak-5' },
  })
  await chartbrew(seven, 'Café 100%', 'API', { host: 'https://user:amber-Kite-9@api.münchen.example/v3', enabled: false })
  await chartbrew(eight, 'orders two', 'POSTGRES', { host: 'two.example' })
  await make(app, 'versori', {
    workspaceId: org.id,
    name: 'Versori orders',
    protocol: 'HTTP',
    baseUrl: { value: 'https://n.example?token=planted-7' },
    authSchemeConfigs: [],
    environments: [],
  })
  await make(app, 'versori', {
    workspaceId: org.id,
    name: 'Warehouse',
    protocol: 'BIGQUERY',
    datasetId: 'acme-prod.sales',
    environments: [],
  })
})
afterAll(() => app.close())

/** Names of what a filter lets through; the count agrees with them. */
async function named(filter: Record<string, unknown>): Promise<string[]> {
  const document =
    'query ($filter: ConnectionFilter) { connections(filter: $filter) { totalCount nodes { ... on ConnectionProfileCommon { name } } pageInfo { hasNextPage } } }'
  const { connections } = await app.graph(document, { filter })
  const names = connections.nodes.map(({ name }: { name: string }) => name)
  expect(connections.totalCount).toBe(names.length)
  return names
}

const all = ['Café 100%', 'Orders', 'orders two', 'Versori orders', 'Warehouse', 'Ärzte']

describe('a filter', () => {
  it.each<[string, () => Record<string, unknown>, string[]]>([
    ['nothing', () => ({}), all],
    ['null for everything', () => ({ vendor: null, workspaceId: null, type: null, enabled: null, search: null }), all],
    ['a vendor', () => ({ vendor: 'VERSORI' }), ['Versori orders', 'Warehouse']],
    ['a workspace', () => ({ workspaceId: eight.id }), ['orders two']],
    ['an unknown workspace', () => ({ workspaceId: 'wks_01j00000000000000000000000' }), []],
    ['a workspace of another vendor', () => ({ vendor: 'VERSORI', workspaceId: seven.id }), []],
    ['a type in the vendor’s spelling', () => ({ type: 'postgres' }), ['Orders', 'orders two']],
    ['a type in another spelling', () => ({ type: 'POSTGRES' }), []],
    ['what is switched on', () => ({ enabled: true }), all.slice(1)],
    ['what is switched off', () => ({ enabled: false }), ['Café 100%']],
    [
      'several at once',
      () => ({ vendor: 'CHARTBREW', workspaceId: seven.id, type: 'postgres', enabled: true, search: 'order' }),
      ['Orders'],
    ],
    ['several that no connection meets', () => ({ type: 'postgres', enabled: false }), []],
  ])('by %s', async (_, filter, expected) => {
    expect(await named(filter())).toEqual(expected)
  })
})

describe('a search', () => {
  it.each([
    ['a name', 'Warehouse', ['Warehouse']],
    ['a part of a name, in another case', 'ORDERS', ['Orders', 'orders two', 'Versori orders', 'Ärzte']],
    ['a name that is not ASCII, in another case', 'ärzte', ['Ärzte']],
    ['a name that is not ASCII, in upper case', 'ÄRZTE', ['Ärzte']],
    ['a name in another normal form', 'A\u0308RZTE', ['Ärzte']],
    ['a letter with a mark', 'CAFE\u0301', ['Café 100%']],
    ['the host of an address', 'PG-REPLICA.example', ['Orders']],
    ['a host of its own', 'mysql.shop', ['Ärzte']],
    ['a host that is not ASCII', 'API.MÜNCHEN', ['Café 100%']],
    ['a database', 'LEDGER', ['Orders']],
    ['a dataset', 'acme-prod', ['Warehouse']],
    ['a percent sign as it is', '0%', ['Café 100%']],
    ['a percent sign that nothing has', 's%t', []],
    ['an underscore as it is', 'p_o', ['Ärzte']],
    ['a quote', "'", []],
    ['a text with space around it', '  warehouse ', ['Warehouse']],
    ['space alone', '   ', all],
    ['an empty text', '', all],
    ['a text across two columns', 'orderspostgres', []],
  ])('for %s finds it', async (_, search, expected) => {
    expect(await named({ search })).toEqual(expected)
  })

  it.each(['q7-Lark', 'reader', 'teal-Oak-5', 'report', 'amber-Kite-9', 'user:', 'planted-7', 'token='])(
    'for the credential %s finds nothing',
    async (search) => {
      expect(await named({ search })).toEqual([])
    },
  )

  it('follows a change of name and of address', async () => {
    const made = await make(app, 'chartbrew', { workspaceId: eight.id, name: 'Before', type: 'MYSQL', host: 'before.example' })
    const { connection } = await patch(app, made, 'chartbrew', { name: 'Renamed', host: 'after.example' })
    expect(await named({ search: 'before' })).toEqual([])
    expect(await named({ search: 'renamed' })).toEqual(['Renamed'])
    expect(await named({ search: 'AFTER' })).toEqual(['Renamed'])
    await app.graph('mutation ($input: DeleteConnectionInput!) { deleteConnection(input: $input) { userErrors { code } } }', {
      input: { id: connection.id, expectedRevision: connection.revision },
    })
  })

  it('is for 255 characters at most, and so are the other texts of a filter', async () => {
    expect(await named({ search: 'o'.repeat(255), type: 't'.repeat(255), workspaceId: 'w'.repeat(255) })).toEqual([])
    for (const field of ['search', 'type', 'workspaceId']) {
      const query = 'query ($filter: ConnectionFilter) { connections(filter: $filter) { totalCount } }'
      const { body } = await app.graphAnswer(query, { filter: { [field]: 'o'.repeat(256) } })
      expect(body.errors).toEqual([
        expect.objectContaining({
          message: `filter.${field} must have at most 255 characters.`,
          extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', path: ['filter', field] }),
        }),
      ])
    }
  })

  it('looks at the beginning of long texts, and at the first of many', async () => {
    const hosts = [
      `first.${'a'.repeat(490)}.near.${'a'.repeat(100)}.far`,
      ...Array.from({ length: 40 }, (_, at) => `n${at}.${'b'.repeat(490)}`),
    ]
    const workspace = await app.workspace('apinizer', 'Shop')
    const made = await app.rest('POST', '/apiops/projects/Shop/connections/Hosts', {
      type: 'rabbitMq',
      name: 'Hosts',
      hostPortList: hosts.map((host) => ({ host, port: 1 })),
    })
    expect(made.status).toBe(200)
    const seen = async (search: string) => named({ search, workspaceId: workspace.id })
    for (const search of ['hosts', 'first.', '.near.', 'n1.b', 'n9.b']) expect(await seen(search), search).toEqual(['Hosts'])
    for (const search of ['.far', 'n39.b']) expect(await seen(search), search).toEqual([])
    expect((await app.rest('DELETE', '/apiops/projects/Shop/connections/Hosts')).status).toBe(200)
  })

  it('is paged like any list', async () => {
    const page = (args: string) =>
      app.graph(
        `{ connections(filter: { search: "orders" }, ${args}) { totalCount nodes { ... on ConnectionProfileCommon { name } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
      )
    const { connections: first } = await page('first: 3')
    expect(first).toMatchObject({
      totalCount: 4,
      nodes: [{ name: 'Orders' }, { name: 'orders two' }, { name: 'Versori orders' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    })
    const { connections: rest } = await page(`first: 3, after: "${first.pageInfo.endCursor}"`)
    expect(rest).toMatchObject({ totalCount: 4, nodes: [{ name: 'Ärzte' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
  })
})
