import { check, invalidFields } from '../../lib/check.js'
import type { JsonObject } from '../../lib/json.js'
import type { Issue } from '../../lib/problem.js'
import { addressOf, withoutCredentials } from '../../lib/url.js'
import { splitSecrets } from '../split.js'
import type { At, Draft, Endpoint, NewPart, Vendor } from '../vendor.js'
import { copy } from './copy.js'
import { credential, readCredential } from './credential.js'
import { environmentIssues, keepEnvironments, refuseRepeatedNames, refuseUnknownIds } from './environments.js'
import { environmentChanges, environmentPlaces } from './environment-changes.js'
import { fields } from './fields.js'
import { inputs, mutations } from './mutations.js'
import { dialect } from './rest.js'
import { algorithms, credentialTypes, digestInputs, lists, locations, protocols, schemeTypes, shape, ulid } from './shape.js'
import type { Scheme, Wire } from './shape.js'
import { applicationOf, asStored, type Stored } from './stored.js'
import { versionChanges, versionPlaces } from './version-changes.js'
import { keepVersions } from './versions.js'
import { write } from './write.js'

const profile = 'VersoriConnectionProfile'

/** Versori: shared credentials, nested parts, replace semantics (contract: vendors/versori.md). */
export const versori: Vendor = {
  id: 'versori',
  keys: 'ulid',
  workspaceKey: ulid,
  profile,
  fields: { ...fields, ...inputs },
  enums: {
    VersoriProtocol: protocols,
    VersoriSchemeType: schemeTypes,
    VersoriParameterLocation: locations,
    VersoriHmacAlgorithm: algorithms,
    VersoriDigestInput: digestInputs,
    VersoriCredentialType: credentialTypes,
    VersoriCredentialList: lists,
  },
  rest: dialect,
  parse,
  write,
  copy,
  changes: { ...environmentChanges, ...versionChanges },
  places: { ...environmentPlaces, ...versionPlaces },
  mutations,
  parts: { credential },
  endpoints,
}

function parse(whole: unknown, at: At): Draft {
  const stored = at.stored && asStored(at.stored.whole.open())
  if (stored) refuseUnknownIds(whole, stored)
  const wire = check(shape, whole)
  const issues = [...addressIssues(wire, stored), ...environmentIssues(wire, stored)]
  if (issues.length > 0) throw invalidFields(issues)
  refuseRepeatedNames(wire)

  const parts: NewPart[] = []
  const environments = keepEnvironments(wire, stored, at, ({ credential }, path) => {
    if (typeof credential?.id === 'string') return credential.id
    const key = at.newId()
    parts.push({ kind: 'credential', key, ...readCredential(credential, path) })
    return key
  })
  const settings = {
    ...wire,
    authSchemeConfigs: wire.authSchemeConfigs ?? [],
    environmentVariables: wire.environmentVariables ?? [],
    environments,
    versions: keepVersions(wire, at),
  }
  return {
    name: wire.name,
    type: wire.protocol,
    enabled: true,
    ...splitSecrets(fields, profile, settings as unknown as JsonObject),
    parts,
    uses: usesOf(settings),
  }
}

/** Rows 16 and 17: the protocol says which address there must be, and which there cannot be. */
function addressIssues(wire: Wire, stored: Stored | undefined): Issue[] {
  const [needed, other] = wire.protocol === 'http' ? (['baseUrl', 'datasetId'] as const) : (['datasetId', 'baseUrl'] as const)
  return [
    ...(wire[needed] === undefined ? [{ path: [needed], message: 'is required' }] : []),
    ...(wire[other] === undefined ? [] : [{ path: [other], message: `is not for ${wire.protocol}` }]),
    ...(wire.protocol === 'http' && !wire.authSchemeConfigs ? [{ path: ['authSchemeConfigs'], message: 'is required' }] : []),
    ...(stored && stored.protocol !== wire.protocol ? [{ path: ['protocol'], message: 'cannot be changed' }] : []),
  ]
}

type Use = NonNullable<Draft['uses']>[number]

/** Every credential that a place or an OAuth 2.0 scheme refers to. */
function usesOf({ authSchemeConfigs, environments }: Pick<Stored, 'authSchemeConfigs' | 'environments'>): Use[] {
  return [
    ...authSchemeConfigs.flatMap((scheme, index) => schemeUses(scheme, ['authSchemeConfigs', index])),
    ...environments.flatMap(({ credentials }, index) =>
      lists.flatMap((list) =>
        credentials[list].flatMap(({ authSchemeConfig, credential }, position) => {
          const path = ['environments', index, 'credentials', list, position]
          return [
            ...schemeUses(authSchemeConfig, [...path, 'authSchemeConfig']),
            { kind: 'credential' as const, key: credential.id, path: [...path, 'credential', 'id'] },
          ]
        }),
      ),
    ),
  ]
}

function schemeUses(scheme: Scheme, path: Issue['path']): Use[] {
  const key = applicationOf(scheme)
  if (key === undefined) return []
  return [{ kind: 'credential', key, path: [...path, 'flows', 'authorizationCode', 'applicationCredential', 'id'] }]
}

function endpoints(whole: JsonObject): Endpoint[] {
  const { baseUrl, datasetId } = asStored(whole)
  if (datasetId !== undefined) return [{ kind: 'DATABASE', host: null, port: null, database: datasetId, url: null }]
  const url = baseUrl === undefined ? null : withoutCredentials(baseUrl)
  return url === null ? [] : [{ kind: 'API', ...addressOf(url), database: null, url }]
}
