import type { JsonObject } from '../../lib/json.js'
import type { Page } from '../../lib/page.js'
import type { EdgeSource } from '../sources.js'

/** What the rows of a page hold, for the budget. */
export const settingsOf = ({ items }: { readonly items: readonly { readonly settings: JsonObject }[] }): JsonObject[] =>
  items.map(({ settings }) => settings)

/** Resolvers of any page type: what costs a query is asked only when it is selected. */
export const pageResolvers = {
  edges: <Item>({ items, cursor }: Page<Item>): EdgeSource<Item>[] => items.map((node) => ({ cursor: cursor(node), node })),
  nodes: <Item>({ items }: Page<Item>) => [...items],
  totalCount: <Item>({ totalCount }: Page<Item>) => totalCount(),
  pageInfo: <Item>({ items, cursor, hasNextPage, hasPreviousPage }: Page<Item>) => {
    const [first, last] = [items[0], items.at(-1)]
    return {
      hasNextPage,
      hasPreviousPage,
      startCursor: first === undefined ? null : cursor(first),
      endCursor: last === undefined ? null : cursor(last),
    } as unknown as { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  },
}
