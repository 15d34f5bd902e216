import { findAuditEvent } from '../../access/audit-events.js'
import { findToken, listTokens } from '../../access/tokens.js'
import { connectionByKey as findByKey } from '../../connections/identity.js'
import { listConnections } from '../../connections/list.js'
import type { Actor } from '../../access/actor.js'
import { may, mayTo } from '../../access/roles.js'
import type { QueryResolvers, Vendor } from '../../generated/schema.js'
import { idKind } from '../../lib/id.js'
import { invalid } from '../../lib/problem.js'
import type { Connection } from '../../store/rows.js'
import type { VendorId } from '../../vendors/vendor.js'
import { findWorkspace, workspaceByKey } from '../../workspaces/find.js'
import { listWorkspaces } from '../../workspaces/list.js'
import type { GraphContext } from '../context.js'
import type { NodeSource } from '../sources.js'
import { settingsOf } from './pages.js'

const orderFields = { NAME: 'name', CREATED_AT: 'createdAt', UPDATED_AT: 'updatedAt' } as const
const directions = { ASC: 'asc', DESC: 'desc' } as const
const maxNodes = 100

export const vendorId = (vendor: Vendor): VendorId => vendor.toLowerCase() as VendorId

export const query: QueryResolvers = {
  node: (_, { id }, context) => findNode(context, id),

  nodes: (_, { ids }, context) => {
    if (ids.length > maxNodes) throw invalid(['ids'], `must hold at most ${maxNodes} ids`)
    return Promise.all(ids.map((id) => findNode(context, id)))
  },

  viewer: (_, _args, { actor }) => ({ token: actor.token }),

  connection: (_, { id }, context) => findConnection(context, id),

  connectionByKey: async (_, { vendor, workspace, key }, { deps, actor }) => {
    const found = await workspaceByKey(deps, vendorId(vendor), workspace)
    const connection = found && (await findByKey(deps, found, key))
    return connection && mayTo(actor, 'read', connection) ? connection : null
  },

  connections: (_, { first, after, last, before, filter, orderBy }, { deps, actor, budget }) =>
    budget.read(
      () =>
        listConnections(
          deps,
          actor,
          {
            ...(filter?.vendor && { vendor: vendorId(filter.vendor) }),
            ...(filter?.workspaceId && { workspaceId: filter.workspaceId }),
            ...(filter?.type && { types: [filter.type] }),
            ...(typeof filter?.enabled === 'boolean' && { enabled: filter.enabled }),
            ...(filter?.search && { search: filter.search }),
          },
          { field: orderFields[orderBy.field], direction: directions[orderBy.direction] },
          { first, after, last, before },
        ),
      settingsOf,
    ),

  workspaces: (_, { first, after, last, before, filter }, { deps, actor, budget }) =>
    budget.read(
      () => listWorkspaces(deps, actor, filter?.vendor ? vendorId(filter.vendor) : undefined, { first, after, last, before }),
      settingsOf,
    ),

  tokens: (_, { first, after, last, before }, { deps, actor }) => listTokens(deps, actor, { first, after, last, before }),
}

async function findNode(context: GraphContext, id: string): Promise<NodeSource | null> {
  const { deps, actor, loaders } = context
  switch (idKind(id)) {
    case 'con':
      return findConnection(context, id)
    case 'wks':
      return (await findWorkspace(deps, actor, id)) ?? null
    case 'tok':
      return (await findToken(deps, actor, id)) ?? null
    case 'crd':
      return readable(actor, await loaders.parts.load(id))
    case 'wrk':
      return readable(actor, await loaders.workers.load(id))
    case 'dep':
      return readable(actor, await loaders.deployments.load(id))
    case 'aud':
      return (await findAuditEvent(deps, actor, id)) ?? null
    default:
      return null
  }
}

/** What is in a workspace, for a caller who may read the whole of it. */
export function readable<T extends { readonly workspaceId: string }>(actor: Actor, found: T | undefined): T | null {
  return found && may(actor, 'read', found.workspaceId) ? found : null
}

async function findConnection({ actor, loaders }: GraphContext, id: string): Promise<Connection | null> {
  const connection = await loaders.connections.load(id)
  return connection && mayTo(actor, 'read', connection) ? connection : null
}
