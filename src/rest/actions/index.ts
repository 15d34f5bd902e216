import type { Action } from '../../access/roles.js'
import type { Route } from '../../vendors/route.js'
import type { ActionOf, Call, Reply } from './action.js'
import { changeOne, createOne, deleteOne, duplicateOne, findOne, updateOne } from './connections.js'
import { list } from './list.js'

/** What a caller must be allowed in the workspace. */
export const needed: Readonly<Record<Route['action'], Action>> = {
  list: 'read',
  find: 'read',
  create: 'edit',
  update: 'edit',
  change: 'edit',
  duplicate: 'edit',
  delete: 'edit',
}

const actions: { readonly [A in Route['action']]: ActionOf<A> } = {
  list,
  find: findOne,
  create: createOne,
  update: updateOne,
  change: changeOne,
  duplicate: duplicateOne,
  delete: deleteOne,
}

/** Does what a row describes. */
export function act(route: Route, call: Call): Promise<Reply> {
  return actionOf(route)(route, call)
}

/** The action of a row takes that row; TypeScript cannot see it through the table. */
function actionOf(route: Route): (route: Route, call: Call) => Promise<Reply> {
  return actions[route.action] as ActionOf<Route['action']>
}
