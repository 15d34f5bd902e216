import { changeConnection } from '../../connections/change.js'
import { createConnection } from '../../connections/create.js'
import { deleteConnection } from '../../connections/delete.js'
import { duplicateConnection } from '../../connections/duplicate.js'
import { findByKey } from '../../connections/find.js'
import { revealConnection, type Shows, type Written } from '../../connections/reveal.js'
import { updateConnection } from '../../connections/update.js'
import { Problem } from '../../lib/problem.js'
import type { Connection } from '../../store/rows.js'
import type { OneAnswer, Params, Route, Told } from '../../vendors/route.js'
import { foundOf, maskedWire } from '../found.js'
import { expectedRevision } from '../if-match.js'
import type { ActionOf, Call, Reply, RouteOf } from './action.js'
import { deployedOf } from './deployed.js'

export const createOne: ActionOf<'create'> = async (route, call) => {
  const input = await inputOf(route, call)
  const written = await createConnection(call.deps, call.actor, call.workspace, input, { shows: shownIn(route, call) })
  return show(written, route, call, { input })
}

export const findOne: ActionOf<'find'> = async (route, call) => {
  const connection = await named(route, call)
  return show({ connection, shown: await revealed(connection, shownIn(route, call), call) }, route, call)
}

export const updateOne: ActionOf<'update'> = async (route, call) => {
  const { deps, dialect, actor, ifMatch } = call
  const { write } = deps.vendors[dialect.vendor]
  const { id, revision } = await named(route, call)
  const input = await inputOf(route, call)
  const options = { expectedRevision: expectedRevision(ifMatch, revision), touch: route.touch, shows: shownIn(route, call) }
  return show(await updateConnection(deps, actor, id, (stored, at) => write(stored, input, at), options), route, call, { input })
}

export const changeOne: ActionOf<'change'> = async (route, call) => {
  const { deps, dialect, actor, ifMatch } = call
  const { id, revision } = await named(route, call)
  const input = await inputOf(route, call)
  const change = { vendor: dialect.vendor, change: route.change, input: () => input }
  const options = { expectedRevision: expectedRevision(ifMatch, revision), shows: shownIn(route, call) }
  const { place, ...written } = await changeConnection(deps, actor, id, change, options)
  return show(written, route, call, { input, place })
}

export const duplicateOne: ActionOf<'duplicate'> = async (route, call) => {
  const { id } = await named(route, call)
  const input = await inputOf(route, call)
  return show(await duplicateConnection(call.deps, call.actor, id, input, { shows: shownIn(route, call) }), route, call, { input })
}

export const deleteOne: ActionOf<'delete'> = async (route, call) => {
  const { id, revision } = await named(route, call)
  await deleteConnection(call.deps, call.actor, id, expectedRevision(call.ifMatch, revision))
  return { status: route.answer.status, body: route.answer.body(call.params, await deployedOf(call, id)) }
}

/** The connection that the path names. */
function named(route: { key(params: Call['params']): string }, { deps, actor, workspace, params }: Call): Promise<Connection> {
  return findByKey(deps, actor, workspace, route.key(params))
}

/** What the request asks for, in one. */
async function inputOf<I>(
  route: Pick<RouteOf<'update'>, 'body'> & { input(body: unknown, params: Params, query: object): I },
  { body, files, params, query }: Call,
): Promise<I> {
  return route.input(route.body ? await files(route.body) : body, params, query)
}

/** The secrets that the vendor's own answer shows. */
function shownIn({ action }: Route, { dialect, isHead }: Call): Shows | undefined {
  return dialect.reveals.includes(action) && !isHead ? (dialect.shows ?? (() => true)) : undefined
}

/** One connection, encoded by its route; after a write, with what has become of it at the workers. */
async function show(
  { connection, shown }: Written,
  route: Route & OneAnswer,
  call: Call,
  told: Pick<Told, 'input' | 'place'> = {},
): Promise<Reply> {
  const { deps, dialect, workspace, params, query } = call
  const [found] = await foundOf(call, workspace, [[connection, shown?.open() ?? maskedWire(connection, dialect.mask)]])
  const deployed = route.action === 'find' ? undefined : await deployedOf(call, connection.id)
  const { status, encode } = route.answer
  const body = found && encode(found, { params, query, now: deps.now(), ...told, ...(deployed && { deployed }) })
  return { status, body, revision: connection.revision }
}

/** The whole for a caller who may see it; when the record of it cannot be written, a read goes on without. */
async function revealed(connection: Connection, shows: Shows | undefined, { deps, actor, log }: Call): Promise<Written['shown']> {
  try {
    return shows && (await revealConnection(deps, actor, connection, shows))
  } catch (error) {
    if (error instanceof Problem && error.code !== 'unavailable') throw error
    if (!(error instanceof Problem)) log.error({ err: error, connection: connection.id }, 'could not reveal')
    return undefined
  }
}
