import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageOfList } from '../../src/lib/list-page.js'
import type { Order } from '../../src/lib/page.js'

interface Item {
  readonly id: string
  readonly at: number
}
type Field = 'at' | 'id'

const newest: Order<Field> = { field: 'at', direction: 'desc' }
const items: readonly Item[] = ['a', 'b', 'c', 'd', 'e'].map((id, at) => ({ id, at }))
const pageOf = (
  request: { first?: number | undefined; after?: string | undefined; before?: string | undefined },
  order = newest,
  list = items,
) => pageOfList(list, (item, field) => item[field], { order, ...request })
const ids = (page: { items: readonly Item[] }) => page.items.map(({ id }) => id).join('')

describe('a page of a list at hand', () => {
  it('is in its order, whatever that of the list', () => {
    expect(ids(pageOf({}))).toBe('edcba')
    expect(ids(pageOf({}, { field: 'id', direction: 'asc' }, items.toReversed()))).toBe('abcde')
  })

  it('tells the way to the next and the one before only where there is one', () => {
    expect(pageOf({})).toEqual({ items: items.toReversed(), totalCount: 5 })
    const first = pageOf({ first: 2 })
    expect(Object.keys(first).sort()).toEqual(['items', 'next', 'totalCount'])
    const second = pageOf({ first: 2, after: first.next })
    expect([ids(second), Object.keys(second).sort()]).toEqual(['cb', ['items', 'next', 'prev', 'totalCount']])
    const last = pageOf({ first: 2, after: second.next })
    expect([ids(last), Object.keys(last).sort()]).toEqual(['a', ['items', 'prev', 'totalCount']])
    expect(pageOf({ first: 2, before: last.prev })).toEqual(second)
    expect(pageOf({ first: 2, before: second.prev })).toEqual(first)
    expect(pageOf({}, newest, [])).toEqual({ items: [], totalCount: 0 })
  })

  it('goes on where it was when items come, go and move', () => {
    const { next } = pageOf({ first: 2 })
    const later = [...items.filter(({ id }) => id !== 'd'), { id: 'f', at: 9 }].map((item) =>
      item.id === 'c' ? { ...item, at: 10 } : item,
    )
    expect(ids(pageOf({ after: next }, newest, later))).toBe('ba')
  })

  it('orders what is equal by id, and loses nothing between pages', () => {
    const order = fc.record({ field: fc.constantFrom<Field>('at', 'id'), direction: fc.constantFrom<'asc' | 'desc'>('asc', 'desc') })
    const lists = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), at: fc.integer({ min: 0, max: 3 }) }), {
      selector: ({ id }) => id,
    })
    fc.assert(
      fc.property(lists, order, fc.integer({ min: 1, max: 4 }), (list, by, first) => {
        const walked: Item[] = []
        for (let after: string | undefined; ;) {
          const page = pageOf({ first, after }, by, list)
          walked.push(...page.items)
          after = page.next
          if (after === undefined) break
        }
        expect(walked).toEqual(pageOf({ first: 100 }, by, list).items)
        expect(walked.length).toBe(list.length)
      }),
    )
  })

  it.each([0, -1, 101])('refuses %i items', (first) => {
    expect(() => pageOf({ first })).toThrow(
      expect.objectContaining({ code: 'invalid', issues: [{ path: ['first'], message: expect.any(String) }] }),
    )
  })

  it('gives 20 items unless told', () => {
    const many = Array.from({ length: 25 }, (_, at) => ({ id: `i${at}`, at }))
    expect(pageOf({}, newest, many).items).toHaveLength(20)
    expect(pageOf({ first: 25 }, newest, many).items).toHaveLength(25)
  })

  it('refuses a cursor that is none or of another order, by its argument', () => {
    const { next } = pageOf({ first: 1 }, { field: 'id', direction: 'desc' })
    for (const cursor of ['', 'b2Zmc2V0OjIw', next]) {
      for (const name of ['after', 'before'] as const) {
        expect(() => pageOf({ [name]: cursor })).toThrow(
          expect.objectContaining({ code: 'invalid', issues: [{ path: [name], message: expect.any(String) }] }),
        )
      }
    }
  })
})
