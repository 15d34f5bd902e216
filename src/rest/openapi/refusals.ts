import { sameJson, type Json, type JsonObject } from '../../lib/json.js'
import { invalid, Problem, type ProblemCode } from '../../lib/problem.js'
import type { RestDialect } from '../../vendors/dialect.js'
import type { Params, Route } from '../../vendors/route.js'
import { needed } from '../actions/index.js'
import type { Components } from './components.js'

/** What each refusal means to a caller, whichever vendor words it. */
const meanings: Readonly<Record<ProblemCode, string>> = {
  malformed: 'The body cannot be read.',
  tooLarge: 'The body is too large.',
  unsupportedMedia: 'The body is of a content type that this route does not take.',
  invalid: 'Something in the request is not valid; the answer names it.',
  unauthenticated: 'There is no token.',
  badToken: 'The token is unknown, expired or revoked.',
  forbidden: 'The token does not permit this.',
  workspaceNotFound: 'What the path names first does not exist, or is not for this token.',
  notFound: 'What the path names does not exist.',
  outOfScope: 'The token is for some projects, and this is not in one of them.',
  routeNotFound: 'There is no such route.',
  conflict: 'The name is taken, or the state does not allow it.',
  stale: 'It is no longer at the revision that `If-Match` names.',
  inUse: 'It is in use.',
  unsupported: 'There is no such operation here.',
  revealOff: 'Nobody sees secrets here.',
  rateLimited: 'Too many requests. `Retry-After` says when to try again.',
  unavailable: 'The gateway cannot do this now. Try again later.',
  unreadable: 'A secret does not open. The log has the cause under the request id.',
  internal: 'The gateway failed. Its log has the cause under the request id.',
}

/** Rows that honour `If-Match`. */
const conditional: ReadonlySet<Route['action']> = new Set(['update', 'change', 'delete', 'updatePart', 'deletePart'])
const naming: ReadonlySet<Route['action']> = new Set(['create', 'update', 'change', 'duplicate', 'createPart', 'updatePart'])
const administering: ReadonlySet<Route['action']> = new Set(['putWorkspace', 'updateWorkspace', 'deleteWorkspace'])

export const isConditional = ({ action }: Route): boolean => conditional.has(action)

/** Every refusal that a row can meet. */
function codesOf(route: Route): ProblemCode[] {
  const reads = 'request' in route && (route.request !== undefined || 'body' in route)
  const isMember = 'key' in route
  const isGuarded = !('isPublic' in route)
  return [
    ...(isGuarded ? (['unauthenticated'] as const) : []),
    ...(isGuarded || route.action === 'exchange' ? (['badToken'] as const) : []),
    ...('workspace' in route ? (['workspaceNotFound'] as const) : []),
    ...(needed[route.action] !== 'enter' || administering.has(route.action) ? (['forbidden'] as const) : []),
    ...(reads ? (['malformed', 'tooLarge', 'unsupportedMedia'] as const) : []),
    ...(reads || isMember || route.query ? (['invalid'] as const) : []),
    ...(isMember || route.action === 'tell' ? (['notFound'] as const) : []),
    ...(isMember ? (['outOfScope'] as const) : []),
    ...(naming.has(route.action) ? (['conflict'] as const) : []),
    ...(isConditional(route) ? (['stale'] as const) : []),
    ...(route.action === 'deletePart' ? (['inUse'] as const) : []),
    'rateLimited',
    'unavailable',
    'unreadable',
    'internal',
  ]
}

function problemOf(code: ProblemCode): Problem {
  return code === 'invalid' ? invalid(['name'], 'must be a string') : new Problem(code, meanings[code])
}

/** The answers of refusals by status, each example in the dialect's own words. */
export function refusalResponses(dialect: RestDialect, route: Route, params: Params, { schemaOf }: Components): Record<string, JsonObject> {
  const byStatus = new Map<number, Refusal[]>()
  for (const code of codesOf(route)) {
    const body = 'request' in route ? route.request?.example : undefined
    const answer = dialect.problem(problemOf(code), { route, params, body })
    byStatus.set(answer.status, [...(byStatus.get(answer.status) ?? []), { code, ...answer }])
  }
  const schema = schemaOf(dialect.refusal)
  return Object.fromEntries([...byStatus].map(([status, refusals]) => [String(status), responseOf(refusals, schema)]))
}

interface Refusal {
  readonly code: ProblemCode
  readonly mediaType: string
  readonly body: Json
}

function responseOf(refusals: readonly Refusal[], schema: JsonObject): JsonObject {
  const types = [...new Set(refusals.map(({ mediaType }) => bare(mediaType)))]
  const content = types.map((type) => {
    const own = refusals.filter(({ mediaType }) => bare(mediaType) === type)
    const distinct = own.filter(({ body }, index) => own.findIndex((other) => sameJson(other.body, body)) === index)
    const examples = Object.fromEntries(distinct.map(({ code, body }) => [code, { summary: meanings[code], value: body }]))
    return [type, { schema: typeof own[0]?.body === 'string' ? { type: 'string' } : schema, examples }] as const
  })
  const headers = Object.assign({}, ...refusals.map(({ code }) => headersOf[code] ?? {})) as JsonObject
  const description = refusals.map(({ code }) => meanings[code]).join(' ')
  return { description, ...(Object.keys(headers).length > 0 && { headers }), content: Object.fromEntries(content) }
}

const challenge = {
  'WWW-Authenticate': { description: 'How to prove who one is.', schema: { type: 'string' }, example: 'Bearer realm="switchboard"' },
}
const pause = { 'Retry-After': { description: 'Seconds until it is worth trying again.', schema: { type: 'integer' }, example: 1 } }

/** What a refusal says beside its body. */
const headersOf: Readonly<Partial<Record<ProblemCode, JsonObject>>> = {
  unauthenticated: challenge,
  badToken: challenge,
  rateLimited: pause,
}

/** A media type without its parameters. */
export const bare = (mediaType: string): string => mediaType.split(';', 1)[0]?.trim() ?? mediaType
