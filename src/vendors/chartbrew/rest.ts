import { z } from 'zod'
import { check } from '../../lib/check.js'
import type { Json, JsonObject } from '../../lib/json.js'
import { invalid, printPath, type Problem } from '../../lib/problem.js'
import { usualStatus, type Answered, type RestDialect } from '../dialect.js'
import type { Found } from '../found.js'
import type { Params, Route } from '../route.js'

const collection = '/team/:team_id/connections'
const member = `${collection}/:connection_id`

const team = (params: Params): string => params.team_id ?? ''

function key(params: Params): string {
  const id = params.connection_id ?? ''
  if (!/^-?\d+$/.test(id)) throw invalid(['connection_id'], 'must be an integer')
  return id.replace(/^0+(?=\d)/, '')
}

/** The path names the team; a body may repeat it and may not contradict it. */
function input(body: unknown, params: Params): unknown {
  const { team_id, ...fields } = check(z.looseObject({}), body)
  if (team_id !== undefined && team_id !== null && team_id !== team(params) && team_id !== Number(team(params))) {
    throw invalid(['team_id'], 'must be the team in the path')
  }
  return fields
}

/** Keys of a reply in the order of the real server, all of them always (contract section 3). */
function encode({ wire, isSet, ...found }: Found): JsonObject {
  const value = (name: string): Json => wire[name] ?? null
  return {
    project_ids: value('project_ids'),
    host: value('host'),
    dbName: value('dbName'),
    port: value('port'),
    username: value('username'),
    password: value('password'),
    options: value('options'),
    connectionString: value('connectionString'),
    authentication: value('authentication'),
    firebaseServiceAccount: value('firebaseServiceAccount'),
    schema: value('schema'),
    sshHost: value('sshHost'),
    sshUsername: value('sshUsername'),
    sshJumpHost: value('sshJumpHost'),
    active: value('active'),
    allowPrivateHost: null,
    srv: value('srv'),
    ssl: value('ssl'),
    sslMode: value('sslMode'),
    useSsh: value('useSsh'),
    id: Number(found.key),
    team_id: Number(found.workspaceKey),
    name: value('name'),
    type: value('type'),
    subType: value('subType'),
    updatedAt: new Date(found.updatedAt).toISOString(),
    createdAt: new Date(found.createdAt).toISOString(),
    oauth_id: value('oauth_id'),
    sslCa: value('sslCa'),
    sslCert: value('sslCert'),
    sslKey: value('sslKey'),
    sshPort: value('sshPort'),
    sshJumpPort: value('sshJumpPort'),
    hasSshPassword: isSet.has('sshPassword'),
    hasSshPrivateKey: isSet.has('files/sshPrivateKey'),
    hasSshPassphrase: isSet.has('sshPassphrase'),
  }
}

/** GET and PUT carry the OAuth row too, which only Google's flow fills (contract section 1). */
const encodeWithOAuth = (found: Found): JsonObject => ({ ...encode(found), OAuth: null })

/** Lists leave out password and schema, and hold no secret at all. */
function encodeListed(found: Found): JsonObject {
  const { password, schema, ...listed } = encodeWithOAuth(found)
  return listed
}

const listQuery = z.object({
  project_id: z
    .string()
    .regex(/^-?\d+$/)
    .optional(),
})

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: collection,
    action: 'list',
    workspace: team,
    query: listQuery,
    page: () => ({ order: { field: 'createdAt', direction: 'desc' } }),
    answer: { status: 200, encode: ({ items }) => items.map(encodeListed) },
  },
  { method: 'POST', path: collection, action: 'create', workspace: team, input, answer: { status: 200, encode } },
  { method: 'GET', path: member, action: 'find', workspace: team, key, answer: { status: 200, encode: encodeWithOAuth } },
  { method: 'PUT', path: member, action: 'update', workspace: team, key, input, answer: { status: 200, encode: encodeWithOAuth } },
  { method: 'DELETE', path: member, action: 'delete', workspace: team, key, answer: { status: 200, body: () => ({ removed: true }) } },
]

const status: typeof usualStatus = { ...usualStatus, workspaceNotFound: 403 }

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
    case 'notFound':
    case 'routeNotFound':
      return { error: 'Not Found' }
    case 'invalid':
      return route?.action === 'list' ? { message: 'Invalid project_id' } : { error: fieldErrors(problem) }
    default:
      return { error: problem.message }
  }
}

function fieldErrors({ issues }: Problem): string {
  return issues.map(({ path, message }) => `${printPath(path) || 'body'}: ${message}`).join('; ')
}

export const dialect: RestDialect = {
  vendor: 'chartbrew',
  roots: ['team', 'project', 'connection'],
  mounts: [''],
  credentials: { bearer: { prefix: 'Bearer ', isOptional: true, anyCase: false } },
  mask: undefined,
  reveals: ['create', 'find', 'update'],
  routes,
  problem: (problem, { route }): Answered => {
    const answer = body(problem, route)
    const mediaType = typeof answer === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
    return { status: status[problem.code], mediaType, body: answer }
  },
}
