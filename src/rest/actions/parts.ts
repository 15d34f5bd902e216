import { createPart } from '../../parts/create.js'
import { deletePart } from '../../parts/delete.js'
import { describedBy, findPart } from '../../parts/find.js'
import { listParts } from '../../parts/list.js'
import { updatePart } from '../../parts/update.js'
import { firstUsersOf, usagesBy, usersOf } from '../../parts/usages.js'
import type { Connection, Part } from '../../store/rows.js'
import type { FoundPart } from '../../vendors/found.js'
import { foundPart } from '../found.js'
import { expectedRevision } from '../if-match.js'
import type { ActionOf, Call, Reply, RouteOf } from './action.js'
import { pageRequest, withCursors } from './list.js'

export const createOnePart: ActionOf<'createPart'> = async ({ part: kind, input, answer }, call) => {
  const { deps, actor, workspace, body, params, query } = call
  return show(await createPart(deps, actor, workspace, kind, input(body, params, query)), answer, call)
}

export const findOnePart: ActionOf<'findPart'> = async (route, call) => show(await named(route, call), route.answer, call)

export const updateOnePart: ActionOf<'updatePart'> = async (route, call) => {
  const { deps, dialect, actor, body, params, query, ifMatch } = call
  const { id, kind, revision } = await named(route, call)
  const { write } = describedBy(deps.vendors[dialect.vendor], kind)
  const input = route.input(body, params, query)
  const part = await updatePart(deps, actor, kind, id, (stored, at) => write(stored, input, at), expectedRevision(ifMatch, revision))
  return show(part, route.answer, call)
}

export const deleteOnePart: ActionOf<'deletePart'> = async (route, call) => {
  const { id, kind, revision } = await named(route, call)
  await deletePart(call.deps, call.actor, kind, id, expectedRevision(call.ifMatch, revision))
  return { status: route.answer.status, body: route.answer.body(call.params) }
}

/** Of uses, a list looks up the first alone: a part may have any number. */
export const listAllParts: ActionOf<'listParts'> = async ({ part: kind, page, answer }, call) => {
  const { deps, actor, workspace, query } = call
  const found = await listParts(deps, actor, workspace, kind, pageRequest(page(query)))
  const users = await firstUsersOf(deps, found.items)
  const items = found.items.map((part) => {
    const user = users.get(part.id)
    return shown(part, user ? [user] : [], call)
  })
  return { status: answer.status, body: answer.encode(await withCursors(found, items)) }
}

/** The part that the path names. */
function named(route: Pick<RouteOf<'findPart'>, 'part' | 'key'>, { deps, workspace, params }: Call): Promise<Part> {
  return findPart(deps, workspace, route.part, route.key(params))
}

/** One part with all its uses, encoded by its route. */
async function show(part: Part, { status, encode }: RouteOf<'findPart'>['answer'], call: Call): Promise<Reply> {
  const { deps, params, query } = call
  const found = shown(part, await usersOf(deps, part.id), call)
  return { status, body: encode(found, { params, query, now: deps.now() }), revision: part.revision }
}

function shown(part: Part, users: readonly Connection[], { deps, dialect, workspace }: Call): FoundPart {
  const usages = usagesBy(deps, part, users).map(({ connection: { key, settings, createdAt, updatedAt }, wire }) => ({
    connection: { key, workspaceKey: workspace.key, wire: settings, createdAt, updatedAt },
    wire,
  }))
  return { ...foundPart(part, dialect.mask), usages }
}
