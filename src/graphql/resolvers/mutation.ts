import { may } from '../../access/roles.js'
import { allow, recordDenial, type Subject } from '../../access/allow.js'
import { createToken, revokeToken } from '../../access/tokens.js'
import { createConnection } from '../../connections/create.js'
import { deleteConnection } from '../../connections/delete.js'
import { duplicateConnection } from '../../connections/duplicate.js'
import { updateConnection, type Change } from '../../connections/update.js'
import type { MutationResolvers } from '../../generated/schema.js'
import { Problem } from '../../lib/problem.js'
import type { Workspace } from '../../store/rows.js'
import type { Vendor, VendorId } from '../../vendors/vendor.js'
import type { GraphContext } from '../context.js'
import { fieldOf, inputPath } from '../input-path.js'
import { readInput } from '../input.js'
import { soleEntry } from '../one-of.js'
import { sameWords, withUserErrors, type InputWords } from '../user-errors.js'

export const mutation: MutationResolvers = {
  createConnection: (_, { input }, context) => {
    const { vendor, fields, words } = vendorPart(context, 'connection', input.connection)
    return withUserErrors(words, async () => {
      const workspace = await workspaceFor(context, vendor, String(fields.workspaceId))
      const whole = readInput(vendor.fields, vendor.profile, fields, {})
      const { connection } = await createConnection(context.deps, context.actor, workspace, whole)
      return { connection }
    })
  },

  updateConnection: (_, { input }, context) => {
    const { vendor, fields, words } = vendorPart(context, 'patch', input.patch)
    return withUserErrors(words, async () => {
      const change: Change = (stored) => readInput(vendor.fields, vendor.profile, fields, stored.whole.open())
      const options = { vendor: vendor.id, expectedRevision: input.expectedRevision }
      const { connection } = await updateConnection(context.deps, context.actor, input.id, change, options)
      return { connection }
    })
  },

  deleteConnection: async (_, { input }, { deps, actor, loaders }) => {
    const connection = await loaders.connections.load(input.id)
    const toField = connection ? fieldWords(deps.vendors[connection.vendor]) : sameWords.toField
    return withUserErrors({ ...sameWords, toField }, async () => {
      await deleteConnection(deps, actor, input.id, input.expectedRevision)
      loaders.connections.clear(input.id)
      return { deletedConnectionId: input.id }
    })
  },

  duplicateConnection: (_, { input }, { deps, actor }) =>
    withUserErrors(sameWords, async () => {
      const wanted = { name: input.name ?? undefined, withSecrets: input.withSecrets ?? true }
      const { connection } = await duplicateConnection(deps, actor, input.id, wanted)
      return { connection }
    }),

  createToken: (_, { input }, { deps, actor }) =>
    withUserErrors(sameWords, async () => {
      const { token, text } = await createToken(deps, actor, {
        name: input.name,
        expiresAt: input.expiresAt ? Date.parse(input.expiresAt) : null,
        grants: input.grants.map(({ workspaceId, roles, projectIds }) => ({
          workspaceId: workspaceId ?? null,
          roles,
          projectIds: projectIds ?? undefined,
        })),
      })
      return { token, secret: text.open() }
    }),

  revokeToken: (_, { input }, { deps, actor }) =>
    withUserErrors(sameWords, async () => ({ token: await revokeToken(deps, actor, input.id) })),
}

interface VendorPart {
  readonly vendor: Vendor
  readonly fields: Record<string, unknown>
  readonly words: InputWords
}

/** The one vendor that an input is for, its fields, and the way back to them. */
function vendorPart({ deps }: GraphContext, name: 'connection' | 'patch', input: object): VendorPart {
  const [id, fields] = soleEntry(input)
  const vendor = deps.vendors[id as VendorId]
  const shared = new Set(['id', 'expectedRevision'])
  return {
    vendor,
    fields: fields as Record<string, unknown>,
    words: {
      toField: fieldWords(vendor),
      toPath: (path) => {
        if (shared.has(String(path[0]))) return path.map(String)
        return [name, id, ...(path[0] === 'workspaceId' ? ['workspaceId'] : inputPath(vendor.fields, vendor.profile, path, fields))]
      },
    },
  }
}

/** The way from a top-level wire member to the field of the vendor's connections. */
export function fieldWords({ fields, profile }: Vendor): InputWords['toField'] {
  return (member) => fieldOf(fields, profile, member)
}

/** The workspace that something new names, for a caller who may write there. A foreign one does not exist, and trying leaves a record. */
export async function workspaceFor({ deps, actor }: GraphContext, vendor: Vendor, id: string, subject?: Subject): Promise<Workspace> {
  const [workspace] = await deps.store.workspaces.byIds([id]) // Not as it was read for a mutation before.
  const path = ['workspaceId']
  if (!workspace || !may(actor, 'enter', workspace.id)) {
    if (workspace) await recordDenial(deps, actor, 'edit', workspace.id, subject)
    throw new Problem('workspaceNotFound', 'There is no such workspace.', [{ path, message: 'is no workspace' }])
  }
  await allow(deps, actor, 'edit', workspace, subject)
  if (workspace.vendor !== vendor.id)
    throw new Problem('invalid', 'The workspace is of another vendor.', [{ path, message: 'is a workspace of another vendor' }])
  return workspace
}
