import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { make, patch } from './documents.js'

interface Item {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly updatedAt: string
}

interface PageAnswer {
  readonly totalCount: number
  readonly nodes: readonly Item[]
  readonly edges: readonly { readonly cursor: string; readonly node: Item }[]
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}

let app: TestApp
let team: Workspace
let all: Item[]
let clock = Date.parse('2026-03-01T08:00:00.000Z')

const names = ['delta', 'Alpha', 'charlie', 'alpha', 'Bravo', 'éclair', 'Zulu', 'zulu', 'Ärzte', 'mike', 'Mike', 'yankee']
beforeAll(async () => {
  app = await boot({ now: () => clock })
  team = await app.workspace('chartbrew', '7')
  all = []
  for (const [index, name] of names.entries()) {
    clock += index % 3 === 0 ? 0 : 1000
    all.push(await make(app, 'chartbrew', { workspaceId: team.id, name, type: 'MYSQL', host: 'a.example' }))
  }
  for (const index of [4, 0, 7, 7]) {
    clock += 1000
    const made = all[index] as Item & { revision: number; host: string }
    const { connection } = await patch(app, made, 'chartbrew', { host: `${made.host}.example` })
    all[index] = connection
  }
})
afterAll(() => app.close())

const item = '{ ... on ConnectionProfileCommon { id name createdAt updatedAt } }'
const document = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: ConnectionOrder!) {
  connections(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
    totalCount nodes ${item} edges { cursor node ${item} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

type Args = Readonly<Record<string, unknown>>
const nameAscending = { field: 'NAME', direction: 'ASC' }
const page = async (args: Args): Promise<PageAnswer> => (await app.graph(document, { orderBy: nameAscending, ...args })).connections
const idsOf = ({ nodes }: PageAnswer): string[] => nodes.map(({ id }) => id)

const values = {
  NAME: ({ name }: Item) => name.toLowerCase(),
  CREATED_AT: ({ createdAt }: Item) => createdAt,
  UPDATED_AT: ({ updatedAt }: Item) => updatedAt,
}
const orders = (['NAME', 'CREATED_AT', 'UPDATED_AT'] as const).flatMap((field) =>
  (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })),
)

/** Everything in an order, equal values by id. */
function sorted({ field, direction }: (typeof orders)[number]): string[] {
  const keys = (one: Item): [string, string] => [values[field](one), one.id]
  const ascending = [...all].sort((a, b) => {
    const [[a1, a2], [b1, b2]] = [keys(a), keys(b)]
    return a1 === b1 ? (a2 < b2 ? -1 : 1) : a1 < b1 ? -1 : 1
  })
  return (direction === 'ASC' ? ascending : ascending.reverse()).map(({ id }) => id)
}

describe.each(orders)('connections by $field $direction', (orderBy) => {
  it('are all there, in order, with cursors', async () => {
    const whole = await page({ orderBy, first: 100 })
    expect(idsOf(whole)).toEqual(sorted(orderBy))
    expect(whole.edges.map(({ node }) => node)).toEqual(whole.nodes)
    expect(new Set(whole.edges.map(({ cursor }) => cursor)).size).toBe(all.length)
    expect(whole.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: whole.edges[0]?.cursor,
      endCursor: whole.edges.at(-1)?.cursor,
    })
    expect(whole.totalCount).toBe(all.length)
  })

  it('are walked forwards and backwards without a gap or a repetition', async () => {
    for (const size of [1, 5, 11, 12]) {
      const forwards: string[] = []
      for (let after: string | null = null, more = true; more;) {
        const { nodes, pageInfo, totalCount }: PageAnswer = await page({ orderBy, first: size, after })
        expect(pageInfo.hasPreviousPage).toBe(after !== null)
        expect(totalCount).toBe(all.length)
        forwards.push(...nodes.map(({ id }) => id))
        ;[after, more] = [pageInfo.endCursor, pageInfo.hasNextPage]
      }
      expect(forwards).toEqual(sorted(orderBy))

      const backwards: string[] = []
      for (let before: string | null = null, more = true; more;) {
        const { nodes, pageInfo }: PageAnswer = await page({ orderBy, last: size, before })
        expect(pageInfo.hasNextPage).toBe(before !== null)
        backwards.unshift(...nodes.map(({ id }) => id))
        ;[before, more] = [pageInfo.startCursor, pageInfo.hasPreviousPage]
      }
      expect(backwards).toEqual(sorted(orderBy))
    }
  })
})

it('pages between any two cursors are those items, and what lies on each side is told exactly', async () => {
  const ids = sorted({ field: 'NAME', direction: 'ASC' })
  const cursors = (await page({ first: 100 })).edges.map(({ cursor }) => cursor)
  const places = [undefined, 0, 1, 5, 10, 11]
  for (const after of places) {
    for (const before of places.filter((place) => place === undefined || after === undefined || place > after)) {
      for (const size of [{ first: 3 }, { last: 3 }, { first: 100 }, { last: 100 }]) {
        const [from, to] = [after === undefined ? 0 : after + 1, before ?? ids.length]
        const between = ids.slice(from, to)
        const expected = size.first === undefined ? between.slice(-size.last) : between.slice(0, size.first)
        const answer = await page({
          ...size,
          after: after === undefined ? null : cursors[after],
          before: before === undefined ? null : cursors[before],
        })
        const start = expected.length > 0 ? ids.indexOf(expected[0] ?? '') : from
        const label = JSON.stringify({ after, before, ...size })
        expect(idsOf(answer), label).toEqual(expected)
        expect({ label, next: answer.pageInfo.hasNextPage, previous: answer.pageInfo.hasPreviousPage }).toEqual({
          label,
          next: start + expected.length < ids.length,
          previous: start > 0,
        })
        expect(answer.totalCount).toBe(ids.length)
      }
    }
  }
})

it('holds 20 unless told', async () => {
  const other = await app.workspace('chartbrew', '8')
  for (let count = 0; count < 21; count += 1) await make(app, 'chartbrew', { workspaceId: other.id, name: `N${count}`, type: 'API' })
  const { connections } = await app.graph(
    `{ connections(filter: { workspaceId: "${other.id}" }) { totalCount nodes { __typename } pageInfo { hasNextPage } } }`,
  )
  expect(connections).toMatchObject({ totalCount: 21, pageInfo: { hasNextPage: true } })
  expect(connections.nodes).toHaveLength(20)
  for (const { id } of (
    await app.graph(`{ connections(first: 100, filter: { workspaceId: "${other.id}" }) { nodes { ... on Node { id } } } }`)
  ).connections.nodes) {
    await app.graph('mutation ($id: ID!) { deleteConnection(input: { id: $id, expectedRevision: 1 }) { userErrors { code } } }', { id })
  }
})

describe('a page is refused', () => {
  const refusal = async (args: Args, field = 'connections') => {
    const { status, body } = await app.graphAnswer(field === 'connections' ? document : document.replace(' connections(', ` ${field}(`), {
      orderBy: nameAscending,
      ...args,
    })
    expect(status).toBe(200)
    expect(body.data).toEqual({ [field]: null })
    expect(body.errors).toHaveLength(1)
    return body.errors[0]
  }

  it.each([
    ['first', { first: 0 }],
    ['first', { first: -1 }],
    ['first', { first: 101 }],
    ['last', { last: 0 }],
    ['last', { last: 101 }],
    ['last', { first: 1, last: 1 }],
    ['after', { after: 'garbage' }],
    ['after', { after: '' }],
    ['after', { after: Buffer.from('[1,2]').toString('base64url') }],
    ['after', { after: Buffer.from('["name","asc",{},"x"]').toString('base64url') }],
    ['after', { after: Buffer.from('null').toString('base64url') }],
    ['before', { before: 'garbage' }],
  ])('at %s for %j', async (argument, args) => {
    const { message, extensions } = await refusal(args)
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: [argument] })
    expect(message).toMatch(new RegExp(`^${argument} `))
  })

  it('with a cursor of every other order', async () => {
    for (const orderBy of orders) {
      const { pageInfo } = await page({ orderBy, first: 1 })
      for (const other of orders.filter((one) => one !== orderBy)) {
        expect((await refusal({ orderBy: other, after: pageInfo.endCursor })).extensions).toMatchObject({
          code: 'BAD_USER_INPUT',
          path: ['after'],
        })
        expect((await refusal({ orderBy: other, last: 1, before: pageInfo.endCursor })).extensions).toMatchObject({
          code: 'BAD_USER_INPUT',
          path: ['before'],
        })
      }
    }
  })

  it('at the same arguments of workspaces', async () => {
    for (const [argument, value] of [
      ['first', 0],
      ['first', 101],
      ['last', 0],
    ] as const) {
      const { body } = await app.graphAnswer(`{ workspaces(${argument}: ${value}) { totalCount } }`)
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', path: [argument] } }])
    }
    const { pageInfo } = await page({ first: 1, orderBy: { field: 'CREATED_AT', direction: 'DESC' } })
    const { body } = await app.graphAnswer(`{ workspaces(after: "${pageInfo.endCursor}") { totalCount } }`)
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', path: ['after'] } }])
  })
})
