import { refuseEnded } from '../../access/authenticate.js'
import { may } from '../../access/roles.js'
import type { Connection, Grant, Token } from '../../store/rows.js'
import type { Vendor, VendorId } from '../../vendors/vendor.js'
import type { GraphContext } from '../context.js'
import type { Selected } from '../limits/selected.js'
import type { Resolvers } from '../executable.js'
import { sharedKinds } from '../part-types.js'
import type { NodeSource, UserErrorSource } from '../sources.js'
import { auditMutations, auditQueries, auditTypes } from './audit.js'
import { keyMutations, keyQueries } from './keys.js'
import { mutation } from './mutation.js'
import { pageResolvers } from './pages.js'
import { partFields, partMutations, partQueries, usageFields } from './parts.js'
import { query } from './query.js'
import { dateTime, json } from './scalars.js'
import { vendorMutations } from './vendor-mutations.js'
import { vendorResolvers } from './vendor-types.js'
import { deploymentsOf, workerMutations, workersOf, workerTypes } from './workers.js'
import { workspaceFields, workspaceMutations } from './workspaces.js'

/** Every resolver there is. */
export function createResolvers(vendors: Readonly<Record<VendorId, Vendor>>): Resolvers {
  const all = Object.values(vendors)
  const kinds = sharedKinds(all)
  const partTypes = Object.fromEntries(kinds.map(({ kind, type }): [string, string] => [kind, type]))
  const tables = vendorResolvers(all)
  const profileOf = ({ vendor }: Connection): string => vendors[vendor].profile

  const shared = {
    DateTime: dateTime,
    JSON: json,
    Vendor: Object.fromEntries(all.map(({ id }) => [id.toUpperCase(), id])),
    Query: { ...query, ...auditQueries, ...keyQueries, ...partQueries(kinds) },
    Mutation: eachForOpenTokens({
      ...mutation,
      ...auditMutations,
      ...workspaceMutations,
      ...workerMutations,
      ...keyMutations,
      ...partMutations(kinds),
      ...vendorMutations(all),
    }),
    Node: { __resolveType: (source: NodeSource) => nodeType(source, profileOf, partTypes) },
    ConnectionProfile: { __resolveType: profileOf },
    ConnectionProfileCommon: { __resolveType: profileOf },
    UserError: { __resolveType: ({ currentRevision }: UserErrorSource) => (currentRevision === undefined ? 'Refusal' : 'StaleError') },
    ConnectionProfileConnection: pageResolvers,
    Workspace: { ...workspaceFields, workers: workersOf },
    ...workerTypes,
    ...auditTypes,
    WorkspaceConnection: pageResolvers,
    TokenConnection: pageResolvers,
    Token: {
      grants: ({ grants }: Token, _: unknown, { actor, budget }: GraphContext, selected: Selected) =>
        budget.items(
          grants.filter(({ workspaceId }) => workspaceId === null || may(actor, 'enter', workspaceId)),
          selected,
        ),
    },
    Grant: {
      projectIds: ({ projectIds }: Grant, _: unknown, { budget }: GraphContext, selected: Selected) =>
        projectIds && budget.items(projectIds, selected),
      workspace: ({ workspaceId }: Grant, _: unknown, { loaders }: GraphContext) => workspaceId && loaders.workspaces.load(workspaceId),
    },
  }
  const profiles = all.map(({ profile, deliver }) => [
    profile,
    { ...tables[profile], ...connectionFields, ...(deliver && deploymentFields) },
  ])
  const parts = kinds.flatMap(({ type, usage }) => [
    [type, { ...tables[type], ...partFields }],
    [usage, { ...tables[usage], ...usageFields }],
    [`${type}Connection`, pageResolvers],
  ])
  return { ...tables, ...shared, ...Object.fromEntries([...profiles, ...parts]) } as Resolvers
}

type Mutation = (source: never, args: never, context: GraphContext, info: never) => unknown

/** The same mutations, none of which is begun with a token that has ended, be it by the one before in the same document. */
function eachForOpenTokens(mutations: object): object {
  const guarded = (resolve: Mutation): Mutation => {
    return async (source, args, context, info) => {
      await refuseEnded(context.deps, context.actor)
      return resolve(source, args, context, info)
    }
  }
  return Object.fromEntries(Object.entries(mutations as Record<string, Mutation>).map(([name, resolve]) => [name, guarded(resolve)]))
}

/** What every connection presents alike, beyond its columns. */
const connectionFields = {
  vendorKey: ({ key }: Connection) => key,
  workspace: ({ workspaceId }: Connection, _: unknown, { loaders }: GraphContext) => loaders.workspaces.load(workspaceId),
  endpoints: ({ endpoints }: Connection, _: unknown, { budget }: GraphContext, selected: Selected) => budget.items(endpoints, selected),
}

const deploymentFields = { deployments: deploymentsOf('connectionId') }

function nodeType(source: NodeSource, profileOf: (connection: Connection) => string, parts: Readonly<Record<string, string>>): string {
  if ('grants' in source) return 'Token'
  if ('requestId' in source) return 'AuditEvent'
  if (!('workspaceId' in source)) return 'Workspace'
  if ('workerId' in source) return 'Deployment'
  if ('environment' in source) return 'Worker'
  return 'kind' in source ? (parts[source.kind] ?? '') : profileOf(source)
}
