import type { IExecutableSchemaDefinition } from '@graphql-tools/schema'
import type { Connection, Grant } from '../../store/rows.js'
import type { Vendor, VendorId } from '../../vendors/vendor.js'
import type { GraphContext } from '../context.js'
import { partTypes } from '../part-types.js'
import type { NodeSource, UserErrorSource } from '../sources.js'
import { mutation } from './mutation.js'
import { pageResolvers } from './pages.js'
import { query } from './query.js'
import { dateTime, json } from './scalars.js'
import { vendorResolvers } from './vendor-types.js'

type Resolvers = NonNullable<IExecutableSchemaDefinition['resolvers']>

/** Every resolver there is. */
export function createResolvers(vendors: Readonly<Record<VendorId, Vendor>>): Resolvers {
  const all = Object.values(vendors)
  const parts = partTypes(all)
  const tables = vendorResolvers(all)
  const profileOf = ({ vendor }: Connection): string => vendors[vendor].profile

  const shared = {
    DateTime: dateTime,
    JSON: json,
    Vendor: Object.fromEntries(all.map(({ id }) => [id.toUpperCase(), id])),
    Query: { ...query },
    Mutation: { ...mutation },
    Node: { __resolveType: (source: NodeSource) => nodeType(source, profileOf, parts) },
    ConnectionProfile: { __resolveType: profileOf },
    ConnectionProfileCommon: { __resolveType: profileOf },
    UserError: { __resolveType: ({ currentRevision }: UserErrorSource) => (currentRevision === undefined ? 'Refusal' : 'StaleError') },
    ConnectionProfileConnection: pageResolvers,
    WorkspaceConnection: pageResolvers,
    Grant: {
      workspace: ({ workspaceId }: Grant, _: unknown, { loaders }: GraphContext) => workspaceId && loaders.workspaces.load(workspaceId),
    },
  }
  const profiles = all.map(({ profile }) => [profile, { ...tables[profile], ...connectionFields }])
  const shown = Object.values(parts).map((type) => [type, { ...tables[type], vendorKey: ({ key }: { key: string }) => key }])
  return { ...tables, ...shared, ...Object.fromEntries([...profiles, ...shown]) } as Resolvers
}

/** What every connection presents alike, beyond its columns. */
const connectionFields = {
  vendorKey: ({ key }: Connection) => key,
  workspace: ({ workspaceId }: Connection, _: unknown, { loaders }: GraphContext) => loaders.workspaces.load(workspaceId),
}

function nodeType(source: NodeSource, profileOf: (connection: Connection) => string, parts: Readonly<Record<string, string>>): string {
  if ('grants' in source) return 'Token'
  if (!('settings' in source)) return 'Workspace'
  return 'kind' in source ? (parts[source.kind] ?? '') : profileOf(source)
}
