import { joinPath, splitPath, valueAt, withValue, type FieldPath } from '../lib/field-path.js'
import { isObject, type Json, type JsonObject } from '../lib/json.js'
import { Secret } from '../lib/secret.js'
import { withoutCredentials } from '../lib/url.js'
import { memberOf, type Entry, type FieldTables, type Shape } from './fields.js'
import type { Sealable } from './vendor.js'

/** What is known in plain about a sealed URL. `isWhole`: it holds no credentials at all. */
export interface UrlHint {
  readonly withoutCredentials: string | null
  readonly isWhole: boolean
}

/** Takes the secrets that the tables name out of a wire form, and notes the plain facts about them. */
export function splitSecrets(tables: FieldTables, shape: Shape, whole: JsonObject): Sealable {
  const secrets: Record<FieldPath, Secret<Json>> = {}
  const hints: Record<FieldPath, Json> = {}
  let settings: JsonObject = whole
  for (const { path, entry } of sealedEntries(tables, shape, whole)) {
    const value = valueAt(whole, path) as Json | undefined
    if (value === undefined || value === null) continue
    secrets[path] = new Secret(value)
    settings = withValue(settings, path, undefined) as JsonObject
    const hint = hintOf(entry, value)
    if (hint !== undefined) hints[path] = hint
  }
  return { settings, secrets, hints }
}

type SealedEntry = Extract<Entry, { kind: 'secret' | 'url' | 'document' }>

function sealedEntries(
  tables: FieldTables,
  shape: Shape,
  wire: unknown,
  base: readonly string[] = [],
): { path: FieldPath; entry: SealedEntry }[] {
  const member = typeof shape === 'string' ? { type: shape, path: '' } : memberOf(shape, wire)
  if (!member?.type || !isObject(wire)) return []
  const inside = [...base, ...splitPath(member.path)]
  const body = valueAt(wire, member.path)
  return Object.values(tables[member.type] ?? {}).flatMap((entry) => {
    if (typeof entry === 'string') return []
    switch (entry.kind) {
      case 'secret':
      case 'url':
      case 'document':
        return [{ path: joinPath(...inside, ...splitPath(entry.path)), entry }]
      case 'one':
        return sealedEntries(tables, entry.shape, valueAt(body, entry.path), [...inside, ...splitPath(entry.path)])
      default:
        return []
    }
  })
}

function hintOf(entry: SealedEntry, value: Json): Json | undefined {
  if (entry.kind === 'document') return entry.facts(value)
  if (entry.kind === 'secret' || typeof value !== 'string') return undefined
  const form = withoutCredentials(value)
  return { withoutCredentials: form, isWhole: form === value } satisfies UrlHint & JsonObject
}

/** The wire form with values put in the places of secrets. */
export function withSecrets(settings: JsonObject, values: Iterable<readonly [FieldPath, Json | undefined]>): JsonObject {
  let wire = settings
  for (const [path, value] of values) if (value !== undefined) wire = withValue(wire, path, value) as JsonObject
  return wire
}
