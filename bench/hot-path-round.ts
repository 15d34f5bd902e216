import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pino } from 'pino'
import type * as AppModule from '../src/app.js'
import type * as ConfigModule from '../src/config.js'

/** One round of `hot-path.ts`, in the tree that the argument names: requests a second as JSON. */
const [, , tree = '.'] = process.argv
const load = async (path: string): Promise<unknown> => import(pathToFileURL(join(tree, 'src', path)).href)
const { createApp } = (await load('app.ts')) as typeof AppModule
const { readConfig } = (await load('config.ts')) as typeof ConfigModule

const token = 'bench-admin-token-0123456789abcdef'
const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-bench-'))
const config = readConfig({ SWITCHBOARD_DATA_DIR: dataDir, SWITCHBOARD_ADMIN_TOKEN: token, SWITCHBOARD_RATE_LIMITS: 'token=1000000/s' })
const { http, close } = await createApp(config, { logger: pino({ level: 'silent' }) })
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }

async function call(method: 'POST' | 'PUT', url: string, body: object): Promise<unknown> {
  const { statusCode, payload } = await http.inject({ method, url, headers, payload: JSON.stringify(body) })
  const answer = JSON.parse(payload) as { errors?: unknown }
  if (statusCode >= 300 || answer.errors) throw new Error(payload)
  return answer
}
const graph = async (query: string, variables = {}): Promise<unknown> => call('POST', '/graphql', { query, variables })

async function rate(count: number, act: (index: number) => Promise<unknown>): Promise<number> {
  for (let index = 0; index < count / 5; index++) await act(index) // To be warm.
  const began = performance.now()
  for (let index = 0; index < count; index++) await act(index)
  return (count / (performance.now() - began)) * 1000
}

const input = { vendor: 'CHARTBREW', key: '7', name: 'Bench' }
await graph('mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id } } }', { input })
const connection = { name: 'Orders', type: 'postgres', host: 'pg.example', port: '5432', dbName: 'orders', username: 'u', password: 'p' }
const create = await rate(1500, (index) => call('POST', '/team/7/connections', { ...connection, name: `Orders ${index}` }))

const common = 'id name vendor type revision updatedAt endpoints { host port } workspace { name }'
const fields = `... on ConnectionProfileCommon { ${common} } ... on ChartbrewConnectionProfile { host port password { isSet changedAt } }`
const page = `{ connections(first: 50) { nodes { ${fields} } } }`
const first = '{ connections(first: 1) { nodes { ... on ConnectionProfileCommon { id } } } }'
const { data } = (await graph(first)) as { data: { connections: { nodes: { id: string }[] } } }
const id = data.connections.nodes[0]?.id
const rates = {
  'create (shim)': create,
  'replace (shim)': await rate(800, (index) => call('PUT', '/team/7/connections/1', { dbName: `orders${index}` })),
  'one by id (GraphQL)': await rate(1500, () => graph(`query ($id: ID!) { connection(id: $id) { ${fields} } }`, { id })),
  'page of 50 (GraphQL)': await rate(300, () => graph(page)),
}
console.log(JSON.stringify(rates))
await close()
rmSync(dataDir, { recursive: true })
