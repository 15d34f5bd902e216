import { z } from 'zod'
import { check, invalidFields } from '../../lib/check.js'
import { Problem, type Issue } from '../../lib/problem.js'
import type { Opened, Vendor, VendorChange } from '../vendor.js'
import { asStored, type Stored, type StoredEnvironment } from './stored.js'
import { refuseTaken } from './taken.js'
import { edited, entry } from './write.js'

const named = z.looseObject({ environment_id: z.string() })

/** An environment by its id. */
export function environmentOf({ environments }: Stored, id: string): StoredEnvironment {
  const environment = environments.find((one) => one.id === id)
  if (environment) return environment
  throw new Problem('notFound', 'There is no such environment.', [{ path: ['environment_id'], message: 'is unknown' }])
}

/** The environment that an input names, and what it is part of. */
function namedBy(input: unknown, opened: Opened): { stored: Stored; environment: StoredEnvironment } {
  const stored = asStored(opened.whole.open())
  return { stored, environment: environmentOf(stored, check(named, input).environment_id) }
}

/** A member that is left out stays (contract section (c), rows 4, 11 and 12). A null id or name stands for one that a whole lacks. */
const updateEnvironment: VendorChange = (opened, input) => {
  const { stored, environment } = namedBy(input, opened)
  const body = check(entry, input)
  const { id = environment.id, name = environment.name } = body
  const issues = [
    ...nullIssues(body, ['id', 'name'], 'is required'),
    ...nullIssues(body, ['variables', 'credentials'], 'cannot be null; left out it is kept'),
    ...(id === null || id === environment.id ? [] : [{ path: ['id'], message: 'must equal the environment in the path' }]),
  ]
  if (issues.length > 0) throw invalidFields(issues)
  const others = stored.environments.filter((one) => one !== environment)
  refuseTaken(others, name, 'an environment')
  return { ...stored, environments: stored.environments.map((one) => (one === environment ? { ...edited(body, one), id, name } : one)) }
}

function nullIssues(body: Readonly<Record<string, unknown>>, members: readonly string[], message: string): Issue[] {
  return members.filter((member) => body[member] === null).map((member) => ({ path: [member], message }))
}

/** Nothing subscribes to environments here, so that none is in use. */
const deleteEnvironment: VendorChange = (opened, input) => {
  const { stored, environment } = namedBy(input, opened)
  return { ...stored, environments: stored.environments.filter((one) => one !== environment) }
}

export const environmentChanges: NonNullable<Vendor['changes']> = { updateEnvironment, deleteEnvironment }

export const environmentPlaces: NonNullable<Vendor['places']> = {
  updateEnvironment: (opened, input) => {
    const { stored, environment } = namedBy(input, opened)
    return ['environments', stored.environments.indexOf(environment)]
  },
}
