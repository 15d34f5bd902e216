import type { Action } from '../../access/roles.js'
import type { Route } from '../../vendors/route.js'
import type { ActionOf, PublicCall, Reply } from './action.js'
import { changeOne, createOne, deleteOne, duplicateOne, findOne, updateOne } from './connections.js'
import { exchange } from './exchange.js'
import { list } from './list.js'
import { createOnePart, deleteOnePart, findOnePart, listAllParts, updateOnePart } from './parts.js'
import { tell } from './tell.js'
import { deleteOneWorkspace, findWorkspace, listWorkspaces, putWorkspace, updateOneWorkspace } from './workspaces.js'

/** What a caller must be allowed in the workspace. */
export const needed: Readonly<Record<Route['action'], Action>> = {
  list: 'enter',
  find: 'enter',
  create: 'edit',
  update: 'edit',
  change: 'edit',
  duplicate: 'edit',
  delete: 'edit',
  listWorkspaces: 'enter',
  findWorkspace: 'enter',
  putWorkspace: 'enter', // Asked of nobody: the body names the workspace. The verbs ask for ADMIN, and record who is denied.
  updateWorkspace: 'administer',
  deleteWorkspace: 'administer',
  listParts: 'read',
  findPart: 'read',
  createPart: 'edit',
  updatePart: 'edit',
  deletePart: 'edit',
  tell: 'enter',
  exchange: 'enter', // Asked of nobody: the row is public.
}

const actions: { readonly [A in Route['action']]: ActionOf<A> } = {
  list,
  find: findOne,
  create: createOne,
  update: updateOne,
  change: changeOne,
  duplicate: duplicateOne,
  delete: deleteOne,
  listWorkspaces,
  findWorkspace,
  putWorkspace,
  updateWorkspace: updateOneWorkspace,
  deleteWorkspace: deleteOneWorkspace,
  listParts: listAllParts,
  findPart: findOnePart,
  createPart: createOnePart,
  updatePart: updateOnePart,
  deletePart: deleteOnePart,
  tell,
  exchange,
}

/** Does what a row describes; one that needs a caller or names a workspace is called with them. */
export function act(route: Route, call: PublicCall): Promise<Reply> {
  return actionOf(route)(route, call)
}

/** The action of a row takes that row and its call; TypeScript cannot see it through the table. */
function actionOf(route: Route): (route: Route, call: PublicCall) => Promise<Reply> {
  return actions[route.action] as (route: Route, call: PublicCall) => Promise<Reply>
}
