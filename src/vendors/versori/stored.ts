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

export interface StoredPlace {
  readonly id: string
  readonly authSchemeConfig: Scheme
  readonly credential: { readonly id: string }
}

/** What `parse` once made and the store gave back. */
export function asStored(whole: JsonObject): Stored {
  return whole as unknown as Stored
}
