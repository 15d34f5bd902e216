import { z } from 'zod'
import type { JsonObject } from '../../lib/json.js'
import { pageOfList } from '../../lib/list-page.js'
import type { Route, Told } from '../route.js'
import { pageOf, pageShape, type PageQuery } from './pages.js'
import { connectionKey, organisation } from './paths.js'

/** What the rows of a connection's environments and versions share. */
export const about = { workspace: organisation, key: connectionKey } as const

/** A list inside a connection, most recently updated first. */
export const listing = (schema: z.ZodType, encode: Extract<Route, { action: 'find' }>['answer']['encode']) =>
  ({ ...about, method: 'GET', action: 'find', query: z.object(pageShape), answer: { status: 200, schema, encode } }) as const

export function encodePage<Item extends { readonly id: string; readonly updatedAt: string }>(
  list: readonly Item[],
  { query }: Told,
  encode: (item: Item) => JsonObject,
): JsonObject {
  const { items, ...page } = pageOfList(list, ({ updatedAt }) => Date.parse(updatedAt), pageOf(query as PageQuery))
  return { ...page, items: items.map(encode) }
}

/** `force`, of a deletion. */
export const forceQuery = z.object({
  force: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
})
