import { isObject, type JsonObject } from '../../lib/json.js'
import { printPath, type Problem } from '../../lib/problem.js'
import { usualStatus, type Asked } from '../dialect.js'

/** Contract section 1.1: no 403 and no 409; only a project, or a connection that is read, can be missing with a 404. */
const status: typeof usualStatus = { ...usualStatus, forbidden: 400, conflict: 400, inUse: 400 }

const codes: Readonly<Record<number, string>> = {
  401: 'unauthorized_client',
  404: 'not_found',
  500: 'internal_error',
  503: 'internal_error',
}

/** A refusal in the vendor's words (contract section 1.1). */
export function answerTo(problem: Problem, asked: Asked): { status: number; body: JsonObject } {
  if (asked.route?.action === 'exchange') return exchangeAnswer(problem)
  const isRead = asked.route?.action === 'find'
  const code = problem.code === 'notFound' && !isRead ? 400 : status[problem.code]
  return { status: code, body: { error: codes[code] ?? 'bad_request', error_description: textOf(problem, asked) } }
}

/** Contract section 1: a refusal of client credentials. */
function exchangeAnswer({ code, message }: Problem): { status: number; body: JsonObject } {
  if (code === 'badToken' || code === 'unauthenticated')
    return { status: 401, body: { error: 'unauthorized_client', error_description: 'Bad credentials' } }
  return {
    status: status[code],
    body: { error: code === 'invalid' ? 'unsupported_grant_type' : 'bad_request', error_description: message },
  }
}

function textOf(problem: Problem, { route, params, body }: Asked): string {
  const { projectName = '', connectionName = '' } = params
  switch (problem.code) {
    case 'unauthenticated':
    case 'badToken':
      return 'Invalid token'
    case 'workspaceNotFound':
      return `Project '${projectName}' not found`
    case 'notFound':
    case 'outOfScope':
      return `Connection (name: ${connectionName}) was not found!`
    case 'conflict':
      return `Connection (name: ${route?.action === 'update' ? newName(body, connectionName) : connectionName}) already exists!`
    case 'forbidden':
      return 'User does not have required permission for this operation!'
    case 'routeNotFound':
      return 'Resource not found'
    case 'malformed':
      return problem.issues.length > 0 ? bodyText(problem) : 'Request body is not valid JSON!'
    case 'invalid':
      return invalidText(problem, route)
    case 'internal':
      return 'An unexpected error occurred'
    default:
      return problem.message
  }
}

function newName(body: unknown, name: string): string {
  return isObject(body) && typeof body.name === 'string' ? body.name : name
}

/** What the reader of JSON does not take. */
function bodyText({ issues: [issue] }: Problem): string {
  return `${printPath(issue?.path ?? []) || 'Request body'} ${issue?.message ?? 'is not valid'}!`
}

/** The first thing that is wrong: the vendor's error has no room for more. */
function invalidText({ message, issues }: Problem, route: Asked['route']): string {
  const [issue] = issues
  if (!issue) return message
  if (route?.action === 'list') return issue.isMissing ? 'Connection type parameter is required!' : 'Invalid connection type!'
  if (route?.action === 'update' && issue.path[0] === 'type') return 'Connection type can not be changed!'
  const field = printPath(issue.path) || 'Request body'
  return issue.isMissing ? `${field} value can not be empty!` : `${field} ${issue.message}!`
}
