import { createConnection } from '../../connections/create.js'
import { deleteConnection } from '../../connections/delete.js'
import { duplicateConnection } from '../../connections/duplicate.js'
import { findByKey } from '../../connections/find.js'
import { revealConnection } from '../../connections/reveal.js'
import { updateConnection, type Change } from '../../connections/update.js'
import type { JsonObject } from '../../lib/json.js'
import type { Connection } from '../../store/rows.js'
import type { OneAnswer, Route } from '../../vendors/route.js'
import { foundOf, maskedWire } from '../found.js'
import { expectedRevision } from '../if-match.js'
import type { ActionOf, Call, Reply } from './action.js'

export const createOne: ActionOf<'create'> = async (route, call) => {
  const input = route.input(call.body, call.params)
  return show(await createConnection(call.deps, call.actor, call.workspace, input), route, call, input)
}

export const findOne: ActionOf<'find'> = async (route, call) => show(await named(route, call), route, call)

export const updateOne: ActionOf<'update'> = async (route, call) => {
  const { write } = call.deps.vendors[call.dialect.vendor]
  return applyTo(route, call, (input) => (stored, at) => write(stored, input, at), route.touch)
}

export const changeOne: ActionOf<'change'> = async (route, call) => {
  const change = call.deps.vendors[call.dialect.vendor].changes?.[route.change]
  if (!change) throw new Error(`A route names a change that the vendor does not have: ${route.change}.`)
  return applyTo(route, call, (input) => (stored, at) => change(stored, input, at))
}

export const duplicateOne: ActionOf<'duplicate'> = async (route, call) => {
  const { id } = await named(route, call)
  const input = route.input(call.body, call.params)
  return show(await duplicateConnection(call.deps, call.actor, id, input), route, call, input)
}

export const deleteOne: ActionOf<'delete'> = async (route, call) => {
  const { id } = await named(route, call)
  await deleteConnection(call.deps, call.actor, id, expectedRevision(call.ifMatch))
  return { status: route.answer.status, body: route.answer.body(call.params) }
}

/** The connection that the path names. */
function named(route: { key(params: Call['params']): string }, { deps, workspace, params }: Call): Promise<Connection> {
  return findByKey(deps, workspace, route.key(params))
}

async function applyTo(
  route: Extract<Route, { action: 'update' | 'change' }>,
  call: Call,
  changeBy: (input: unknown) => Change,
  touch?: boolean,
): Promise<Reply> {
  const { id } = await named(route, call)
  const input = route.input(call.body, call.params)
  const options = { expectedRevision: expectedRevision(call.ifMatch), touch }
  return show(await updateConnection(call.deps, call.actor, id, changeBy(input), options), route, call, input)
}

/** One connection, encoded by its route. */
async function show(connection: Connection, route: Route & OneAnswer, call: Call, input?: unknown): Promise<Reply> {
  const { deps, dialect, workspace, params, query } = call
  const wire = (await revealed(connection, route, call)) ?? maskedWire(connection, dialect.mask)
  const [found] = await foundOf(deps, dialect, workspace, [[connection, wire]])
  const { status, encode } = route.answer
  return { status, body: found && encode(found, { params, query, input }), revision: connection.revision }
}

/** The whole for a caller who may see it. When the record of it cannot be written, it stays masked. */
async function revealed(connection: Connection, { action }: Route, { deps, dialect, actor, log }: Call): Promise<JsonObject | undefined> {
  if (!dialect.reveals.includes(action)) return undefined
  try {
    return (await revealConnection(deps, actor, connection))?.open()
  } catch (error) {
    log.error({ err: error, connection: connection.id }, 'could not reveal')
    return undefined
  }
}
