import { bounds } from './bounds.js'
import { readJson } from './json.js'
import { Problem } from './problem.js'

/** A place in a list: the value it is ordered by, and the id. */
export interface Place {
  readonly value: string | number
  readonly id: string
}

/** A keyset page: at most `limit` items strictly after one place and strictly before another. */
export interface ListQuery<Filter, Field> {
  readonly filter: Filter
  readonly order: { readonly field: Field; readonly direction: 'asc' | 'desc' }
  readonly after?: Place
  readonly before?: Place
  /** Undefined means all. */
  readonly limit: number | undefined
  /** Counts the limit from the end of the list; items still come in list order. */
  readonly fromEnd?: boolean
}

/** What a caller asks of a list: so many from one end, beyond a cursor. */
export interface PageRequest {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly cursor: (item: Item) => string
  readonly hasNextPage: () => Promise<boolean>
  readonly hasPreviousPage: () => Promise<boolean>
  readonly totalCount: () => Promise<number>
}

export interface Order<Field extends string> {
  readonly field: Field
  readonly direction: 'asc' | 'desc'
}

interface Source<Item, Filter, Field extends string> {
  list(query: ListQuery<Filter, Field>): Promise<Item[]>
  count(filter: Filter): Promise<number>
  valueOf(item: Item, field: Field): string | number
}

const defaultSize = 20
const maxSize = 100

/** One keyset page. Refuses sizes out of bounds and cursors of another order, by the argument's name. */
export async function readPage<Item extends { readonly id: string }, Filter, Field extends string>(
  source: Source<Item, Filter, Field>,
  filter: Filter,
  order: Order<Field>,
  request: PageRequest,
): Promise<Page<Item>> {
  const { size, fromEnd } = sizeOf(request)
  const after = readCursor(request.after, order, 'after')
  const before = readCursor(request.before, order, 'before')
  const bounds = { ...(after && { after }), ...(before && { before }) }
  const found = await source.list({ filter, order, ...bounds, limit: size + 1, fromEnd })
  const isCut = found.length > size
  const items = fromEnd ? found.slice(isCut ? 1 : 0) : found.slice(0, size)

  const placeOf = (item: Item): Place => ({ value: source.valueOf(item, order.field), id: item.id })
  const isAny = async (within: { after?: Place; before?: Place }): Promise<boolean> =>
    (await source.list({ filter, order, ...within, limit: 1 })).length > 0
  // Where a page is empty nothing lies between its cursors: what is not beyond the one is beyond the other.
  const isAnyAfter = async (item: Item | undefined): Promise<boolean> =>
    before !== undefined && isAny(item ? { after: placeOf(item) } : { ...(after && { after }) })
  const isAnyBefore = async (item: Item | undefined): Promise<boolean> =>
    after !== undefined && isAny(item ? { before: placeOf(item) } : { ...(before && { before }) })
  return {
    items,
    cursor: (item) => writeCursor(order, placeOf(item)),
    hasNextPage: async () => (!fromEnd && isCut) || isAnyAfter(items.at(-1)),
    hasPreviousPage: async () => (fromEnd && isCut) || isAnyBefore(items[0]),
    totalCount: () => source.count(filter),
  }
}

/** How many are asked for, and from which end. */
export function sizeOf({ first, last }: PageRequest): { size: number; fromEnd: boolean } {
  if (typeof first === 'number' && typeof last === 'number') throw refused('last', 'cannot be used together with first')
  const [name, size] = typeof last === 'number' ? ['last', last] : ['first', first ?? defaultSize]
  if (size < 1 || size > maxSize) throw refused(name, `must be between 1 and ${maxSize}`)
  return { size, fromEnd: name === 'last' }
}

export function writeCursor(order: Order<string>, { value, id }: Place): string {
  return Buffer.from(JSON.stringify([order.field, order.direction, value, id]), 'utf8').toString('base64url')
}

/** The place that a cursor names; refuses one of another order by the argument's name. */
export function readCursor(cursor: string | null | undefined, order: Order<string>, name: 'after' | 'before'): Place | undefined {
  if (cursor === null || cursor === undefined) return undefined
  const parsed = parseCursor(cursor)
  if (!parsed) throw refused(name, 'is no cursor of this list')
  const [field, direction, value, id] = parsed
  if (field !== order.field || direction !== order.direction) throw refused(name, 'is a cursor of another order')
  return { value, id }
}

/** Whether a cursor is of this order; what is no cursor is of none. */
export function isCursorOf(cursor: string | null | undefined, order: Order<string>): boolean {
  const [field, direction] = parseCursor(cursor ?? '') ?? []
  return field === order.field && direction === order.direction
}

function parseCursor(cursor: string): [string, string, string | number, string] | undefined {
  if (cursor.length > bounds.cursor) return undefined
  try {
    const parsed: unknown = readJson(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(parsed) || parsed.length !== 4) return undefined
    const [field, direction, value, id] = parsed as unknown[]
    const isPlace = (typeof value === 'string' || typeof value === 'number') && typeof id === 'string'
    return isPlace && typeof field === 'string' && typeof direction === 'string' ? [field, direction, value, id] : undefined
  } catch {
    return undefined // Not ours: the caller is told by the argument's name.
  }
}

function refused(name: string, message: string): Problem {
  return new Problem('invalid', `${name} ${message}.`, [{ path: [name], message }])
}
