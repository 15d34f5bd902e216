import { check } from '../../lib/check.js'
import { valueAt } from '../../lib/field-path.js'
import type { JsonObject } from '../../lib/json.js'
import type { Issue } from '../../lib/problem.js'
import { keepSecrets, splitSecrets } from '../split.js'
import type { Opened, PartDraft, SharedPart } from '../vendor.js'
import { fields } from './fields.js'
import { credentialShape, lists, redacted } from './shape.js'
import { applicationOf, asStored, type StoredPlace, type StoredUse } from './stored.js'

const type = 'VersoriCredential'

/** A credential of an organisation, which several environments may share. */
export const credential: SharedPart = {
  type,
  usage: 'VersoriCredentialUsage',
  parse: (whole) => readCredential(whole),
  write,
  usages,
}

/** A whole credential, which stands in the input where `at` says. */
export function readCredential(whole: unknown, at: Issue['path'] = []): PartDraft {
  const wire = check(credentialShape, whole, at)
  return { name: wire.name, type: wire.type, ...splitSecrets(fields, type, wire) }
}

/** Secrets that need not be there: one that is left out is kept, null removes it. */
const optional: ReadonlySet<string> = new Set(['data/accessToken', 'data/refreshToken'])

/** PUT: the body is the whole, and the mask of a secret means the stored one (contract section (d)). */
function write(opened: Opened, input: unknown): unknown {
  const stored = opened.whole.open()
  return keepSecrets(fields, type, stored, input, (value, path) => {
    const isKept = value === redacted || (value === undefined && optional.has(path))
    return isKept && valueAt(stored, path) !== undefined
  })
}

/** The first place in each list of each environment, in their order; then the schemes on offer. */
function usages(connection: JsonObject, key: string): JsonObject[] {
  const { environments, authSchemeConfigs } = asStored(connection)
  const isUse = (place: StoredPlace): boolean => place.credential.id === key || applicationOf(place.authSchemeConfig) === key
  const placed = environments.flatMap((environment) =>
    lists.flatMap((list): StoredUse[] => {
      const place = environment.credentials[list].find(isUse)
      return place ? [{ environment, list, schemeType: place.authSchemeConfig.schemeType }] : []
    }),
  )
  const offered = authSchemeConfigs.filter((scheme) => applicationOf(scheme) === key).slice(0, 1)
  return [...placed, ...offered.map(({ schemeType }): StoredUse => ({ schemeType }))].map(useWire)
}

/** Interfaces have no index signature, so TypeScript takes a use for no JSON. */
function useWire(use: StoredUse): JsonObject {
  return use as unknown as JsonObject
}
