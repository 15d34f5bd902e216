import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { environment } from './bodies.js'
import { expectRefusal } from './expectations.js'
import type { World } from './world.js'

export const listCases = (world: World): Cases => {
  const named = async (organisation: string, ...names: readonly string[]): Promise<any[]> => {
    const made: any[] = []
    for (const name of names) made.push(await world.http({ name }, organisation))
    return made
  }
  const names = ({ connections }: any): string[] => connections.map(({ name }: any) => name)
  const refused = async (query: Readonly<Record<string, string>>, field: string): Promise<void> => {
    const organisation = await world.organisation()
    const answer = await world.send('GET', `/o/${organisation}/connections`, undefined, { query })
    expectRefusal(answer, 400, [field], JSON.stringify(query))
  }

  return {
    'lists whole connections beside totalCount, without next and prev when all are there': async () => {
      const organisation = await world.organisation()
      expect(await world.list(organisation)).toEqual({ totalCount: 0, connections: [] })
      const first = await world.http({ environments: [environment('Production')] }, organisation)
      const second = await world.bigquery({}, organisation)
      expect(await world.list(organisation)).toEqual({ totalCount: 2, connections: [second, first] })
    },

    'lists only the connections of the organisation in the path': async () => {
      const [organisation, other] = [await world.organisation(), await world.organisation()]
      await named(organisation, 'Ours')
      await named(other, 'Theirs')
      expect(names(await world.list(organisation))).toEqual(['Ours'])
    },

    'lists the most recently updated first': async () => {
      const organisation = await world.organisation()
      const [a] = await named(organisation, 'A', 'B', 'C')
      expect(names(await world.list(organisation))).toEqual(['C', 'B', 'A'])
      await world.replaced(a)
      expect(names(await world.list(organisation))).toEqual(['A', 'C', 'B'])
    },

    'gives 20 connections unless first says otherwise': async () => {
      const organisation = await world.organisation()
      await named(organisation, ...Array.from({ length: 21 }, (_, index) => `Orders ${index}`))
      const page = await world.list(organisation)
      expect(page).toMatchObject({ totalCount: 21, next: expect.any(String) })
      expect(page.connections).toHaveLength(20)
      expect((await world.list(organisation, { first: '100' })).connections).toHaveLength(21)
      expect((await world.list(organisation, { first: '1' })).connections).toHaveLength(1)
    },

    'leads by next to the last page and by prev back to the first': async () => {
      const organisation = await world.organisation()
      await named(organisation, 'A', 'B', 'C', 'D', 'E')

      const first = await world.list(organisation, { first: '2' })
      expect(names(first)).toEqual(['E', 'D'])
      expect(Object.keys(first).sort()).toEqual(['connections', 'next', 'totalCount'])

      const second = await world.list(organisation, { first: '2', after: first.next })
      expect(names(second)).toEqual(['C', 'B'])
      expect(Object.keys(second).sort()).toEqual(['connections', 'next', 'prev', 'totalCount'])

      const last = await world.list(organisation, { first: '2', after: second.next })
      expect(names(last)).toEqual(['A'])
      expect(Object.keys(last).sort()).toEqual(['connections', 'prev', 'totalCount'])

      expect(await world.list(organisation, { first: '2', before: last.prev })).toEqual(second)
      expect(await world.list(organisation, { first: '2', before: second.prev })).toEqual(first)
      expect([first, second, last].map(({ totalCount }) => totalCount)).toEqual([5, 5, 5])
    },

    'refuses a first that is no number from 1 to 100': async () => {
      for (const first of ['0', '101', '-1', '2.5', 'ten', '1e1']) await refused({ first }, 'first')
    },

    'refuses a cursor that is none': async () => {
      await refused({ after: 'b2Zmc2V0OjIw' }, 'after')
      await refused({ before: 'not a cursor' }, 'before')
    },

    'filters by a part of the protocol in any case': async () => {
      const organisation = await world.organisation()
      await world.http({}, organisation)
      await world.bigquery({}, organisation)
      expect(names(await world.list(organisation, { protocol: 'QUERY' }))).toEqual(['Warehouse'])
      expect(names(await world.list(organisation, { protocol: 'tt' }))).toEqual(['Orders'])
      expect(names(await world.list(organisation, { protocol: '' }))).toEqual(['Warehouse', 'Orders'])
      expect(await world.list(organisation, { protocol: 'ftp' })).toEqual({ totalCount: 0, connections: [] })
      expect(await world.list(organisation, { protocol: 'http' })).toMatchObject({ totalCount: 1 })
    },

    'takes sort, and keeps the order by update': async () => {
      const organisation = await world.organisation()
      await named(organisation, 'A', 'B')
      expect(names(await world.list(organisation, { sort: 'name:asc,createdAt:desc' }))).toEqual(['B', 'A'])
    },
  }
}
