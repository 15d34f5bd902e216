import { readCursor, sizeOf, writeCursor, type Order, type Place } from './page.js'

/** What is asked of a list at hand: so many after one cursor or before another. */
interface ListPageRequest<Field extends string> {
  readonly order: Order<Field>
  readonly first?: number | undefined
  readonly after?: string | undefined
  readonly before?: string | undefined
}

interface ListPage<Item> {
  readonly items: readonly Item[]
  readonly totalCount: number
  readonly next?: string
  readonly prev?: string
}

/** One page of a list at hand, ordered by `valueOf` and the id. Refuses as `readPage` does. */
export function pageOfList<Item extends { readonly id: string }, Field extends string>(
  list: readonly Item[],
  valueOf: (item: Item, field: Field) => Place['value'],
  { order, first, after, before }: ListPageRequest<Field>,
): ListPage<Item> {
  const { size } = sizeOf({ first })
  const start = readCursor(after, order, 'after')
  const end = readCursor(before, order, 'before')
  const placeOf = (item: Item): Place => ({ value: valueOf(item, order.field), id: item.id })
  const sorted = list.toSorted((one, other) => compare(order, placeOf(one), placeOf(other)))
  const within = sorted.filter(
    (item) => (!start || compare(order, placeOf(item), start) > 0) && (!end || compare(order, placeOf(item), end) < 0),
  )
  const items = end && !start ? within.slice(-size) : within.slice(0, size)
  const [top, bottom] = [items[0], items.at(-1)]
  return {
    items,
    totalCount: list.length,
    ...(bottom && bottom !== sorted.at(-1) && { next: writeCursor(order, placeOf(bottom)) }),
    ...(top && top !== sorted[0] && { prev: writeCursor(order, placeOf(top)) }),
  }
}

function compare({ direction }: Order<string>, one: Place, other: Place): number {
  const rank = one.value === other.value ? sign(one.id, other.id) : sign(one.value, other.value)
  return direction === 'asc' ? rank : -rank
}

function sign(one: string | number, other: string | number): number {
  return one < other ? -1 : Number(one > other)
}
