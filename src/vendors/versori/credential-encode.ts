import type { z } from 'zod'
import type { Json, JsonObject } from '../../lib/json.js'
import type { FoundPart, FoundUsage } from '../found.js'
import type { credentialShape } from './shape.js'
import { slugOf } from './slug.js'
import type { StoredUse } from './stored.js'

/** A credential with its secrets as the mask (contract section (d)), and with its usages where they were looked up. */
export function encodeCredential({ key, wire, usages, createdAt, updatedAt }: FoundPart): JsonObject {
  return {
    id: key,
    type: wire.type,
    name: wire.name,
    data: wire.data ?? {},
    ...(usages && { usages: encodeUsages(usages) }),
    ...times({ createdAt, updatedAt }),
  }
}

/** What fits a credential that nothing uses. */
const usualScheme: Readonly<Record<Credential['type'], StoredUse['schemeType']>> = {
  none: 'none',
  string: 'api-key',
  binary: 'google-service-account',
  'basic-auth': 'basic-auth',
  'oauth2-client': 'oauth2',
  'oauth2-token': 'oauth2',
}

/** A credential in a list, with the scheme of its first use. */
export function encodeSummary(found: FoundPart): JsonObject {
  const { type, name } = asCredential(found)
  const [first] = (found.usages ?? []).map(asUse)
  return { id: found.key, type, name, authSchemeType: first?.schemeType ?? usualScheme[type] }
}

/** Environments that use a credential, each once. A scheme on offer is in no environment. */
function encodeUsages(usages: readonly FoundUsage[]): Json {
  const environments = usages.flatMap((usage): [string, JsonObject][] => {
    const { environment } = asUse(usage)
    if (!environment) return []
    const { id, name, createdAt, updatedAt } = environment
    const slug = slugOf(name)
    return [[id, { id, name, ...(slug !== '' && { slug }), connection: encodeUser(usage), createdAt, updatedAt }]]
  })
  return [...new Map(environments).values()].map((environment) => ({ environment }))
}

function encodeUser({ connection: { key, workspaceKey, wire, ...found } }: FoundUsage): JsonObject {
  return { id: key, organisationId: workspaceKey, name: wire.name, protocol: wire.protocol, ...times(found) }
}

function times({ createdAt, updatedAt }: { readonly createdAt: number; readonly updatedAt: number }): JsonObject {
  return { createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() }
}

type Credential = z.output<typeof credentialShape>

/** What `parse` of the credential's description once made, its secrets aside. */
function asCredential({ wire }: FoundPart): Pick<Credential, 'type' | 'name'> {
  return wire as unknown as Credential
}

/** What its `usages` have made. */
function asUse({ wire }: FoundUsage): StoredUse {
  return wire as unknown as StoredUse
}
