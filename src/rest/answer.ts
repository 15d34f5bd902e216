import type { FastifyBaseLogger } from 'fastify'
import type { Actor } from '../access/actor.js'
import { createConnection } from '../connections/create.js'
import { deleteConnection } from '../connections/delete.js'
import type { Deps } from '../connections/deps.js'
import { findByKey } from '../connections/find.js'
import { allConnections, listConnections } from '../connections/list.js'
import { revealConnection } from '../connections/reveal.js'
import { updateConnection } from '../connections/update.js'
import type { Json, JsonObject } from '../lib/json.js'
import type { Connection, Workspace } from '../store/rows.js'
import type { FoundPage, OneAnswer, Params, RestDialect, Route } from '../vendors/dialect.js'
import { expectedRevision } from './if-match.js'
import { foundOf, maskedWire } from './found.js'

/** What a shim's request brings, after its token, workspace and permission. */
interface Asked {
  readonly actor: Actor
  readonly workspace: Workspace
  readonly params: Params
  readonly query: object
  readonly body: unknown
  readonly ifMatch: string | undefined
  readonly log: FastifyBaseLogger
}

interface Answered {
  readonly status: number
  readonly body: Json | undefined
  readonly revision?: number
}

/** Does what a route's action says, by the shared verbs, and encodes the result by the route. */
export async function answer(deps: Deps, dialect: RestDialect, route: Route, asked: Asked): Promise<Answered> {
  const { actor, workspace, params, ifMatch } = asked
  const body = 'readBody' in route ? route.readBody(asked.body) : asked.body
  const one = async (connection: Connection, { status, encode }: OneAnswer['answer'], input?: unknown): Promise<Answered> => {
    const wire = (await revealed(deps, dialect, route, asked, connection)) ?? maskedWire(connection, dialect.mask)
    const [found] = await foundOf(deps, dialect, workspace, [[connection, wire]])
    return { status, body: found && encode(found, input), revision: connection.revision }
  }
  switch (route.action) {
    case 'list':
      return { status: route.answer.status, body: route.answer.encode(await page(deps, dialect, route.page(asked.query), asked)) }
    case 'create': {
      const input = route.input(body, params)
      return one(await createConnection(deps, actor, workspace, input), route.answer, input)
    }
    case 'find':
      return one(await findByKey(deps, workspace, route.key(params)), route.answer)
    case 'update': {
      const { id } = await findByKey(deps, workspace, route.key(params))
      const input = route.input(body, params)
      const { write } = deps.vendors[dialect.vendor]
      const options = { expectedRevision: expectedRevision(ifMatch), touch: route.touch }
      const updated = await updateConnection(deps, actor, id, (stored, at) => write(stored, input, at), options)
      return one(updated, route.answer, input)
    }
    case 'delete': {
      const { id } = await findByKey(deps, workspace, route.key(params))
      await deleteConnection(deps, actor, id, expectedRevision(ifMatch))
      return { status: route.answer.status, body: route.answer.body(params) }
    }
  }
}

/** The whole for a caller who may see it. When the record of it cannot be written, it stays masked. */
async function revealed(
  deps: Deps,
  { reveals }: RestDialect,
  { action }: Route,
  { actor, log }: Asked,
  connection: Connection,
): Promise<JsonObject | undefined> {
  if (!reveals.some((name) => name === action)) return undefined
  try {
    return (await revealConnection(deps, actor, connection))?.open()
  } catch (error) {
    log.error({ err: error, connection: connection.id }, 'could not reveal')
    return undefined
  }
}

async function page(
  deps: Deps,
  dialect: RestDialect,
  { first, after, before, order, types }: ReturnType<Extract<Route, { action: 'list' }>['page']>,
  { actor, workspace }: Asked,
): Promise<FoundPage> {
  const selection = { workspaceId: workspace.id, ...(types && { types }) }
  const find = (connections: readonly Connection[]) =>
    foundOf(
      deps,
      dialect,
      workspace,
      connections.map((connection) => [connection, maskedWire(connection, dialect.mask)]),
    )
  if (first === undefined) {
    const items = await find(await allConnections(deps, actor, selection, order))
    return { items, totalCount: items.length }
  }
  const size = before === undefined ? { first, after } : { last: first, before }
  const found = await listConnections(deps, actor, selection, order, size)
  const [start, end] = [found.items[0], found.items.at(-1)]
  const [hasNext, hasPrevious] = await Promise.all([found.hasNextPage(), found.hasPreviousPage()])
  return {
    items: await find(found.items),
    totalCount: await found.totalCount(),
    ...(hasNext && end && { next: found.cursor(end) }),
    ...(hasPrevious && start && { prev: found.cursor(start) }),
  }
}
