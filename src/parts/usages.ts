import type { Deps } from '../connections/deps.js'
import type { JsonObject } from '../lib/json.js'
import type { Connection, Part } from '../store/rows.js'
import { describedBy } from './find.js'

/** One use of a shared part: by which connection, and what the vendor says of it. */
export interface Usage {
  readonly connection: Connection
  readonly wire: JsonObject
}

/** The connections that use a shared part, the oldest first. */
export async function usersOf({ store }: Deps, id: string): Promise<Connection[]> {
  const [ids = []] = await store.parts.uses([id])
  return (await store.connections.byIds(ids)).filter((connection) => connection !== undefined)
}

/** The oldest connection that uses each part, where there is one. */
export async function firstUsersOf({ store }: Deps, parts: readonly Part[]): Promise<ReadonlyMap<string, Connection>> {
  const uses = await store.parts.uses(parts.map(({ id }) => id))
  const found = await store.connections.byIds(uses.map(([first = '']) => first))
  return new Map(parts.flatMap(({ id }, index) => (found[index] ? [[id, found[index]]] : [])))
}

/** How these connections use a part, in their order and that of the vendor. */
export function usagesBy(deps: Pick<Deps, 'vendors'>, { kind, key }: Part, connections: readonly Connection[]): Usage[] {
  return connections.flatMap((connection) =>
    describedBy(deps.vendors[connection.vendor], kind)
      .usages(connection.settings, key)
      .map((wire) => ({ connection, wire })),
  )
}
