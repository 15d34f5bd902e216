import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPage, type ListQuery, type Order, type Page, type PageRequest } from '../../src/lib/page.js'

interface Item {
  readonly id: string
  readonly name: string
  readonly at: number
}
type Field = 'name' | 'at'

const byName = { field: 'name', direction: 'asc' } as const

function sourceOf(items: readonly Item[]) {
  const sorted = ({ field, direction }: Order<Field>): Item[] => {
    const sign = direction === 'asc' ? 1 : -1
    return items.toSorted((a, b) => sign * (compare(a[field], b[field]) || compare(a.id, b.id)))
  }
  return {
    list: async ({ order, after, before, limit, fromEnd }: ListQuery<null, Field>) => {
      const sign = order.direction === 'asc' ? 1 : -1
      const side = (item: Item, place: { value: string | number; id: string }) =>
        sign * (compare(item[order.field], place.value) || compare(item.id, place.id))
      const inside = sorted(order).filter((item) => (!after || side(item, after) > 0) && (!before || side(item, before) < 0))
      return limit === undefined ? inside : fromEnd ? inside.slice(-limit) : inside.slice(0, limit)
    },
    count: async () => items.length,
    valueOf: (item: Item, field: Field) => item[field],
  }
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const some: Item[] = ['ann', 'bea', 'cid', 'dan', 'eve'].map((name, at) => ({ id: `con_${at}`, name, at }))
const pageOf = (request: PageRequest, order: Order<Field> = byName, items = some) => readPage(sourceOf(items), null, order, request)
function cursorAt({ items, cursor }: Page<Item>, at: number): string {
  const item = items.at(at)
  if (!item) throw new Error('The page has no such item.')
  return cursor(item)
}

const names = (page: { items: readonly Item[] }) => page.items.map(({ name }) => name)

describe('a page', () => {
  it('starts at the beginning and goes on after a cursor', async () => {
    const first = await pageOf({ first: 2 })
    const next = await pageOf({ first: 2, after: cursorAt(first, -1) })
    expect([names(first), names(next)]).toEqual([
      ['ann', 'bea'],
      ['cid', 'dan'],
    ])
    expect([await first.hasNextPage(), await first.hasPreviousPage()]).toEqual([true, false])
    expect([await next.hasNextPage(), await next.hasPreviousPage()]).toEqual([true, true])
    expect(await next.totalCount()).toBe(5)
  })

  it('is counted from the end, and still in list order, when asked for the last', async () => {
    const last = await pageOf({ last: 2 })
    const earlier = await pageOf({ last: 2, before: cursorAt(last, 0) })
    expect([names(last), names(earlier)]).toEqual([
      ['dan', 'eve'],
      ['bea', 'cid'],
    ])
    expect([await last.hasNextPage(), await last.hasPreviousPage()]).toEqual([false, true])
    expect([await earlier.hasNextPage(), await earlier.hasPreviousPage()]).toEqual([true, true])
  })

  it('has 20 items unless told, and knows what lies beyond an empty one', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ id: `con_${at + 10}`, name: `n${at + 10}`, at }))
    const page = await pageOf({}, byName, many)
    expect(page.items).toHaveLength(20)
    const end = await pageOf({ last: 1 })
    const empty = await pageOf({ first: 5, after: cursorAt(end, 0) })
    expect([empty.items, await empty.hasNextPage(), await empty.hasPreviousPage()]).toEqual([[], false, true])
  })

  it.each([
    [{ first: 0 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ first: -1 }, 'first'],
    [{ last: 0 }, 'last'],
    [{ last: 101 }, 'last'],
    [{ first: 1, last: 1 }, 'last'],
    [{ after: 'x' }, 'after'],
    [{ before: '' }, 'before'],
    [{ after: Buffer.from('["name","asc","ann"]').toString('base64url') }, 'after'],
    [{ after: Buffer.from('["name","asc",{},"con_1"]').toString('base64url') }, 'after'],
    [{ after: Buffer.from('null').toString('base64url') }, 'after'],
  ])('refuses %j by the name of the argument', async (request, name) => {
    await expect(pageOf(request)).rejects.toMatchObject({ code: 'invalid', issues: [{ path: [name] }] })
  })

  it('refuses a cursor of another field or another direction', async () => {
    const page = await pageOf({ first: 1 })
    const after = cursorAt(page, 0)
    for (const order of [
      { field: 'at', direction: 'asc' },
      { field: 'name', direction: 'desc' },
    ] as const) {
      await expect(pageOf({ after }, order)).rejects.toMatchObject({ code: 'invalid', issues: [{ path: ['after'] }] })
    }
  })

  it('never repeats the cursor in a refusal', async () => {
    await expect(pageOf({ after: 'q7-Lark' })).rejects.toSatisfy(
      (error) => !JSON.stringify(error).includes('q7-Lark') && !String(error).includes('q7-Lark'),
    )
  })
})

describe('a walk by cursors', () => {
  const item = fc.record({ id: fc.uuid(), name: fc.string({ maxLength: 3 }), at: fc.integer({ min: 0, max: 3 }) })
  const items = fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 30 })
  const order = fc.record({ field: fc.constantFrom('name', 'at'), direction: fc.constantFrom('asc', 'desc') }) as fc.Arbitrary<Order<Field>>

  it('meets every item that was there all along exactly once, whatever is written meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(items, items, order, fc.integer({ min: 1, max: 7 }), fc.boolean(), async (kept, others, by, size, isForward) => {
        let present = [...kept, ...others.filter((_, index) => index % 2 === 0)]
        const met: Item[] = []
        let beyond: string | undefined
        for (let step = 0; ; step += 1) {
          const page = await pageOf(isForward ? { first: size, after: beyond } : { last: size, before: beyond }, by, present)
          met.push(...page.items)
          const edge = isForward ? page.items.at(-1) : page.items[0]
          if (!edge || !(await (isForward ? page.hasNextPage() : page.hasPreviousPage()))) break
          beyond = page.cursor(edge)
          const other = others[step]
          if (other) present = present.includes(other) ? present.filter((one) => one !== other) : [...present, other]
        }
        expect(new Set(met).size).toBe(met.length)
        expect(
          met
            .filter((one) => kept.includes(one))
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(kept.map(({ id }) => id).toSorted())
      }),
    )
  })

  it('takes the cursor of the longest name, and none that is longer than that', async () => {
    for (const letter of ['語', '"', '\u{1F40A}']) {
      const name = letter.repeat(255 / letter.length)
      const items = [name, `${name.slice(0, -2)}\uffff`].map((text, at) => ({ id: `con_${'0'.repeat(25)}${at}`, name: text, at }))
      const cursor = cursorAt(await pageOf({ first: 1 }, byName, items), 0)
      expect((await pageOf({ first: 1, after: cursor }, byName, items)).items).toEqual(items.slice(1))
    }
    const cursor = cursorAt(await pageOf({ first: 1 }), 0)
    const same = Buffer.from(cursor, 'base64url').toString('utf8')
    const longer = Buffer.from(same + ' '.repeat(2000), 'utf8').toString('base64url')
    await expect(pageOf({ first: 1, after: longer })).rejects.toThrow('after is no cursor of this list.')
  })

  it('goes through any text a list can be ordered by', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (name, id) => {
        const page = await pageOf({ first: 1 }, byName, [{ id, name, at: 0 }])
        const next = await pageOf({ first: 1, after: cursorAt(page, 0) }, byName, [{ id, name, at: 0 }])
        expect(next.items).toEqual([])
      }),
    )
  })
})
