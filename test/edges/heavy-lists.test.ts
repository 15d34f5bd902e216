import { afterAll, beforeAll, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'

/** Of each connection; 64 MiB are exceeded by eighty. */
const text = 'x'.repeat(65_000)
let app: TestApp

beforeAll(async () => {
  app = await boot()
  await Promise.all([app.workspace('chartbrew', '7'), app.workspace('chartbrew', '8'), app.workspace('credible', 'heavy')])
})
afterAll(() => app.close())

async function create(path: string, bodyOf: (index: number) => object, count: number): Promise<void> {
  for (let index = 0; index < count; index++) expect((await app.rest('POST', path, bodyOf(index))).status).toBeLessThan(300)
}

it('a list that is too heavy for one answer is refused in the words of its door, and read in pages and one by one', async () => {
  const names = ['sslMode', 'dbName', 'username', 'sshHost', 'sshUsername', 'sshJumpHost', 'sshJumpUsername']
  const texts = Object.fromEntries(names.map((name) => [name, text]))
  const one = (index: number): object => ({ name: `Heavy ${index}`, type: 'mysql', host: 'h', ...texts })
  await create('/team/8/connections', one, 2)
  await create('/team/7/connections', one, 148)

  expect(await app.rest('GET', '/team/7/connections')).toMatchObject({ status: 413, body: { error: expect.stringContaining('GraphQL') } })
  const { body: listed, status } = await app.rest('GET', '/team/8/connections')
  expect([status, listed.length]).toEqual([200, 2])
  const query =
    '{ connections(first: 20, filter: { search: "heavy" }) { nodes { ... on ConnectionProfileCommon { vendorKey workspace { key } } } } }'
  const { nodes } = (await app.graph(query)).connections
  expect(nodes).toHaveLength(20)
  expect((await app.rest('GET', `/team/${nodes[0].workspace.key}/connections/${nodes[0].vendorKey}`)).status).toBe(200)
})

it('a project that is too heavy to be shown is refused and not changed, and lists of projects without connections are answered', async () => {
  const database = (index: number): object => ({
    name: `db_${index}`,
    type: 'postgres',
    postgresConnection: { host: 'h', port: 5432, databaseName: text, userName: text, password: 'p' },
  })
  const one = (index: number): object => ({
    name: `heavy_${index}`,
    type: 'duckdb',
    duckdbConnection: { attachedDatabases: Array.from({ length: 8 }, (_, at) => database(at)) },
  })
  for (let index = 0; index < 70; index++) {
    const { status } = await app.rest('POST', `/api/v0/projects/heavy/connections/heavy_${index}`, one(index))
    expect(status).toBe(201)
  }
  for (const path of ['/projects', '/projects/heavy', '/projects/heavy/connections', '/status'])
    expect(await app.rest('GET', `/api/v0${path}`)).toMatchObject({ status: 413, body: { code: 413 } })
  expect(await app.rest('POST', '/api/v0/projects', { name: 'heavy', readme: 'Changed' })).toHaveProperty('status', 413)
  expect(await app.rest('PATCH', '/api/v0/projects/heavy', { readme: 'Changed' })).toHaveProperty('status', 413)
  expect((await app.records()).filter(({ subject, action }) => subject === 'workspace' && action === 'update')).toEqual([])
  expect((await app.rest('GET', '/apiops/projects/')).status).toBe(200)
})
