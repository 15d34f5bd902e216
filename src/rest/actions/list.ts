import { allConnections, listConnections } from '../../connections/list.js'
import type { Page, PageRequest } from '../../lib/page.js'
import type { Connection } from '../../store/rows.js'
import type { FoundPage } from '../../vendors/found.js'
import type { RestPage } from '../../vendors/route.js'
import { foundOf, maskedWire } from '../found.js'
import type { ActionOf, Call } from './action.js'

export const list: ActionOf<'list'> = async ({ page, answer }, call) => ({
  status: answer.status,
  body: answer.encode(await read(page(call.query), call)),
})

async function read({ first, after, before, order, types }: RestPage, call: Call): Promise<FoundPage> {
  const { deps, dialect, actor, workspace } = call
  const selection = { workspaceId: workspace.id, ...(types && { types }) }
  const find = (connections: readonly Connection[]) =>
    foundOf(
      call,
      workspace,
      connections.map((connection) => [connection, maskedWire(connection, dialect.mask)]),
    )
  if (first === undefined) {
    const items = await find(await allConnections(deps, actor, selection, order))
    return { items, totalCount: items.length }
  }
  const found = await listConnections(deps, actor, selection, order, pageRequest({ first, after, before }))
  return withCursors(found, await find(found.items))
}

/** So many after a cursor, or so many before one. */
export function pageRequest({ first, after, before }: Pick<PageRequest, 'first' | 'after' | 'before'>): PageRequest {
  return before === undefined ? { first, after } : { last: first, before }
}

/** A page with what is shown of its items, and the cursors that lead on and back where there is more. */
export async function withCursors<Item, Shown>(found: Page<Item>, items: readonly Shown[]): Promise<FoundPage<Shown>> {
  const [start, end] = [found.items[0], found.items.at(-1)]
  const [hasNext, hasPrevious] = await Promise.all([found.hasNextPage(), found.hasPreviousPage()])
  return {
    items,
    totalCount: await found.totalCount(),
    ...(hasNext && end && { next: found.cursor(end) }),
    ...(hasPrevious && start && { prev: found.cursor(start) }),
  }
}
