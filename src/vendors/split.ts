import { joinPath, splitPath, valueAt, withValues, type FieldPath } from '../lib/field-path.js'
import { isObject, type Json, type JsonObject } from '../lib/json.js'
import { Secret } from '../lib/secret.js'
import { entryPath, memberOf, type Entry, type FieldTables, type Shape } from './fields.js'
import type { Sealable } from './vendor.js'

/** What is known in plain about a sealed URL. `isWhole`: there is nothing else in it. */
export interface UrlHint {
  readonly withoutCredentials: string | null
  readonly isWhole: boolean
}

/** Takes the secrets that the tables name out of a wire form, and notes the plain facts about them. */
export function splitSecrets(tables: FieldTables, shape: Shape, whole: JsonObject): Sealable {
  const secrets: Record<FieldPath, Secret<Json>> = {}
  const hints: Record<FieldPath, Json> = {}
  const taken: [FieldPath, undefined][] = []
  for (const { path, entry } of sealedPlaces(tables, shape, whole)) {
    const value = valueAt(whole, path) as Json | undefined
    if (value === undefined || value === null) continue
    secrets[path] = new Secret(value)
    taken.push([path, undefined])
    const hint = hintOf(entry, value)
    if (hint !== undefined) hints[path] = hint
  }
  return { settings: withValues(whole, taken) as JsonObject, secrets, hints }
}

type SealedEntry = Extract<Entry, { kind: 'secret' | 'url' | 'document' }>
interface SealedPlace {
  readonly path: FieldPath
  readonly entry: SealedEntry
}

/** Every place of a secret that the tables name in this wire form, whether there is one or not. */
function sealedPlaces(tables: FieldTables, shape: Shape, wire: unknown, base: readonly string[] = [], name = ''): SealedPlace[] {
  const member = typeof shape === 'string' ? { type: shape, path: '' } : memberOf(shape, wire)
  const body = member && valueAt(wire, member.path)
  if (!member?.type || !isObject(body)) return []
  const inside = [...base, ...splitPath(member.path)]
  return Object.values(tables[member.type] ?? {}).flatMap((entry) => placesOf(tables, entry, body, inside, name))
}

function placesOf(tables: FieldTables, entry: Entry, body: unknown, base: readonly string[], name: string): SealedPlace[] {
  const path = entryPath(entry)
  if (typeof entry === 'string' || path === undefined) return []
  const value = valueAt(body, path)
  const inside = [...base, ...splitPath(path)]
  switch (entry.kind) {
    case 'secret':
      return entry.when?.(name, value) === false ? [] : [{ path: joinPath(...inside), entry }]
    case 'url':
    case 'document':
      return [{ path: joinPath(...inside), entry }]
    case 'one':
      return sealedPlaces(tables, entry.shape, value, inside)
    case 'list':
      if (entry.by === 'position' || !Array.isArray(value)) return []
      return value.flatMap((item) => sealedPlaces(tables, entry.shape, item, [...inside, String(valueAt(item, entry.by))]))
    case 'entries': {
      const { type } = entry
      if (type === null || !isObject(value)) return []
      return Object.entries(value).flatMap(([key, item]) => sealedPlaces(tables, type, item, [...inside, key], key))
    }
    default:
      return []
  }
}

/** The input with stored secrets put where it has none: where `isMissing` says so of what stands in a secret's place, and of the place. */
export function keepSecrets(
  tables: FieldTables,
  shape: Shape,
  stored: unknown,
  input: unknown,
  isMissing: (value: unknown, path: FieldPath) => boolean,
): unknown {
  const missing = sealedPlaces(tables, shape, input).filter(({ path }) => isMissing(valueAt(input, path), path))
  return missing.length === 0
    ? input
    : withValues(
        input,
        missing.map(({ path }) => [path, valueAt(stored, path)]),
      )
}

function hintOf(entry: SealedEntry, value: Json): Json | undefined {
  if (entry.kind === 'document') return entry.facts(value)
  if (entry.kind === 'secret' || typeof value !== 'string') return undefined
  const form = entry.form(value)
  return { withoutCredentials: form, isWhole: form === value } satisfies UrlHint & JsonObject
}

/** The wire form with values put in the places of secrets. */
export function withSecrets(settings: JsonObject, values: Iterable<readonly [FieldPath, Json | undefined]>): JsonObject {
  return withValues(
    settings,
    [...values].filter(([, value]) => value !== undefined),
  ) as JsonObject
}
