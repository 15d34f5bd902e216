import { z } from 'zod'
import { check } from '../../lib/check.js'
import { invalid, type Problem } from '../../lib/problem.js'
import { usualStatus, type Asked, type RestDialect } from '../dialect.js'
import type { Params, Route } from '../route.js'
import { connection, done, refusal } from './answers.js'
import { encodeConnection } from './encode.js'
import { projectRoutes } from './projects.js'
import { change, creation, sample } from './sample.js'
import { name } from './shape.js'

const collection = '/projects/:projectName/connections'
const member = `${collection}/:connectionName`

const project = (params: Params): string => params.projectName ?? ''
const path = (params: Params): string => params.connectionName ?? ''

function key(params: Params): string {
  return check(name, path(params), ['connectionName'])
}

/** The path names a new connection; a body may repeat it and may not contradict it. */
function createInput(body: unknown, params: Params): unknown {
  const [named, fields] = [key(params), read(body)]
  if ((fields.name ?? named) !== named) throw invalid(['name'], 'must be the connection in the path')
  return { ...fields, name: named }
}

/** No body at all is read as an empty one (contract section (c)). */
function read(body: unknown): Record<string, unknown> {
  return body === undefined ? {} : check(z.looseObject({}), body)
}

const tell = (verb: string, connection: string) => ({ message: `Connection "${connection}" ${verb} successfully` })

const tag = 'Connections'

const routes: readonly Route[] = [
  {
    operation: 'listConnections',
    summary: 'List the connections of a project',
    tag,
    method: 'GET',
    path: collection,
    action: 'list',
    workspace: project,
    page: () => ({ order: { field: 'createdAt', direction: 'asc' } }),
    answer: { status: 200, schema: z.array(connection), encode: ({ items }) => items.map(encodeConnection) },
  },
  {
    operation: 'getConnection',
    summary: 'Read a connection',
    tag,
    method: 'GET',
    path: member,
    action: 'find',
    workspace: project,
    key,
    answer: { status: 200, schema: connection, encode: encodeConnection },
  },
  {
    operation: 'createConnection',
    summary: 'Create a connection',
    tag,
    method: 'POST',
    path: member,
    action: 'create',
    workspace: project,
    request: creation,
    input: createInput,
    answer: { status: 201, schema: done, encode: (found) => tell('created', found.key) },
  },
  {
    operation: 'updateConnection',
    summary: 'Change sections of a connection',
    tag,
    method: 'PATCH',
    path: member,
    action: 'update',
    workspace: project,
    key,
    request: change,
    input: read,
    answer: { status: 200, schema: done, encode: (found) => tell('updated', found.key) },
  },
  {
    operation: 'deleteConnection',
    summary: 'Delete a connection',
    tag,
    method: 'DELETE',
    path: member,
    action: 'delete',
    workspace: project,
    key,
    answer: { status: 200, schema: done, body: (params) => tell('deleted', path(params)) },
  },
]

const unknownProject = (params: Params): string => `Project "${project(params)}" not found in database`

/** Contract section (a), messages seen. */
function messageOf({ code, message, issues }: Problem, { route, params }: Asked): string {
  switch (code) {
    case 'notFound':
    case 'outOfScope':
      if (path(params) === '') return project(params) === '' ? message : unknownProject(params)
      return `Connection "${path(params)}" not found in project "${project(params)}"`
    case 'conflict':
      if (path(params) === '') return message
      return `Connection "${path(params)}" already exists in project "${project(params)}".`
    case 'workspaceNotFound':
      return route?.action === 'list' ? `Project "${project(params)}" could not be resolved to a path.` : unknownProject(params)
    case 'invalid':
      return issues.some((issue) => issue.isMissing && issue.path.join('.') === 'type') ? 'Connection type is required' : message
    default:
      return message
  }
}

export const dialect: RestDialect = {
  vendor: 'credible',
  roots: ['api/v0'],
  mounts: ['/api/v0'],
  credentials: { bearer: { prefix: 'Bearer ', isOptional: false, anyCase: true } },
  mask: undefined,
  reveals: [],
  nestsConnections: true,
  routes: [...routes, ...projectRoutes],
  refusal,
  sample,
  problem: (problem, asked) => {
    const code = usualStatus[problem.code]
    const message = messageOf(problem, asked)
    const body = problem.code === 'conflict' ? { code, error: message, message } : { code, message }
    return { status: code, mediaType: 'application/json; charset=utf-8', body }
  },
}
