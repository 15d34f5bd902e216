import { splitPath } from '../lib/field-path.js'
import { sameJson, type JsonObject } from '../lib/json.js'
import type { SecretVersions } from '../store/rows.js'

interface State {
  readonly settings: JsonObject
  readonly secretVersions: SecretVersions
}

/** Names of the top-level wire members, plain or secret, that differ. */
export function changedMembers(before: State, after: State): string[] {
  const settings = union(before.settings, after.settings).filter((name) => !sameJson(before.settings[name], after.settings[name]))
  const secrets = union(before.secretVersions, after.secretVersions).filter(
    (field) => before.secretVersions[field] !== after.secretVersions[field],
  )
  return [...new Set([...settings, ...secrets.map((field) => splitPath(field)[0] ?? field)])]
}

/** Before there was anything. */
export const nothing: State = { settings: {}, secretVersions: {} }

function union(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
}
