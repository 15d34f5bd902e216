import type { Actor } from '../access/actor.js'
import { allow } from '../access/allow.js'
import type { Deps } from '../connections/deps.js'
import { readPage, type Page, type PageRequest } from '../lib/page.js'
import type { Part, Workspace } from '../store/rows.js'
import type { PartKind } from '../vendors/fields.js'

/** One page of the shared parts of a workspace, the most recently updated first. */
export async function listParts(deps: Deps, actor: Actor, workspace: Workspace, kind: PartKind, request: PageRequest): Promise<Page<Part>> {
  await allow(deps, actor, 'read', workspace)
  const { list, count } = deps.store.parts
  const source = { list, count, valueOf: ({ updatedAt }: Part) => updatedAt }
  return readPage(source, { kind, workspaceId: workspace.id }, { field: 'updatedAt', direction: 'desc' }, request)
}
