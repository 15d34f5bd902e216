import type { JsonObject } from '../../lib/json.js'
import type { Scheme } from './shape.js'

/** A Versori connection as it is kept: every environment and every place has an id, credentials are references. */
export interface Stored {
  readonly name: string
  readonly protocol: 'http' | 'bigquery'
  readonly baseUrl?: string
  readonly datasetId?: string
  readonly authSchemeConfigs: readonly Scheme[]
  readonly environmentVariables: readonly StoredVariable[]
  readonly environments: readonly StoredEnvironment[]
  readonly versions?: readonly StoredVersion[]
}

export interface StoredVariable {
  readonly name: string
  readonly value: string
}

export interface StoredEnvironment {
  readonly id: string
  readonly name: string
  readonly variables: readonly StoredVariable[]
  readonly credentials: { readonly action: readonly StoredPlace[]; readonly trigger: readonly StoredPlace[] }
  readonly createdAt: string
  readonly updatedAt: string
}

export interface StoredVersion {
  readonly id: string
  readonly name: string
  readonly description?: string | undefined
  readonly isLatest: boolean
  readonly isDefault: boolean
  /** It is the default because somebody said so. */
  readonly isChosen?: true | undefined
  readonly createdAt: string
  readonly updatedAt: string
  readonly publishedAt: string | null
}

export interface StoredPlace {
  readonly id: string
  readonly authSchemeConfig: Scheme
  readonly credential: { readonly id: string }
}

/** One use of a credential: in a list of an environment, or by a scheme on offer. */
export interface StoredUse {
  readonly schemeType: Scheme['schemeType']
  readonly environment?: StoredEnvironment
  readonly list?: 'action' | 'trigger'
}

/** The credential that an OAuth 2.0 scheme asks with; undefined when it has none. */
export function applicationOf(scheme: Scheme): string | undefined {
  return scheme.schemeType === 'oauth2' ? scheme.flows.authorizationCode?.applicationCredential.id : undefined
}

/** What `parse` once made and the store gave back. */
export function asStored(whole: JsonObject): Stored {
  return whole as unknown as Stored
}
