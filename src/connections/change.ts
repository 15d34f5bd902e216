import type { Actor } from '../access/actor.js'
import { invalidFields } from '../lib/check.js'
import { Problem, type Issue } from '../lib/problem.js'
import type { VendorId } from '../vendors/vendor.js'
import type { Deps } from './deps.js'
import type { Written } from './reveal.js'
import { updateConnection, type Change, type UpdateOptions } from './update.js'

/** One of a vendor's `changes` by its name, and what it is given. */
export interface NamedChange {
  readonly vendor: VendorId
  readonly change: string
  /** Read once it is known that the caller may change the connection. */
  readonly input: () => unknown
}

export interface Changed extends Written {
  /** Where in the whole the changed part stands. */
  readonly place: Issue['path']
}

/** Applies a change that the vendor names. What is wrong inside the changed part is told as the input calls it. */
export async function changeConnection(
  deps: Deps,
  actor: Actor,
  id: string,
  { vendor, change: name, input }: NamedChange,
  options: Pick<UpdateOptions, 'expectedRevision' | 'shows'> = {},
): Promise<Changed> {
  const { changes, places } = deps.vendors[vendor]
  const change = changes?.[name]
  if (!change) throw new Error(`The vendor has no change of this name: ${name}.`)
  let place: Issue['path'] = []
  let given: { readonly input: unknown } | undefined
  const apply: Change = (stored, at) => {
    given ??= { input: input() }
    const whole = change(stored, given.input, at)
    place = places?.[name]?.(stored, given.input) ?? []
    return whole
  }
  try {
    return { ...(await updateConnection(deps, actor, id, apply, { ...options, vendor })), place }
  } catch (error) {
    throw error instanceof Problem ? seenFrom(place, error) : error
  }
}

/** The same refusal with paths that begin at a place, where they lead there. */
function seenFrom(place: Issue['path'], problem: Problem): Problem {
  const isInside = ({ path }: Issue): boolean => place.every((segment, index) => path[index] === segment)
  if (place.length === 0 || !problem.issues.some(isInside)) return problem
  const issues = problem.issues.map((issue) => (isInside(issue) ? { ...issue, path: issue.path.slice(place.length) } : issue))
  return problem.code === 'invalid'
    ? invalidFields(issues, problem.more)
    : new Problem(problem.code, problem.message, issues, problem.stale, problem.cause, undefined, problem.more)
}
