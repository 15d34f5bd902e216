import { z } from 'zod'
import { check, withMore } from '../../lib/check.js'
import type { Json } from '../../lib/json.js'
import { invalid, printPath, type Issue, type Problem } from '../../lib/problem.js'
import { usualStatus, type Answered, type RestDialect } from '../dialect.js'
import type { Params, Route } from '../route.js'
import type { Duplicate } from '../vendor.js'
import { list, made, refusal, removed, shown } from './answers.js'
import { encodeListed, encodeMade, encodeOne } from './encode.js'
import { limit, parts } from './files.js'
import { change, creation, sample } from './sample.js'

const collection = '/team/:team_id/connections'
const member = `${collection}/:connection_id`

const team = (params: Params): string => params.team_id ?? ''

function key(params: Params): string {
  const id = params.connection_id ?? ''
  if (!/^-?\d+$/.test(id)) throw invalid(['connection_id'], 'must be an integer')
  return id.replace(/^0+(?=\d)/, '')
}

/** The path names the team; a body may repeat it and may not contradict it. Files come by their own route. */
function input(body: unknown, params: Params): unknown {
  const { team_id, sslCa, sslCert, sslKey, files, ...fields } = check(z.looseObject({}), body)
  if (team_id !== undefined && team_id !== null && team_id !== team(params) && team_id !== Number(team(params))) {
    throw invalid(['team_id'], 'must be the team in the path')
  }
  return fields
}

const duplicate = z.object({ name: z.string().nullish() })

/** A body is needed, a name in it is not (contract section 7). */
function duplicateInput(body: unknown): Duplicate {
  const { name } = check(duplicate, body)
  return { name: name === null || name === '' ? undefined : name, withSecrets: true }
}

const listQuery = z.object({
  project_id: z
    .string()
    .regex(/^-?\d+$/)
    .optional(),
})

const tag = 'Connections'

const routes: readonly Route[] = [
  {
    operation: 'listConnections',
    summary: 'List the connections of a team',
    tag,
    method: 'GET',
    path: collection,
    action: 'list',
    workspace: team,
    query: listQuery,
    page: () => ({ order: { field: 'createdAt', direction: 'desc' } }),
    answer: { status: 200, schema: list, encode: ({ items }) => items.map(encodeListed) },
  },
  {
    operation: 'createConnection',
    summary: 'Create a connection',
    tag,
    method: 'POST',
    path: collection,
    action: 'create',
    workspace: team,
    request: creation,
    input,
    answer: { status: 200, schema: made, encode: encodeMade },
  },
  {
    operation: 'getConnection',
    summary: 'Read a connection',
    tag,
    method: 'GET',
    path: member,
    action: 'find',
    workspace: team,
    key,
    answer: { status: 200, schema: shown, encode: encodeOne },
  },
  {
    operation: 'updateConnection',
    summary: 'Change a connection; what the body leaves out stays',
    tag,
    method: 'PUT',
    path: member,
    action: 'update',
    workspace: team,
    key,
    request: change,
    input,
    answer: { status: 200, schema: shown, encode: encodeOne },
  },
  {
    operation: 'deleteConnection',
    summary: 'Delete a connection',
    tag,
    method: 'DELETE',
    path: member,
    action: 'delete',
    workspace: team,
    key,
    answer: { status: 200, schema: removed, body: () => ({ removed: true }) },
  },
  {
    operation: 'duplicateConnection',
    summary: 'Copy a connection with its secrets and files',
    tag,
    method: 'POST',
    path: `${member}/duplicate`,
    action: 'duplicate',
    workspace: team,
    key,
    request: { schema: duplicate, example: { name: 'Orders, copy' } },
    input: duplicateInput,
    answer: { status: 200, schema: made, encode: encodeMade },
  },
  {
    operation: 'uploadConnectionFiles',
    summary: 'Upload certificates and keys',
    tag,
    method: 'POST',
    path: `${member}/files`,
    action: 'change',
    change: 'files',
    body: { kind: 'multipart', parts, limit },
    request: undefined,
    workspace: team,
    key,
    input: (files) => files,
    answer: { status: 200, schema: shown, encode: encodeOne },
  },
]

const status: typeof usualStatus = { ...usualStatus, workspaceNotFound: 403, outOfScope: 403 }

const isUpload = (route: Route | undefined): boolean => route?.action === 'change'

/** Contract section 2. The two 401 bodies stay text: the vendor's client pushes a JSON body into its list. */
function body(problem: Problem, route: Route | undefined): Json {
  switch (problem.code) {
    case 'unauthenticated':
      return 'Token is missing.'
    case 'badToken':
      return 'Unauthorized access.'
    case 'forbidden':
    case 'workspaceNotFound':
      return { message: 'Access denied' }
    case 'outOfScope':
      return { error: 'Not authorized' }
    case 'notFound':
    case 'routeNotFound':
      return { error: 'Not Found' }
    case 'invalid':
      return route?.action === 'list' ? { message: 'Invalid project_id' } : { error: fieldErrors(problem, route) }
    case 'tooLarge':
      return { error: isUpload(route) ? 'File size limit exceeded.' : problem.message }
    default:
      return { error: problem.message }
  }
}

function fieldErrors({ message: text, issues, more }: Problem, route: Route | undefined): string {
  if (issues.length === 0) return text
  const isOfForm = ({ path, isMissing }: Issue): boolean => path[0] !== 'connection_id' && isMissing !== true
  if (isUpload(route) && issues.some(isOfForm)) return 'Invalid connection file field'
  return withMore(
    issues.map(({ path, message }) => `${printPath(path) || 'body'}: ${message}`),
    more,
  )
}

/** `schema` describes every column of a database; a body of 1 MiB has no room for more that says anything. */
const schemaEntries = 100_000

export const dialect: RestDialect = {
  vendor: 'chartbrew',
  roots: ['team', 'project', 'connection'],
  mounts: [''],
  credentials: { bearer: { prefix: 'Bearer ', isOptional: true, anyCase: false } },
  mask: undefined,
  reveals: ['create', 'find', 'update', 'change', 'duplicate'],
  shows: (field) => !/^(?:sshPassword|sshPassphrase|files\/)/.test(field), // Contract section 3.
  extent: { entries: schemaEntries, allEntries: schemaEntries },
  routes,
  refusal,
  sample,
  problem: (problem, { route }): Answered => {
    const answer = body(problem, route)
    const mediaType = typeof answer === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
    const isTooLargeFile = problem.code === 'tooLarge' && isUpload(route)
    return { status: isTooLargeFile ? 400 : status[problem.code], mediaType, body: answer }
  },
}
