import type { Actor } from '../access/actor.js'
import { newUlid } from '../lib/id.js'
import { Problem } from '../lib/problem.js'
import type { Connection } from '../store/rows.js'
import { createConnection } from './create.js'
import type { Deps } from './deps.js'
import { reachConnection } from './find.js'
import { openConnection } from './update.js'

/** Makes a new connection of what the vendor's `copy` makes of a stored one; its secrets are sealed anew. */
export async function duplicateConnection(deps: Deps, actor: Actor, id: string, input: unknown): Promise<Connection> {
  const { vendor, workspaceId } = await reachConnection(deps, actor, 'edit', id)
  const { copy } = deps.vendors[vendor]
  if (!copy)
    throw new Problem('invalid', 'Connections of this vendor cannot be duplicated.', [{ path: ['id'], message: 'cannot be duplicated' }])
  const [workspace] = await deps.store.workspaces.byIds([workspaceId])
  const opened = await openConnection(deps, id)
  if (!workspace) throw new Error('A connection has lost its workspace.')
  const whole = copy(opened, input, { newId: newUlid, now: deps.now(), stored: opened })
  return createConnection(deps, actor, workspace, whole)
}
