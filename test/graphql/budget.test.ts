import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBudget } from '../../src/graphql/limits/budget.js'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'

let app: TestApp
let viewer: string
const many = <T>(count: number, item: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => item(index))
const times = (count: number, text: (index: number) => string): string => many(count, text).join(' ')

beforeAll(async () => {
  app = await boot()
  const { id } = await app.workspace('apinizer', 'Acme')
  await app.workspace('chartbrew', '7')
  const { key } = await app.workspace('versori', '01HQ7Z3T5E8W2N4K6M9P1R3S5V')
  viewer = await app.token(['VIEWER'], id)
  const post = async (path: string, body: object): Promise<void> => {
    expect((await app.rest('POST', path, body)).status).toBe(200)
  }
  for (let index = 0; index < 11; index++)
    await post(`/apiops/projects/Acme/connections/hosts${index}/`, {
      type: 'rabbitMq',
      name: `hosts${index}`,
      hostPortList: many(1000, () => ({ host: 'h', port: 1 })),
    })
  for (let index = 0; index < 40; index++)
    await post('/team/7/connections', {
      type: 'mysql',
      name: `texts${index}`,
      host: 'h',
      ...Object.fromEntries(
        ['sslMode', 'dbName', 'username', 'sshHost', 'sshUsername', 'sshJumpHost'].map((name) => [name, 'x'.repeat(60_000)]),
      ),
    })
  const variables = many(20, (index) => ({ name: `v${index}`, value: 'x' }))
  const environments = many(80, (index) => ({ name: `e${index}`, variables, credentials: {} }))
  const nested = { name: 'nested', baseUrl: 'https://h/', authSchemeConfigs: [], environments }
  expect((await app.rest('POST', `/o/${key}/protocols/http/connections`, nested)).status).toBe(201)
  const names = many(1000, (index) => [`name${index}`, 'v'])
  const propertiesMap = Object.fromEntries([...many(997, (index) => [`p${index}`, 'v']), ['bootstrap.servers', 'h:1'], ['key.serializer', 'k'], ['value.serializer', 'v']].map(([name, value]) => [name, { value, valueType: 'STRING' }])) // prettier-ignore
  await post('/apiops/projects/Acme/connections/map/', { type: 'kafka', name: 'map', topicName: 't', propertiesMap })
  await post('/team/7/connections', {
    type: 'api',
    name: 'documents',
    schema: Object.fromEntries(names),
    project_ids: names.map(([name]) => name),
  })
})
afterAll(() => app.close())

function expectRefused({ status, body, text }: RestAnswer): void {
  const extensions = { code: 'QUERY_TOO_COSTLY', requestId: expect.any(String) }
  expect([status, text.length < 400]).toEqual([400, true])
  expect(body).toEqual({ errors: [{ message: expect.any(String), extensions }] })
}

const pages = (aliases: number, search: string, fields: string): string =>
  `{ ${times(aliases, (index) => `a${index}: connections(first: 100, filter: {search: "${search}"}) { nodes { ...f } }`)} }
   fragment f on ConnectionProfile { ${fields} }`
const endpoints = '... on ConnectionProfileCommon { endpoints { host } }'
const ports = (name: string): string => `... on ConnectionProfileCommon { endpoints { ${times(29, (index) => `${name}${index}: port`)} } }`
const hosts = '... on ApinizerConnectionProfile { settings { ... on ApinizerRabbitMq { hostPortList { host } } } }'
const properties = '... on ApinizerConnectionProfile { settings { ... on ApinizerKafka { properties { name } } } }'
const versori = (fields: string): string => pages(20, 'nested', `... on VersoriConnectionProfile { environments { ${fields} } }`)
const onChartbrew = (field: string): string => `... on ChartbrewConnectionProfile { ${times(28, (index) => `b${index}: ${field}`)} }`

describe('an operation that answers more than 30,000 of what is stored is refused as a whole', () => {
  it.each([
    ['places that connections lead to', pages(3, 'hosts', endpoints)],
    ['items of a list', pages(3, 'hosts', hosts)],
    ['long texts', pages(1, 'texts', onChartbrew('dbName'))],
    [
      'long texts of places',
      pages(1, 'texts', `... on ConnectionProfileCommon { endpoints { ${times(28, (index) => `b${index}: database`)} } }`),
    ],
    [
      'values with long names',
      pages(2, 'hosts', `... on ConnectionProfileCommon { endpoints { ${times(14, (index) => `${'b'.repeat(60)}${index}: port`)} } }`),
    ],
    [
      'names of types',
      pages(
        1,
        'hosts',
        `... on ConnectionProfileCommon { endpoints { ${times(29, (index) => `${'b'.repeat(60)}${index}: __typename`)} } }`,
      ),
    ],
    ['lists in lists', versori('variables { name }')],
    ['lists in lists, of which only the outer is asked for', versori('name')],
  ])('for %s', async (_, query) => {
    expectRefused(await app.graphAnswer(query))
  })

  it('for a VIEWER, and in a client that reads no other media type', async () => {
    expectRefused(await app.graphAnswer(pages(3, 'hosts', endpoints), {}, viewer))
    const headers = { accept: 'application/json' }
    expectRefused(await app.rest('POST', '/graphql', { query: pages(3, 'hosts', endpoints) }, { headers }))
  })

  it('for rows that hold it, whatever is asked of them', async () => {
    expectRefused(await app.graphAnswer(pages(4, 'texts', 'id: __typename')))
    const nodes = await app.graph('{ connections(first: 100, filter: {search: "texts"}) { nodes { ... on Node { id } } } }')
    const ids = nodes.connections.nodes.map(({ id }: { id: string }) => id)
    expectRefused(
      await app.graphAnswer(`query ($ids: [ID!]!) { nodes(ids: $ids) { id } ${pages(3, 'texts', '__typename').slice(1)}`, { ids }),
    )
  })
})

it('an operation that answers nearly as much is answered whole', async () => {
  const { a0, a1 } = await app.graph(pages(2, 'hosts', endpoints))
  const lengths = [a0, a1].map(({ nodes }) => nodes.map((node: { endpoints: unknown[] }) => node.endpoints.length))
  expect(lengths).toEqual([many(11, () => 1000), many(11, () => 1000)])
  await app.graph(pages(1, 'hosts', ports('b')))
  const { a24 } = await app.graph(pages(25, 'map', properties))
  expect(a24.nodes[0].settings.properties).toHaveLength(1000)
  const documents = await app.graph(pages(1, 'documents', '... on ChartbrewConnectionProfile { schema projectIds }'))
  const [{ schema, projectIds }] = documents.a0.nodes
  expect([Object.keys(schema).length, projectIds.length]).toEqual([1000, 1000])
})

it('many items come when the reads that are under way are counted too, and none when there is not enough then', async () => {
  for (const [length, shown] of [[1000, 2000], [40_000_000, 0]] as const) {
    const budget = createBudget()
    const read = budget.read(
      () => setTimeout(50, 'x'.repeat(length)),
      (text) => [text],
    )
    const items = Promise.resolve(budget.items(many(2000, String), { fieldNodes: [], fragments: {} }))
    expect(await Promise.race([items, setTimeout(20, 'waiting')])).toBe('waiting')
    await read
    expect([(await items).length, budget.isSpent]).toEqual([shown, shown === 0])
  }
}) // prettier-ignore

it('the next operation begins anew', async () => {
  expectRefused(await app.graphAnswer(pages(3, 'hosts', endpoints)))
  expect((await app.graph(pages(1, 'hosts', endpoints))).a0.nodes).toHaveLength(11)
})
