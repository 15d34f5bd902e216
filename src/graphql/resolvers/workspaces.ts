import { may } from '../../access/roles.js'
import type { MutationResolvers, Workspace as WorkspaceType } from '../../generated/schema.js'
import type { Workspace } from '../../store/rows.js'
import type { WorkspaceText } from '../../vendors/vendor.js'
import { createWorkspace } from '../../workspaces/create.js'
import { deleteWorkspace } from '../../workspaces/delete.js'
import { updateWorkspace } from '../../workspaces/update.js'
import type { GraphContext } from '../context.js'
import { sameWords, withUserErrors } from '../user-errors.js'
import { vendorId } from './query.js'

export const workspaceMutations: Pick<MutationResolvers, 'createWorkspace' | 'updateWorkspace' | 'deleteWorkspace'> = {
  createWorkspace: (_, { input: { vendor, ...input } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => ({ workspace: await createWorkspace(deps, actor, deps.vendors[vendorId(vendor)], input) })),

  updateWorkspace: (_, { input: { id, expectedRevision, ...input } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => ({ workspace: await updateWorkspace(deps, actor, id, input, expectedRevision) })),

  deleteWorkspace: (_, { input: { id, expectedRevision } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => ({ deletedWorkspaceId: (await deleteWorkspace(deps, actor, id, expectedRevision)).id })),
}

const textOf =
  (name: WorkspaceText) =>
  ({ id, settings }: Workspace, _: unknown, context: GraphContext): unknown =>
    typeof settings[name] === 'string' && may(context.actor, 'read', id) ? settings[name] : null

/** Texts that only some vendors' workspaces have, for a caller who may read all of it. */
export const workspaceFields = {
  description: textOf('description'),
  readme: textOf('readme'),
  location: textOf('location'),
} satisfies Partial<Record<keyof WorkspaceType, unknown>>
