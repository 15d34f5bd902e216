import { valueAt, type FieldPath } from '../lib/field-path.js'
import { isObject, sameJson, type Json, type JsonObject } from '../lib/json.js'
import { Secret } from '../lib/secret.js'
import { withSecrets, type UrlHint } from '../vendors/split.js'
import type { At, Sealable } from '../vendors/vendor.js'
import type { Change } from './update.js'

/**
 * The secrets that a change brings a value for, be it the stored one. Who may not see secrets must not learn by a write that
 * his guess was right, so that these count as changed. What was given is found without a look at the input: the change is
 * applied once more, to a whole with other secrets, and what does not follow them was given. A URL without credentials is
 * shown to everybody, and so is the form of one with credentials that means the stored one.
 */
export function givenSecrets({ settings, secrets, hints }: Sealable, change: Change, at: At): ReadonlySet<FieldPath> {
  if (Object.keys(secrets).length === 0) return new Set()
  const others = new Map(Object.entries(secrets).map(([path, secret]) => [path, other(secret.open(), at, hints[path])]))
  const stored = { whole: new Secret(withSecrets(settings, others)) }
  const changed = change(stored, { ...at, stored })
  const isGiven = (path: FieldPath): boolean => {
    const hint = hints[path] as Partial<UrlHint & JsonObject> | undefined
    const value = valueAt(changed, path)
    return hint?.isWhole !== true && value !== undefined && value !== hint?.withoutCredentials && !sameJson(value, others.get(path))
  }
  return new Set(Object.keys(secrets).filter(isGiven))
}

/** The same JSON with another value at every place, but for the members that are shown as facts. */
function other(value: Json, at: At, shown?: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => other(item, at))
  if (typeof value === 'number') return value === 0 ? 1 : -value
  if (typeof value === 'boolean') return !value
  if (!isObject(value)) return at.newId()
  const facts = isObject(shown) ? shown : {}
  const entries = Object.entries(value)
  return Object.fromEntries(entries.map(([name, member = null]) => [name, member === facts[name] ? member : other(member, at)]))
}
