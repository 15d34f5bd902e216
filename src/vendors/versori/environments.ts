import { invalidFields } from '../../lib/check.js'
import { isObject, sameJson } from '../../lib/json.js'
import { Problem, type Issue } from '../../lib/problem.js'
import type { At } from '../vendor.js'
import { firstBy, repeated } from '../../lib/repeated.js'
import { lists, type Environment, type Place, type Wire } from './shape.js'
import type { Stored, StoredEnvironment, StoredPlace, StoredVariable } from './stored.js'

type ListName = (typeof lists)[number]

/** An id that is no environment's is refused before fields are: what else the entry lacks is beside the point (row 5). */
export function refuseUnknownIds(whole: unknown, { environments }: Stored): void {
  const given: readonly unknown[] = isObject(whole) && Array.isArray(whole.environments) ? whole.environments : []
  const ids = new Set(environments.map(({ id }) => id))
  const isUnknown = (entry: unknown): boolean => isObject(entry) && typeof entry.id === 'string' && !ids.has(entry.id)
  const issues = given.flatMap((entry, index) => (isUnknown(entry) ? [at(index, ['id'], 'is no environment of this connection')] : []))
  if (issues.length > 0) throw invalidFields(issues)
}

/** Refuses what an environment list may not say about environments and places that exist (contract section (c), rows 3 to 12). */
export function environmentIssues({ environments }: Wire, stored: Stored | undefined): Issue[] {
  const ids = environments.map(({ id }) => (stored ? id : undefined))
  const known = firstBy(stored?.environments ?? [], ({ id }) => id)
  return [
    ...repeated(ids.map((id, index) => id ?? `new ${index}`)).map((index) => at(index, ['id'], 'is used twice')),
    ...environments.flatMap((environment, index) => {
      const id = ids[index]
      if (id === undefined) return newPlaceIssues(environment, index)
      const before = known.get(id)
      return before ? lists.flatMap((list) => placeIssues(environment, before, index, list)) : []
    }),
  ]
}

/** Names are compared on the final list, so that two environments may swap theirs. */
export function refuseRepeatedNames({ environments }: Wire): void {
  const issues = repeated(environments.map(({ name }) => name)).map((index) => at(index, ['name'], 'is the name of another environment'))
  if (issues.length > 0) throw new Problem('conflict', 'Two environments have the same name.', issues)
}

function at(index: number, path: Issue['path'], message: string): Issue {
  return { path: ['environments', index, ...path], message }
}

function newPlaceIssues(environment: Environment, index: number): Issue[] {
  return lists.flatMap((list) =>
    environment.credentials[list].flatMap((place, position) =>
      place.credential ? [] : [at(index, ['credentials', list, position, 'credential'], 'is required')],
    ),
  )
}

/** Of places that exist only the order and the settings of the scheme may change, and none may be left out. */
function placeIssues(environment: Environment, before: StoredEnvironment, index: number, list: ListName): Issue[] {
  const given = environment.credentials[list]
  const known = before.credentials[list]
  const path = ['credentials', list] as const
  const places = firstBy(known, ({ id }) => id)
  const ids = new Set(given.map(({ id }) => id))
  return [
    ...given.flatMap((place, position) => placeIssue(place, places, (field, message) => at(index, [...path, position, ...field], message))),
    ...repeated(given.map(({ id }, position) => id ?? `new ${position}`)).map((position) =>
      at(index, [...path, position, 'id'], 'is used twice'),
    ),
    ...(known.every(({ id }) => ids.has(id)) ? [] : [at(index, path, 'must hold every credential that is there')]),
  ]
}

function placeIssue(
  place: Place,
  known: ReadonlyMap<string, StoredPlace>,
  issue: (path: Issue['path'], message: string) => Issue,
): Issue[] {
  if (place.id === undefined) return [issue(['id'], 'is required')]
  const before = known.get(place.id)
  if (!before) return [issue(['id'], 'is no credential of this environment')]
  const isSameScheme = before.authSchemeConfig.schemeType === place.authSchemeConfig.schemeType
  const isSameCredential = !place.credential || place.credential.id === before.credential.id
  return [
    ...(isSameScheme ? [] : [issue(['authSchemeConfig', 'schemeType'], 'cannot be changed')]),
    ...(isSameCredential ? [] : [issue(['credential'], 'cannot be changed')]),
  ]
}

/** The environments as they are kept: ids and times given, defaults spread over new ones (row 14). */
export function keepEnvironments(
  wire: Wire,
  stored: Stored | undefined,
  at: At,
  credentialId: (place: Place, path: Issue['path']) => string,
): StoredEnvironment[] {
  const now = new Date(at.now).toISOString()
  const knownEnvironments = firstBy(stored?.environments ?? [], ({ id }) => id)
  return wire.environments.map((environment, index) => {
    const before = knownEnvironments.get(environment.id ?? '')
    const keep = (list: ListName): StoredPlace[] => {
      const places = firstBy(before?.credentials[list] ?? [], ({ id }) => id)
      return environment.credentials[list].map((place, position) => {
        const known = places.get(place.id ?? '')
        return {
          id: known?.id ?? at.newId(),
          authSchemeConfig: place.authSchemeConfig,
          credential: known?.credential ?? {
            id: credentialId(place, ['environments', index, 'credentials', list, position, 'credential']),
          },
        }
      })
    }
    const kept = {
      id: before?.id ?? at.newId(),
      name: environment.name,
      variables: before ? environment.variables : overlay(wire.environmentVariables ?? [], environment.variables),
      credentials: { action: keep('action'), trigger: keep('trigger') },
      createdAt: before?.createdAt ?? now,
    }
    return { ...kept, updatedAt: before && sameJson({ ...before, updatedAt: undefined }, kept) ? before.updatedAt : now }
  })
}

/** The first list with the second set by name on top. */
export function overlay(under: readonly StoredVariable[], over: readonly StoredVariable[]): StoredVariable[] {
  return [...new Map([...under, ...over].map((variable) => [variable.name, variable])).values()]
}
