import { useMemo, useSyncExternalStore } from 'react'
import { Vendor, type ConnectionOrderField, type OrderDirection } from '../../generated/web/graphql.js'
import { bounds } from '../../lib/bounds.js'

/** Where somebody is on the front page. All of it stands in the address, so that every view is a link. */
export interface Place {
  readonly vendor?: Vendor | undefined
  /** The id of a workspace. */
  readonly workspace?: string | undefined
  readonly type?: string | undefined
  readonly enabled?: boolean | undefined
  readonly search?: string | undefined
  /** By name, A first, unless told. */
  readonly order?: Order | undefined
  readonly after?: string | undefined
  readonly before?: string | undefined
  /** The id of the connection that is shown. */
  readonly connection?: string | undefined
  /** That connection is being edited. */
  readonly edit?: boolean | undefined
  /** A connection is being made. */
  readonly new?: boolean | undefined
}

export interface Order {
  readonly field: ConnectionOrderField
  readonly direction: OrderDirection
}

const fields = { name: 'NAME', created: 'CREATED_AT', changed: 'UPDATED_AT' } as const satisfies Record<string, ConnectionOrderField>

const listeners = new Set<() => void>()
let hold: Hold | undefined

/** Asked after each move, before anybody is told of it; true keeps it from them. The address has changed by then. */
export type Hold = (isByBrowser: boolean) => boolean

/** Lets somebody hold moves; answers how to let go. */
export function holdPlace(next: Hold): () => void {
  hold = next
  return () => {
    hold = undefined
  }
}

/** The place that the address names. Parameters that nobody knows, and values that cannot be, are ignored. */
export function usePlace(): Place {
  const query = useSyncExternalStore(onMove, () => location.search)
  return useMemo(() => placeOf(query), [query])
}

function placeOf(query: string): Place {
  const parameters = new URLSearchParams(query)
  const text = (name: string): string | undefined => {
    const value = parameters.get(name)?.trim()
    return value === '' ? undefined : value
  }
  const vendor = Object.values(Vendor).find((one) => one === text('vendor')?.toUpperCase())
  const enabled = [true, false].find((one) => String(one) === text('enabled'))
  const connection = text('connection')
  return {
    vendor,
    workspace: text('workspace'),
    type: text('type'),
    enabled,
    search: text('search')?.slice(0, bounds.name),
    order: orderOf(text('order')),
    after: text('after'),
    before: text('before'),
    connection,
    edit: connection !== undefined && parameters.has('edit'),
    new: connection === undefined && parameters.has('new'),
  }
}

/** The list that a place belongs to, at the same page. */
export function listOf(place: Place): Place {
  return { ...place, connection: undefined, edit: undefined, new: undefined }
}

/** The first page of the whole list, in the order of this place. */
export function unfiltered({ order }: Place): Place {
  return { order }
}

/** The address of a place, for an `href`. */
export function linkTo({ vendor, workspace, type, enabled, search, order, after, before, connection, edit, new: isNew }: Place): string {
  const values = {
    vendor: vendor?.toLowerCase(),
    workspace,
    type,
    enabled,
    search,
    order: order && textOf(order),
    after,
    before,
    connection,
  }
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== '') parameters.set(name, String(value))
  if (edit) parameters.set('edit', '')
  if (isNew) parameters.set('new', '')
  const query = parameters.toString().replaceAll(/=(?=&|$)/g, '')
  return query === '' ? '/' : `/?${query}`
}

/** Where the address is now, for what happens between two drawings of the page. */
export function here(): Place {
  return placeOf(location.search)
}

/** Moves to another place without loading the page again. A step forward begins at its top; `replace` leaves nothing to go back to. */
export function go(place: Place, how: 'push' | 'replace' = 'push'): void {
  const url = linkTo(place)
  if (how === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  onMoved(false)
  if (how === 'push') scrollTo(0, 0)
}

function orderOf(text: string | undefined): Order | undefined {
  const [name, direction] = text?.startsWith('-') ? [text.slice(1), 'DESC' as const] : [text, 'ASC' as const]
  const field = Object.entries(fields).find(([known]) => known === name)?.[1]
  return field && { field, direction }
}

function textOf({ field, direction }: Order): string {
  const name = Object.entries(fields).find(([, known]) => known === field)?.[0] ?? ''
  return direction === 'DESC' ? `-${name}` : name
}

function onMove(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', onPopState)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', onPopState)
  }
}

function onPopState(): void {
  onMoved(true)
}

function onMoved(isByBrowser: boolean): void {
  if (!hold?.(isByBrowser)) for (const listener of listeners) listener()
}
