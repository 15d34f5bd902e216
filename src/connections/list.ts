import { getHeapStatistics } from 'node:v8'
import type { Actor } from '../access/actor.js'
import { visibleConnections } from '../access/roles.js'
import { bounds } from '../lib/bounds.js'
import { refuseLongFilter } from '../lib/filter.js'
import { fold } from '../lib/fold.js'
import { Problem } from '../lib/problem.js'
import type { Connection } from '../store/rows.js'
import type { ConnectionFilter, ConnectionOrder } from '../store/filters.js'
import type { Deps } from './deps.js'
import { readPage, type Order, type Page, type PageRequest } from '../lib/page.js'

/** What a caller may ask connections to be filtered by. */
export type ConnectionSelection = Omit<ConnectionFilter, 'visible' | 'scoped'>

/** One page of the connections that the caller may read. */
export async function listConnections(
  { store }: Deps,
  actor: Actor,
  selection: ConnectionSelection,
  order: Order<ConnectionOrder>,
  request: PageRequest,
): Promise<Page<Connection>> {
  const source = {
    list: store.connections.list,
    count: store.connections.count,
    valueOf: (connection: Connection, field: ConnectionOrder) => (field === 'name' ? fold(connection.name) : connection[field]),
  }
  return readPage(source, filterOf(actor, selection), order, request)
}

/** So much is read of connections for one answer, in bytes: 64 MiB, or less where the heap is small. */
const mostAtOnce = Math.min(64 * 1024 * 1024, getHeapStatistics().heap_size_limit / 8)

/** Refuses to read all of these at once where they are too much for one answer. */
export async function refuseHeavy({ store }: Deps, actor: Actor, selection: ConnectionSelection): Promise<void> {
  if ((await store.connections.weight(filterOf(actor, selection))) > mostAtOnce)
    throw new Problem('tooLarge', 'The connections are too large to be listed at once. GraphQL answers them in pages.')
}

/** All of them, in order; refused where they are too much. */
export async function allConnections(
  deps: Deps,
  actor: Actor,
  selection: ConnectionSelection,
  order: Order<ConnectionOrder>,
): Promise<Connection[]> {
  await refuseHeavy(deps, actor, selection)
  return deps.store.connections.list({ filter: filterOf(actor, selection), order, limit: undefined })
}

function filterOf(actor: Actor, selection: ConnectionSelection): ConnectionFilter {
  const { search, ...filter } = selection
  refuseLongFilter({ search, workspaceId: filter.workspaceId, type: filter.types?.find((type) => type.length > bounds.name) })
  const text = search === undefined ? '' : fold(search.trim())
  return { ...filter, ...visibleConnections(actor), ...(text === '' ? {} : { search: text }) }
}
