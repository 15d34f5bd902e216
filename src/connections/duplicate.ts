import type { Actor } from '../access/actor.js'
import { invalidFields } from '../lib/check.js'
import { newUlid } from '../lib/id.js'
import type { JsonObject } from '../lib/json.js'
import { Problem, printPath, type Issue } from '../lib/problem.js'
import { Secret } from '../lib/secret.js'
import type { Connection } from '../store/rows.js'
import { withSecrets, type UrlHint } from '../vendors/split.js'
import type { Duplicate, Opened } from '../vendors/vendor.js'
import { createConnection } from './create.js'
import type { Deps } from './deps.js'
import { reachConnection } from './find.js'
import type { Shows, Written } from './reveal.js'
import { openConnection } from './update.js'

/** Makes a new connection of what the vendor's `copy` makes of a stored one; its secrets are sealed anew, or left out. */
export async function duplicateConnection(
  deps: Deps,
  actor: Actor,
  id: string,
  wanted: Duplicate,
  options: { readonly shows?: Shows | undefined } = {},
): Promise<Written> {
  const connection = await reachConnection(deps, actor, 'edit', id)
  const { copy } = deps.vendors[connection.vendor]
  if (!copy)
    throw new Problem('invalid', 'Connections of this vendor cannot be duplicated.', [{ path: ['id'], message: 'cannot be duplicated' }])
  const [workspace] = await deps.store.workspaces.byIds([connection.workspaceId])
  if (!workspace) throw new Error('A connection has lost its workspace.')
  const stored: Opened = wanted.withSecrets ? await openConnection(deps, id) : { whole: new Secret(withoutSecrets(connection)) }
  const whole = copy(stored, wanted, { newId: newUlid, now: deps.now(), stored })
  try {
    return await createConnection(deps, actor, workspace, whole, options)
  } catch (error) {
    throw error instanceof Problem ? seenFrom(wanted, error) : error
  }
}

/** The wire form without its secrets: of an address with credentials, the rest of it. */
function withoutSecrets({ settings, hints }: Connection): JsonObject {
  const rest = (hint: unknown): string | undefined => (hint as Partial<UrlHint>).withoutCredentials ?? undefined
  return withSecrets(
    settings,
    Object.entries(hints).map(([path, hint]) => [path, rest(hint)]),
  )
}

/** What is wrong with the new whole is no field of the wish for it: told at the one that made it so, by the name of what is wrong. */
function seenFrom({ withSecrets: isWhole }: Duplicate, problem: Problem): Problem {
  const tell = ({ path, message }: Issue): Issue =>
    path[0] === 'name'
      ? { path, message }
      : { path: [isWhole ? 'name' : 'withSecrets'], message: `leads to a refusal: ${printPath(path)} ${message}` }
  return problem.code === 'invalid' ? invalidFields(problem.issues.map(tell), problem.more) : problem
}
