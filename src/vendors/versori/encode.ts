import type { Json, JsonObject } from '../../lib/json.js'
import type { Found, FoundPart } from '../found.js'
import { encodeCredential } from './credential-encode.js'
import type { Scheme } from './shape.js'
import { asStored, type StoredEnvironment, type StoredPlace, type StoredVersion } from './stored.js'
import { versionsOf } from './versions.js'

type Parts = (key: string) => FoundPart

/** A connection as every answer shows it (contract section (b), Connection). Lists are there even when empty. */
export function encodeConnection({ key, workspaceKey, wire, part, ...found }: Found): JsonObject {
  const stored = asStored(wire)
  const parts: Parts = (id) => part('credential', id)
  return {
    id: key,
    organisationId: workspaceKey,
    name: stored.name,
    protocol: stored.protocol,
    ...(stored.protocol === 'http' ? { baseUrl: stored.baseUrl } : { datasetId: stored.datasetId }),
    authSchemeConfigs: stored.authSchemeConfigs.map((scheme) => encodeScheme(scheme, parts)),
    environmentVariables: stored.environmentVariables as unknown as Json,
    environments: stored.environments.map((environment) => encodeEnvironment(environment, parts)),
    versions: versionsOf(stored).map(encodeVersion),
    createdAt: new Date(found.createdAt).toISOString(),
    updatedAt: new Date(found.updatedAt).toISOString(),
  }
}

/** An environment with its credentials (contract section (b), Environment). */
export function encodeEnvironment({ id, name, variables, credentials, createdAt, updatedAt }: StoredEnvironment, parts: Parts): JsonObject {
  const encodePlace = (place: StoredPlace): JsonObject => ({
    id: place.id,
    authSchemeConfig: encodeScheme(place.authSchemeConfig, parts),
    credential: encodeCredential(parts(place.credential.id)),
  })
  return {
    id,
    name,
    variables: variables as unknown as Json,
    credentials: { action: credentials.action.map(encodePlace), trigger: credentials.trigger.map(encodePlace) },
    createdAt,
    updatedAt,
  }
}

/** Contract section (b), ConnectionVersion. */
export function encodeVersion({
  id,
  name,
  description,
  isLatest,
  isDefault,
  createdAt,
  updatedAt,
  publishedAt,
}: StoredVersion): JsonObject {
  return { id, name, description, isLatest, isDefault, createdAt, updatedAt, publishedAt }
}

/** A scheme; the application of an OAuth 2.0 flow is shown as a whole credential. */
function encodeScheme(scheme: Scheme, parts: Parts): JsonObject {
  const code = scheme.schemeType === 'oauth2' ? scheme.flows.authorizationCode : undefined
  if (scheme.schemeType !== 'oauth2' || !code) return scheme
  const applicationCredential = encodeCredential(parts(code.applicationCredential.id))
  return { ...scheme, flows: { ...scheme.flows, authorizationCode: { applicationCredential } } }
}
