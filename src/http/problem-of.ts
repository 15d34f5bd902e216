import { Problem, type ProblemCode } from '../lib/problem.js'

/** What Fastify refuses by itself. */
const codes: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['tooLarge', 'The body is too large.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupportedMedia', 'The content type is not supported here: send application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed', 'The body is not as long as Content-Length says.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed', 'The body is not valid JSON.'],
  FST_ERR_MAX_PARAM_LENGTH: ['routeNotFound', 'The path is too long.'],
  FST_STATIC_FORBIDDEN_PATH: ['routeNotFound', 'There is no such route.'],
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: ['unsupportedMedia', 'A request of this method needs a content type.'],
  FST_ERR_ASYNC_CONSTRAINT: ['routeNotFound', 'There is no such route.'],
}

/** The refusal behind an error; undefined when it is a bug. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const known = codes[String((error as { code?: unknown } | null)?.code)]
  return known && new Problem(...known)
}
