import { z } from 'zod'
import { check } from '../../lib/check.js'
import { fold } from '../../lib/fold.js'
import { isObject } from '../../lib/json.js'
import { fittingName } from '../../lib/name.js'
import { Problem } from '../../lib/problem.js'
import type { RestDialect } from '../dialect.js'
import type { Found } from '../found.js'
import type { Params, Route, Told } from '../route.js'
import * as answers from './answers.js'
import { consoleRoutes } from './console.js'
import { listed, mutated } from './encode.js'
import { answerTo } from './problem.js'
import { connectionBody, sample } from './sample.js'
import { discriminators } from './types/index.js'

const collection = '/apiops/projects/:projectName/connections'
const member = `${collection}/:connectionName`

const project = (params: Params): string => params.projectName ?? ''

function key(params: Params): string {
  const name = params.connectionName ?? ''
  if (name.trim() === '') throw refused('Connection name can not be empty!')
  return name
}

/** A refusal in the contract's own words. */
function refused(text: string): Problem {
  return new Problem('invalid', text)
}

/**
 * The type comes before anything else. A body of the older contract named it twice and
 * came apart in the reader of JSON: what is left of it says how Elasticsearch is used.
 */
function readBody(body: unknown): unknown {
  const wire = check(z.looseObject({}), body)
  const isOlder = (wire.type === 'READ_WRITE' || wire.type === 'READ') && wire.elasticHostList !== undefined
  const { type, ...rest } = isOlder ? { ...wire, type: 'elasticsearch', elasticsearchType: wire.type } : wire
  if (type === undefined || type === null || type === '') throw refused('type value can not be empty!')
  if (!discriminators.some((name) => name === type)) throw refused('Invalid connection type!')
  return { ...rest, type }
}

/** The body repeats the name of the path, upper and lower case alike (contract section 3). */
function createInput(body: unknown, params: Params): unknown {
  const inPath = key(params)
  const name = isObject(body) ? body.name : undefined
  if (typeof name !== 'string' || name === '') {
    throw refused(name === undefined || name === null || name === '' ? 'name value can not be empty!' : 'name must be a string!')
  }
  if (fold(check(fittingName, name, ['name'])) !== fold(inPath)) {
    throw refused(`Connection name in path (${inPath}) does not match name in body (${name})!`)
  }
  return body
}

/** Contract section 2.3, the trap: what each older Elasticsearch body does. */
const doubled = { key: 'type', first: 'elasticsearch', last: ['READ_WRITE', 'READ'] }

const changed = {
  status: 200,
  schema: answers.mutated,
  encode: ({ wire }: Found, { deployed = [] }: Told) => mutated(wire.deployToWorker === false ? undefined : deployed),
}

const listQuery = z.object({ type: z.enum(discriminators) })

const tag = 'Connections'

/** Contract section 1. */
const routes: readonly Route[] = [
  {
    operation: 'listConnections',
    summary: 'List the connections of one type',
    tag,
    method: 'GET',
    path: collection,
    action: 'list',
    workspace: project,
    query: listQuery,
    page: (query) => ({ order: { field: 'createdAt', direction: 'asc' }, types: [(query as z.output<typeof listQuery>).type] }),
    answer: { status: 200, schema: answers.listed, encode: ({ items }) => listed(items) },
  },
  {
    operation: 'getConnection',
    summary: 'Read a connection, as a list of one',
    tag,
    method: 'GET',
    path: member,
    action: 'find',
    workspace: project,
    key,
    answer: { status: 200, schema: answers.listed, encode: (found) => listed([found]) },
  },
  {
    operation: 'createConnection',
    summary: 'Create a connection',
    tag,
    method: 'POST',
    path: member,
    action: 'create',
    workspace: project,
    request: connectionBody,
    doubled,
    readBody,
    input: createInput,
    answer: changed,
  },
  {
    operation: 'updateConnection',
    summary: 'Replace a connection',
    tag,
    method: 'PUT',
    path: member,
    action: 'update',
    workspace: project,
    key,
    request: connectionBody,
    doubled,
    readBody,
    input: (body) => body,
    answer: changed,
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
    answer: { status: 200, schema: answers.mutated, body: (_, deployed = []) => mutated(deployed) },
  },
]

export const dialect: RestDialect = {
  vendor: 'apinizer',
  roots: ['apiops'],
  mounts: [''],
  credentials: { bearer: { prefix: 'Bearer ', isOptional: false, anyCase: true } },
  mask: null,
  reveals: ['find'],
  mediaType: 'application/json;charset=UTF-8',
  routes: [...routes, ...consoleRoutes],
  refusal: answers.refusal,
  sample,
  problem: (problem, asked) => ({ ...answerTo(problem, asked), mediaType: 'application/json;charset=UTF-8' }),
}
