import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Demo } from '../../src/demo/index.js'
import { boot, type TestApp } from '../support/boot.js'
import { fillWithDemo } from '../support/demo.js'

let app: TestApp
let demo: Demo
beforeAll(async () => {
  app = await boot()
  demo = await fillWithDemo(app)
})
afterAll(() => app.close())

it('has connections of every type of every vendor, some of them changed by two tokens', async () => {
  const { connections, workspaces } = await app.graph(
    `{ connections(first: 100) { totalCount nodes { ... on ConnectionProfileCommon { vendor type revision } } }
       workspaces { totalCount } }`,
  )
  expect(workspaces.totalCount).toBe(4)
  expect(connections.totalCount).toBe(demo.connections)
  expect(demo).toEqual({ workspaces: 4, connections: 41, connectionsMade: 41, others: [] })
  const types = (vendor: string): Set<string> =>
    new Set(connections.nodes.filter((node: any) => node.vendor === vendor).map(({ type }: any) => type))
  expect(Object.fromEntries(['APINIZER', 'CHARTBREW', 'CREDIBLE', 'VERSORI'].map((vendor) => [vendor, types(vendor).size]))).toEqual({
    APINIZER: 14,
    CHARTBREW: 8,
    CREDIBLE: 7,
    VERSORI: 2,
  })
  for (const vendor of ['APINIZER', 'CHARTBREW', 'CREDIBLE', 'VERSORI']) {
    expect(connections.nodes.some((node: any) => node.vendor === vendor && node.revision === 3)).toBe(true)
  }
})

it('adds nothing the second time', async () => {
  const before = await app.records()
  expect(await fillWithDemo(app)).toEqual({ ...demo, connectionsMade: 0 })
  expect(await app.records()).toEqual(before)
})

it('and the first steps of README do not come in each other’s way, in either order', async () => {
  const other = await boot()
  try {
    for (const gateway of [app, other])
      for (const { userErrors } of Object.values<any>(await gateway.graph(firstSteps()))) expect(userErrors).toEqual([])
    expect(await fillWithDemo(other)).toEqual(demo)
  } finally {
    await other.close()
  }
})

it('leaves a workspace alone that somebody else made, and says so', async () => {
  const other = await boot()
  try {
    const team = await other.workspace('chartbrew', '70')
    expect(await fillWithDemo(other)).toEqual({ workspaces: 3, connections: 25, connectionsMade: 25, others: [team] })
    expect((await other.rest('GET', '/team/70/connections')).body).toEqual([])
  } finally {
    await other.close()
  }
})

it('goes on where it was interrupted, until it is whole, and brings back nothing that was taken away', async () => {
  let moments = Infinity
  const other = await boot({
    now: () => {
      if (moments <= 0) throw new Error('interrupted')
      moments -= 1
      return Date.now()
    },
  })
  const run = async (after: number): Promise<Demo | undefined> => {
    moments = after
    try {
      return await fillWithDemo(other).catch(() => undefined)
    } finally {
      moments = Infinity
    }
  }
  try {
    const runs: (Demo | undefined)[] = []
    while (runs.length < 100 && runs.at(-1) === undefined) runs.push(await run(9))
    expect(runs.length).toBeGreaterThan(5)
    expect(runs.at(-1)).toMatchObject({ workspaces: 4, connections: 41, others: [] })
    expect(await listed(other)).toEqual(await listed(app))
    const { tokens } = await other.graph('{ tokens(first: 100) { nodes { name } } }')
    expect(tokens.nodes.map(({ name }: any) => name).filter((name: string) => name.includes('demo'))).toHaveLength(2)

    await other.rest('DELETE', `/team/70/connections/1`)
    expect(await fillWithDemo(other)).toMatchObject({ connections: 40, connectionsMade: 0 })
  } finally {
    await other.close()
  }
})

/** Every connection of the demo, and how often it was changed. */
async function listed(from: TestApp): Promise<string[]> {
  const { connections } = await from.graph(
    '{ connections(first: 100) { nodes { ... on ConnectionProfileCommon { vendor type name revision } } } }',
  )
  return connections.nodes.map(({ vendor, type, name, revision }: any) => `${vendor} ${type} ${name} ${revision}`).sort()
}

/** The mutation by which README makes its workspaces. */
function firstSteps(): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const body = readme.split('\n').find((line) => line.startsWith('{ "query": "mutation'))
  return (JSON.parse(body ?? '{}') as { query: string }).query
}
