import type { Actor } from '../access/actor.js'
import { recordDenial } from '../access/allow.js'
import { mayTo, type Action } from '../access/roles.js'
import { Problem } from '../lib/problem.js'
import type { Connection, Workspace } from '../store/rows.js'
import type { Deps } from './deps.js'
import { connectionByKey } from './identity.js'

/** A connection by its vendor's key, in a workspace that the caller has reached. Throws `outOfScope` for one that his grants do not lead to. */
export async function findByKey(deps: Deps, actor: Actor, workspace: Workspace, key: string): Promise<Connection> {
  const connection = await connectionByKey(deps, workspace, key)
  if (connection && mayTo(actor, 'read', connection)) return connection
  throw new Problem(connection ? 'outOfScope' : 'notFound', 'There is no such connection.')
}

/** A connection by global id, for a caller who may do this to it. What he may not read does not exist for him. */
export async function reachConnection(deps: Deps, actor: Actor, action: Action, id: string): Promise<Connection> {
  const [connection] = await deps.store.connections.byIds([id])
  if (connection && mayTo(actor, action, connection)) return connection
  if (connection && action !== 'read') {
    await recordDenial(deps, actor, action, connection.workspaceId, { subject: 'connection', subjectId: id })
  }
  if (connection && mayTo(actor, 'read', connection)) throw new Problem('forbidden', 'Your token may not do this to this connection.')
  throw new Problem('notFound', 'There is no such connection.', [{ path: ['id'], message: 'is unknown' }])
}
