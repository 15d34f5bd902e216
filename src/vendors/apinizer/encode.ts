import type { Json, JsonObject } from '../../lib/json.js'
import type { Found } from '../found.js'
import type { Deployed } from '../route.js'
import { types, type Discriminator } from './types/index.js'

/** A connection with every member of its type, null where there is nothing (contract sections 2 and 5). */
function encode({ wire }: Found): JsonObject {
  const { members } = types[wire.type as Discriminator]
  const shown = ['type', 'name', 'description', 'deployToWorker', 'enabled', ...Object.keys(members)]
  return Object.fromEntries(shown.map((name): [string, Json] => [name, wire[name] ?? null]))
}

/** Contract section 1: of a list, and of one connection too. */
export function listed(items: readonly Found[]): JsonObject {
  return { success: true, resultList: items.map(encode), resultCount: items.length }
}

/** Contract sections 1 and 3: what was to be deployed tells of every environment; a change that is not for the workers tells nothing. */
export function mutated(deployed: readonly Deployed[] | undefined): JsonObject {
  if (!deployed) return { success: true }
  const deploymentResults = deployed.map(({ environment, success, message }) => ({ environmentName: environment, success, message }))
  return { success: true, deploymentResult: { success: deployed.every(({ success }) => success), deploymentResults } }
}
