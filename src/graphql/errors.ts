import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql'
import { isFault, Problem, type ProblemCode } from '../lib/problem.js'
import { isBoundsCode } from './limits/bounds.js'
import { describeCoercion, describeValidation } from './describe.js'

/** `extensions.code` of everything that is an error and no user error. The list is closed and documented in the README. */
const codes: Record<ProblemCode, string> = {
  malformed: 'BAD_JSON',
  tooLarge: 'TOO_LARGE',
  unsupportedMedia: 'UNSUPPORTED_MEDIA_TYPE',
  invalid: 'BAD_USER_INPUT',
  unauthenticated: 'UNAUTHENTICATED',
  badToken: 'UNAUTHENTICATED',
  forbidden: 'FORBIDDEN',
  workspaceNotFound: 'NOT_FOUND',
  notFound: 'NOT_FOUND',
  outOfScope: 'NOT_FOUND',
  routeNotFound: 'NOT_FOUND',
  conflict: 'CONFLICT',
  stale: 'STALE',
  inUse: 'IN_USE',
  unsupported: 'UNSUPPORTED',
  revealOff: 'REVEAL_OFF',
  rateLimited: 'RATE_LIMITED',
  unavailable: 'UNAVAILABLE',
  unreadable: 'SECRET_UNREADABLE',
  internal: 'INTERNAL_SERVER_ERROR',
}

/** Every code that an answer can have. */
export const errorCodes: ReadonlySet<string> = new Set([
  ...Object.values(codes),
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
])

const status: Partial<Record<ProblemCode, number>> = {
  tooLarge: 413,
  unsupportedMedia: 415,
  unauthenticated: 401,
  badToken: 401,
  routeNotFound: 404,
  rateLimited: 429,
  unavailable: 503,
  unreadable: 500,
  internal: 500,
}

/** A Problem that no payload could carry, as an error of the GraphQL response. */
export function problemError(problem: Problem): { status: number; error: GraphQLFormattedError } {
  const path = problem.issues[0]?.path.map(String)
  const { retryAfter } = problem
  return {
    status: status[problem.code] ?? 400,
    error: {
      message: problem.message,
      extensions: { code: codes[problem.code], ...(path?.length ? { path } : {}), ...(retryAfter !== undefined && { retryAfter }) },
    },
  }
}

/** Codes of errors that graphql-js or Apollo word themselves, without an input value in them. */
const safe: ReadonlySet<unknown> = new Set(['BAD_REQUEST', 'PERSISTED_QUERY_NOT_SUPPORTED'])

/** An error may be at every token of a document; so many places are told. */
const mostLocations = 10

/** The error as a caller may see it: no stack, no input value, nothing of what is inside. */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const original = thrown instanceof GraphQLError ? (thrown.originalError ?? thrown) : thrown
  const place = {
    ...(formatted.locations && { locations: formatted.locations.slice(0, mostLocations) }),
    ...(formatted.path && { path: formatted.path }),
  }
  if (original instanceof Problem) return { ...problemError(original).error, ...place }
  const code = formatted.extensions?.code
  if (original instanceof GraphQLError && isBoundsCode(original.extensions.code))
    return { message: formatted.message, extensions: { code: original.extensions.code } }
  if (code === 'GRAPHQL_PARSE_FAILED') return { message: 'The document is not valid GraphQL.', ...place, extensions: { code } }
  if (code === 'GRAPHQL_VALIDATION_FAILED') return { ...describeValidation(formatted, thrown), ...place, extensions: { code } }
  if (code === 'BAD_USER_INPUT') return { ...describeCoercion(formatted), ...place }
  if (code === 'OPERATION_RESOLUTION_FAILURE')
    return { message: 'operationName must name an operation of the document.', extensions: { code } }
  if (safe.has(code)) return { message: formatted.message, extensions: { code } }
  if (isAboutArgument(original)) return { message: 'An argument does not fit its type.', ...place, extensions: { code: codes.invalid } }
  if (isAboutRequest(thrown)) return { message: 'The request cannot be carried out.', ...place, extensions: { code: 'BAD_REQUEST' } }
  return {
    message: 'Something went wrong here. The request id finds it in the log.',
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  }
}

/** What graphql-js finds of an argument no earlier than it executes: a variable is null, and the default it has does not help. */
function isAboutArgument(original: unknown): boolean {
  return (
    original instanceof GraphQLError && (original.nodes ?? []).some(({ kind }) => kind !== Kind.FIELD && kind !== Kind.OPERATION_DEFINITION)
  )
}

/** What graphql-js or Apollo refuse before anything of ours is called. */
function isAboutRequest(thrown: unknown): boolean {
  return thrown instanceof GraphQLError && thrown.path === undefined && thrown.originalError === undefined
}

/** Whether an error is a bug of ours, or something else that the operator has to look into: what is masked is in the log. */
export function isUnexpected(error: GraphQLError): boolean {
  const original = error.originalError
  if (original instanceof Problem) return isFault(original)
  return formatError(error.toJSON(), error).extensions?.code === codes.internal
}
