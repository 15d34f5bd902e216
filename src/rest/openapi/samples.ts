import type { Json, JsonObject } from '../../lib/json.js'
import type { Found, FoundPart, FoundWorkspace } from '../../vendors/found.js'
import type { Deployed, Params, Route, Told } from '../../vendors/route.js'
import type { Sealable, Vendor } from '../../vendors/vendor.js'
import { maskedWire } from '../found.js'

/** A connection of a vendor and all that goes with it, as callers see it who may see no secrets. */
export interface Samples {
  readonly params: Params
  readonly found: Found
  readonly workspace: FoundWorkspace
  /** A shared part that the connection uses; undefined for a vendor without shared parts. */
  readonly part: FoundPart | undefined
  readonly deployed: readonly Deployed[] | undefined
}

const now = Date.UTC(2026, 0, 12, 9, 30)

/** Made by the vendor's own reading of its sample, so that an example is what the gateway would answer. */
export function samplesOf({ rest: { sample, mask }, parse, parts: kinds = {}, deliver }: Vendor): Samples {
  const times = { createdAt: now, updatedAt: now }
  const draft = parse(sample.whole, { newId: ids(), now })
  const wireOf = (sealable: Sealable): JsonObject =>
    maskedWire({ ...sealable, secretVersions: Object.fromEntries(Object.keys(sealable.secrets).map((path) => [path, 1])) }, mask)
  const made = new Map((draft.parts ?? []).map((part) => [part.key, { key: part.key, wire: wireOf(part), ...times }]))
  const found: Found = {
    key: sample.key,
    workspaceKey: sample.workspace.key,
    wire: wireOf(draft),
    isSet: new Set(Object.keys(draft.secrets)),
    part: (_, key) => {
      const part = made.get(key)
      if (!part) throw new Error('A sample uses a part that it does not bring.')
      return part
    },
    ...times,
  }
  const [used] = draft.parts ?? []
  const part = used && made.get(used.key)
  const usages = used && kinds[used.kind]?.usages(draft.settings, used.key).map((wire) => ({ connection: found, wire }))
  return {
    params: sample.params(draft.settings),
    found,
    workspace: { ...sample.workspace, connections: [found], environments: [{ name: 'production', isCurrent: true }] },
    part: part && { ...part, ...(usages && { usages }) },
    deployed: deliver && [{ environment: 'production', success: true, message: 'Deployed.' }],
  }
}

/** ULIDs, the same at every start. */
function ids(): () => string {
  let last = 0
  return () => `01KESQ4V40${String(++last).padStart(16, '0')}`
}

/** What a row answers for the samples of its vendor. */
export function answerExample(route: Route, samples: Samples, place: Told['place']): Json | undefined {
  const { params, found, workspace, part, deployed } = samples
  const told: Told = { params, query: route.action === 'list' ? {} : (route.query?.parse({}) ?? {}), now }
  const partOf = (): FoundPart => {
    if (!part) throw new Error('The sample of a vendor with shared parts has none.')
    return part
  }
  switch (route.action) {
    case 'list':
      return route.answer.encode({ items: [found], totalCount: 1 })
    case 'find':
      return route.answer.encode(found, told)
    case 'create':
    case 'update':
    case 'change':
    case 'duplicate':
      return route.answer.encode(found, { ...told, input: route.request?.example, ...(place && { place }), ...(deployed && { deployed }) })
    case 'delete':
    case 'deletePart':
      return route.answer.body(params, deployed)
    case 'listWorkspaces':
      return route.answer.encode([workspace], told)
    case 'findWorkspace':
    case 'putWorkspace':
    case 'updateWorkspace':
    case 'deleteWorkspace':
      return route.answer.encode(workspace, told)
    case 'listParts':
      return route.answer.encode({ items: [partOf()], totalCount: 1 })
    case 'createPart':
    case 'findPart':
    case 'updatePart':
      return route.answer.encode(partOf(), told)
    case 'tell':
      return route.answer.body(params, told.query)
    case 'exchange':
      return route.answer.encode({ text: 'sbt_01J8X3Q5Z0_…', seconds: 3600 })
  }
}
