import { afterAll, beforeAll, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'
import { fillWithDemo } from '../support/demo.js'

let app: TestApp
let made: number
beforeAll(async () => {
  app = await boot()
  made = await fillWithDemo(app)
})
afterAll(() => app.close())

it('has connections of every type of every vendor, some of them changed by two tokens', async () => {
  const { connections, workspaces } = await app.graph(
    `{ connections(first: 100) { totalCount nodes { ... on ConnectionProfileCommon { vendor type revision } } }
       workspaces { totalCount } }`,
  )
  expect(workspaces.totalCount).toBe(4)
  expect(connections.totalCount).toBe(made)
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
  expect(await fillWithDemo(app)).toBe(0)
  expect(await app.records()).toEqual(before)
})
