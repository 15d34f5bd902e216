import { z } from 'zod'
import { check, invalidFields } from '../../lib/check.js'
import { sameJson } from '../../lib/json.js'
import { firstBy } from '../../lib/repeated.js'
import type { Opened } from '../vendor.js'
import { overlay } from './environments.js'
import { redacted, variables } from './shape.js'
import { asStored, type Stored, type StoredEnvironment, type StoredPlace, type StoredVariable } from './stored.js'

const list = z.array(z.unknown()).nullish()
const places = z.array(z.looseObject({ id: z.string().nullish() })).nullish()

/** What is said of an environment that exists (contract section (b), EnvironmentUpdate). */
export const entry = z.looseObject({
  id: z.string().nullish(),
  variables: variables.nullish(),
  credentials: z.looseObject({ action: places, trigger: places }).nullish(),
})
type Entry = z.output<typeof entry>

/** The body of PUT as far as merging needs it; `parse` checks the rest (contract section (b), ConnectionUpdate). */
const update = z.looseObject({
  name: z.string(),
  protocol: z.string(),
  authSchemeConfigs: list,
  environmentVariables: variables.nullish(),
  environments: z.array(entry).nullish(),
})
type Update = z.output<typeof update>

/** PUT: a list that is given replaces, one that is left out stays (contract section (c)). */
export function write(opened: Opened, input: unknown): unknown {
  const body = check(update, input)
  const stored = asStored(opened.whole.open())
  if (body.protocol !== stored.protocol) throw invalidFields([{ path: ['protocol'], message: 'cannot be changed' }])
  return {
    name: body.name,
    protocol: stored.protocol,
    ...address(stored, body),
    authSchemeConfigs: body.authSchemeConfigs ?? stored.authSchemeConfigs,
    environmentVariables: body.environmentVariables ?? stored.environmentVariables,
    environments: environments(stored, body),
    versions: stored.versions,
  }
}

/** Row 17: http needs its base URL; bigquery takes either and keeps its dataset unless one is given. */
function address(stored: Stored, body: Update): { baseUrl?: unknown; datasetId?: unknown } {
  if (stored.protocol === 'bigquery') {
    return { datasetId: body.datasetId ?? (typeof body.baseUrl === 'string' ? stored.datasetId : undefined) }
  }
  return { baseUrl: body.baseUrl === redacted ? stored.baseUrl : body.baseUrl }
}

/** Rows 3 to 5, 11 and 13: kept, edited and new entries, then the default variables over those that existed. */
function environments(stored: Stored, body: Update): unknown[] {
  const isNew = (entry: Entry): boolean => typeof entry.id !== 'string'
  const given = body.environmentVariables ?? undefined
  const defaults = given && !sameJson(given, stored.environmentVariables) ? given : undefined
  if (!body.environments) return stored.environments.map((known) => ({ ...known, variables: defaults ?? known.variables }))
  const byId = firstBy(stored.environments, ({ id }) => id)
  return body.environments.map((entry) => {
    if (isNew(entry)) return entry
    const known = byId.get(entry.id ?? '')
    return known ? edited(entry, known, defaults) : entry // parse names the unknown id
  })
}

/** An environment that exists, as an entry changes it: what the entry leaves out stays (rows 11 and 12). */
export function edited(entry: Entry, known: StoredEnvironment, defaults?: readonly StoredVariable[]): Record<string, unknown> {
  const variables = entry.variables ? overlay(entry.variables, defaults ?? []) : (defaults ?? known.variables)
  return { ...entry, variables, credentials: credentials(entry, known) }
}

function credentials(entry: Entry, known: StoredEnvironment): unknown {
  const merge = (given: z.output<typeof places>, before: readonly StoredPlace[]): unknown[] | readonly StoredPlace[] =>
    given?.map((place) => ({ ...place, credential: undefined })) ?? before
  return {
    action: merge(entry.credentials?.action, known.credentials.action),
    trigger: merge(entry.credentials?.trigger, known.credentials.trigger),
  }
}
