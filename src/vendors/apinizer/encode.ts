import type { Json, JsonObject } from '../../lib/json.js'
import type { Found } from '../found.js'
import { types, type Discriminator } from './types/index.js'

/** A connection with every member of its type, null where there is nothing (contract sections 2 and 5). */
function encode({ wire }: Found): JsonObject {
  const { members } = types[wire.type as Discriminator]
  const shown = ['type', 'name', 'description', 'deployToWorker', 'enabled', ...members]
  return Object.fromEntries(shown.map((name): [string, Json] => [name, wire[name] ?? null]))
}

/** Contract section 1: of a list, and of one connection too. */
export function listed(items: readonly Found[]): JsonObject {
  return { success: true, resultList: items.map(encode), resultCount: items.length }
}

/** Contract section 1: a change that is not for the workers tells of no deployment. */
export function mutated(isDeployed: boolean): JsonObject {
  return { success: true, ...(isDeployed && { deploymentResult: { success: true } }) }
}
