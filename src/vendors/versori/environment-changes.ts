import { z } from 'zod'
import { check, invalidFields } from '../../lib/check.js'
import { Problem } from '../../lib/problem.js'
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

/** A member that is left out stays (contract section (c), rows 4, 11 and 12). Null stands for one that a whole lacks. */
const updateEnvironment: VendorChange = (opened, input) => {
  const { stored, environment } = namedBy(input, opened)
  const body = check(entry, input)
  const lacking = ['id', 'name'].filter((member) => body[member] === null)
  if (lacking.length > 0) throw invalidFields(lacking.map((member) => ({ path: [member], message: 'is required' })))
  const { id = environment.id, name = environment.name } = body
  if (id !== environment.id) throw invalidFields([{ path: ['id'], message: 'must equal the environment in the path' }])
  const others = stored.environments.filter((one) => one !== environment)
  refuseTaken(others, name, 'an environment')
  return { ...stored, environments: stored.environments.map((one) => (one === environment ? { ...edited(body, one), id, name } : one)) }
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
