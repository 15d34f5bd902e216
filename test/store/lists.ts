import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { fold } from '../../src/lib/fold.js'
import { readPage, type Order, type Place } from '../../src/lib/page.js'
import type { Connection } from '../../src/store/rows.js'
import type { ConnectionFilter, ConnectionOrder } from '../../src/store/filters.js'
import type { Store } from '../../src/store/store.js'
import { audit, workspace, write } from './samples.js'

type By = Order<ConnectionOrder>

/** Order, filters and keyset pages. */
export function listSuite(store: () => Store): void {
  const home = workspace({ name: 'b home' })
  const away = workspace({ name: 'A away', vendor: 'versori' })
  const everything: ConnectionFilter = { visible: [home.id, away.id] }
  let all: Connection[]

  async function insert(workspaceId: string, more: Parameters<typeof write>[1] = {}): Promise<Connection> {
    const connection = await store().connections.insert(write(workspaceId, more), audit())
    if (typeof connection === 'string') throw new Error(`The store answered ${connection}.`)
    return connection
  }

  beforeAll(async () => {
    for (const one of [home, away]) await store().workspaces.insert(one, audit())
    all = [
      await insert(home.id, {
        name: 'beta',
        type: 'mysql',
        createdAt: 3000,
        updatedAt: 9000,
        search: 'beta db.example',
        scopes: ['12', '15'],
      }),
      await insert(home.id, { name: 'Alpha', type: 'api', createdAt: 1000, updatedAt: 8000, enabled: false }),
      await insert(home.id, { name: 'BETA', type: 'api', createdAt: 3000, updatedAt: 7000, search: '100%_off', scopes: ['12'] }),
      await insert(away.id, { name: 'École', type: 'http', vendor: 'versori', createdAt: 2000, updatedAt: 7000, scopes: ['12'] }),
      await insert(away.id, {
        name: 'zeta',
        type: 'http',
        vendor: 'versori',
        createdAt: 2000,
        updatedAt: 7000,
        enabled: false,
        search: `zeta${'.'.repeat(8192)}beyond`,
      }),
      await insert(away.id, { name: '𝒵 math', type: 'bigquery', vendor: 'versori', createdAt: 500, updatedAt: 500 }),
      await insert(away.id, { name: '\uff21 wide', type: 'bigquery', vendor: 'versori', createdAt: 600, updatedAt: 600 }),
    ]
  })

  const inHome = (scope: string) => ({ workspaceId: home.id, scope })
  const list = (filter: ConnectionFilter, order: By = { field: 'name', direction: 'asc' }, more: object = {}) =>
    store().connections.list({ filter, order, limit: undefined, ...more })
  const names = async (filter: Partial<ConnectionFilter>) => (await list({ ...everything, ...filter })).map(({ name }) => name).toSorted()
  const placeOf = (connection: Connection, { field }: By): Place => ({
    value: field === 'name' ? fold(connection.name) : connection[field],
    id: connection.id,
  })
  const inOrder = (items: readonly Connection[], order: By): Connection[] => {
    const sign = order.direction === 'asc' ? 1 : -1
    return items.toSorted((a, b) => sign * comparePlaces(placeOf(a, order), placeOf(b, order)))
  }

  const orders = (['name', 'createdAt', 'updatedAt'] as const).flatMap((field) =>
    (['asc', 'desc'] as const).map((direction) => ({ field, direction })),
  )

  it.each(orders)('come by $field, $direction, and by id where that is the same', async (order) => {
    expect(await list(everything, order)).toEqual(inOrder(all, order))
  })

  it.each(orders)('by $field, $direction, are cut after one place and before another, from either end', async (order) => {
    const sorted = inOrder(all, order)
    for (const [index, connection] of sorted.entries()) {
      const place = placeOf(connection, order)
      expect(await list(everything, order, { after: place })).toEqual(sorted.slice(index + 1))
      expect(await list(everything, order, { before: place })).toEqual(sorted.slice(0, index))
      expect(await list(everything, order, { after: place, limit: 2 })).toEqual(sorted.slice(index + 1, index + 3))
      expect(await list(everything, order, { before: place, limit: 2, fromEnd: true })).toEqual(sorted.slice(Math.max(0, index - 2), index))
    }
    expect(await list(everything, order, { limit: 2, fromEnd: true })).toEqual(sorted.slice(-2))
  })

  it.each<[string, Partial<ConnectionFilter>, string[]]>([
    ['vendor', { vendor: 'chartbrew' }, ['Alpha', 'BETA', 'beta']],
    ['workspace', { workspaceId: home.id }, ['Alpha', 'BETA', 'beta']],
    ['types', { types: ['http', 'api'] }, ['Alpha', 'BETA', 'zeta', 'École']],
    ['no type', { types: [] }, []],
    ['enabled', { enabled: false }, ['Alpha', 'zeta']],
    ['text', { search: 'beta' }, ['beta']],
    ['text in any case', { search: fold('ÉCOLE') }, ['École']],
    ['an endpoint', { search: 'db.example' }, ['beta']],
    ['the beginning of a long text, as earlier programs kept it', { search: 'zeta.' }, ['zeta']],
    ['what stands far down in it', { search: 'beyond' }, []],
    ['text with signs that a pattern would read', { search: '%_' }, ['BETA']],
    ['several at once', { vendor: 'versori', enabled: true, types: ['http'] }, ['École']],
    ['what may be seen', { visible: [away.id], types: ['http'] }, ['zeta', 'École']],
    ['nothing that may be seen', { visible: [] }, []],
    ['a scope', { visible: [], scoped: [inHome('12')] }, ['BETA', 'beta']],
    ['one of several scopes', { visible: [], scoped: [inHome('15'), inHome('16')] }, ['beta']],
    ['a scope that is a part of others', { visible: [], scoped: [inHome('1')] }, []],
    ['a scope of another workspace', { visible: [], scoped: [{ workspaceId: away.id, scope: '15' }] }, []],
    [
      'a scope beside a whole workspace',
      { visible: [away.id], scoped: [inHome('15')], types: ['http', 'mysql'] },
      ['beta', 'zeta', 'École'],
    ],
    ['a scope and more', { visible: [], scoped: [inHome('12'), inHome('4')], enabled: false }, ['Alpha']],
  ])('are filtered by %s, and counted alike', async (_what, filter, expected) => {
    expect(await names(filter)).toEqual(expected)
    expect(await store().connections.count({ ...everything, ...filter })).toBe(expected.length)
  })

  it('hold everything when everything may be seen', async () => {
    const found = await list({ visible: undefined })
    expect(found.filter(({ id }) => all.some((one) => one.id === id))).toHaveLength(all.length)
    expect(await store().connections.count({ visible: undefined })).toBe(found.length)
  })

  it('of workspaces come by name in any case, by vendor and by what may be seen', async () => {
    const filter = { visible: [home.id, away.id] }
    const query = { filter, order: { field: 'name', direction: 'asc' }, limit: undefined } as const
    expect(await store().workspaces.list(query)).toEqual([away, home])
    expect(await store().workspaces.list({ ...query, limit: 1, after: { value: fold(away.name), id: away.id } })).toEqual([home])
    expect(await store().workspaces.list({ ...query, filter: { ...filter, vendor: 'versori' } })).toEqual([away])
    expect([await store().workspaces.count(filter), await store().workspaces.count({ visible: [] })]).toEqual([2, 0])
  })

  it('are walked by cursors that meet every connection once, whatever is written meanwhile', async () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '𝒵', '\uff21', ' '), maxLength: 2 })
    const time = fc.integer({ min: 0, max: 3 })
    const states = fc.array(fc.record({ name, createdAt: time, updatedAt: time }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(states, states, fc.constantFrom(...orders), fc.integer({ min: 1, max: 5 }), async (kept, others, order, size) => {
        const own = workspace()
        await store().workspaces.insert(own, audit())
        const there: Connection[] = []
        for (const state of kept) there.push(await insert(own.id, state))
        const written: Connection[] = []
        const source = {
          ...store().connections,
          valueOf: (item: Connection, field: ConnectionOrder) => placeOf(item, { ...order, field }).value,
        }
        const met: string[] = []
        let after: string | undefined
        for (const step of Array.from({ length: 30 }).keys()) {
          const page = await readPage(source, { visible: [own.id] }, order, { first: size, after })
          met.push(...page.items.map(({ id }) => id))
          const last = page.items.at(-1)
          if (!last || !(await page.hasNextPage())) break
          after = page.cursor(last)
          const [other, gone] = [others[step], written.pop()]
          if (gone) await store().connections.remove(gone.id, undefined, audit())
          if (other) written.push(await insert(own.id, other))
        }
        expect(new Set(met).size).toBe(met.length)
        expect(met).toEqual(expect.arrayContaining(there.map(({ id }) => id)))
      }),
      { numRuns: 60 },
    )
  })
}

/** Text by its bytes, as databases do; JavaScript puts some of it elsewhere. */
function comparePlaces(a: Place, b: Place): number {
  const byValue =
    typeof a.value === 'number' ? a.value - Number(b.value) : Buffer.compare(Buffer.from(a.value), Buffer.from(String(b.value)))
  return byValue || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id))
}
