import { SetupError } from '../lib/setup-error.js'
import { Problem } from '../lib/problem.js'
import type { Actor } from './actor.js'
import type { AccessDeps } from './allow.js'
import { authenticate } from './authenticate.js'
import { administeredWorkspaces } from './roles.js'

const all = ['authenticated', 'administrators', 'off'] as const
/** Who may ask the gateway what it can be asked. */
export type Introspection = (typeof all)[number]

/** The setting's value. Throws SetupError for any other text. */
export function readIntrospection(text = 'authenticated'): Introspection {
  const found = all.find((name) => name === text)
  if (!found) throw new SetupError(`SWITCHBOARD_INTROSPECTION must be one of ${all.join(', ')}.`)
  return found
}

/** Whether a caller may introspect, and is told names of the schema in a refusal. An administrator is one of any workspace. */
export function mayIntrospect(introspection: Introspection, actor: Pick<Actor, 'token'>): boolean {
  if (introspection !== 'administrators') return introspection === 'authenticated'
  return administeredWorkspaces(actor)?.length !== 0
}

/** How such a document's callers are let in: where a token is needed they are counted by it. */
export function descriptionAdmission(introspection: Introspection): { readonly admission?: 'token' } {
  return introspection === 'administrators' ? { admission: 'token' } : {}
}

/**
 * Passes for a document that describes the interface (`/schema.graphql`, OpenAPI, their pages). Where every caller
 * may introspect it is open without a token; where nobody may there is no such route. `presented` is the caller's token,
 * `address` where he calls from.
 */
export async function allowDescription(
  deps: AccessDeps,
  introspection: Introspection,
  presented: string | undefined,
  address: string,
): Promise<void> {
  if (introspection === 'authenticated') return
  if (introspection === 'off') throw new Problem('routeNotFound', 'There is no such route.')
  const token = await authenticate(deps, presented, address)
  if (!mayIntrospect(introspection, { token })) throw new Problem('forbidden', 'Only an administrator may read this.')
}
