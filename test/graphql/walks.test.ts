import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { make, mutate } from './documents.js'

let app: TestApp
let clock = Date.parse('2026-03-01T08:00:00.000Z')
let key = 100
beforeAll(async () => {
  app = await boot({ now: () => clock })
})
afterAll(() => app.close())

const document = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: ConnectionFilter, $orderBy: ConnectionOrder!) {
  connections(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    nodes { ... on ConnectionProfileCommon { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

/** A change between two pages: a new connection, or one of those that are there goes. */
type Change = { readonly insert: string } | { readonly remove: number }

// Few letters, so that many have the same name or the same moment.
const name = fc.stringMatching(/^[abÄä]{1,2}$/)
const change: fc.Arbitrary<Change> = fc.oneof(
  name.map((insert) => ({ insert })),
  fc.nat().map((remove) => ({ remove })),
)
const walk = fc.record({
  names: fc.array(name, { minLength: 1, maxLength: 10 }),
  ticks: fc.array(fc.nat({ max: 1 }), { minLength: 1, maxLength: 5 }),
  changes: fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 12 }),
  size: fc.integer({ min: 1, max: 4 }),
  field: fc.constantFrom('NAME', 'CREATED_AT', 'UPDATED_AT'),
  direction: fc.constantFrom('ASC', 'DESC'),
  isForward: fc.boolean(),
})

async function insert(workspace: Workspace, text: string): Promise<string> {
  return (await make(app, 'chartbrew', { workspaceId: workspace.id, name: text, type: 'API' })).id
}

it('walking the pages never repeats a connection and never skips one that was there throughout, whatever comes and goes meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(walk, async ({ names, ticks, changes, size, field, direction, isForward }) => {
      const workspace = await app.workspace('chartbrew', String((key += 1)))
      const there: string[] = []
      for (const [index, text] of names.entries()) {
        clock += ticks[index % ticks.length] ?? 0
        there.push(await insert(workspace, text))
      }
      const throughout = new Set(there)
      const seen: string[] = []
      let cursor: string | null = null
      for (let step = 0, isMore = true; isMore; step += 1) {
        const bounds = isForward ? { first: size, after: cursor } : { last: size, before: cursor }
        const { connections } = await app.graph(document, {
          ...bounds,
          filter: { workspaceId: workspace.id },
          orderBy: { field, direction },
        })
        const ids = connections.nodes.map(({ id }: { id: string }) => id)
        seen.push(...(isForward ? ids : ids.toReversed()))
        cursor = (isForward ? connections.pageInfo.endCursor : connections.pageInfo.startCursor) ?? cursor
        isMore = isForward ? connections.pageInfo.hasNextPage : connections.pageInfo.hasPreviousPage

        for (const made of isMore ? (changes[step] ?? []) : []) {
          if ('insert' in made) {
            there.push(await insert(workspace, made.insert))
            continue
          }
          const [gone] = there.splice(made.remove % Math.max(there.length, 1), 1)
          if (gone === undefined) continue
          throughout.delete(gone)
          await mutate(app, 'deleteConnection', { id: gone, expectedRevision: 1 })
        }
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect([...throughout].filter((id) => !seen.includes(id))).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 120_000)
