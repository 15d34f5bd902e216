import type { z } from 'zod'
import type { JsonObject } from '../../lib/json.js'
import type { RestDialect } from '../../vendors/dialect.js'
import type { OneAnswer, Route } from '../../vendors/route.js'
import type { Components } from './components.js'
import { bare, isConditional, refusalResponses } from './refusals.js'
import { answerExample, type Samples } from './samples.js'

/** One row as an operation of the document. */
export function operationOf(dialect: RestDialect, route: Route, samples: Samples, components: Components): JsonObject {
  const body = bodyOf(route, components)
  return {
    operationId: route.operation,
    summary: route.summary,
    tags: [route.tag],
    ...('isPublic' in route && { security: [] }),
    parameters: [...pathParameters(route, samples), ...queryParameters(route, components), ...headerParameters(route)],
    ...(body && { requestBody: body }),
    responses: {
      [String(route.answer.status)]: answerOf(dialect, route, samples, components),
      ...refusalResponses(dialect, route, samples.params, components),
    },
  }
}

/** Names of the parameters in a path. */
export const namesIn = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)

function pathParameters({ path }: Route, { params }: Samples): JsonObject[] {
  return namesIn(path).map((name) => {
    const example = params[name]
    if (example === undefined) throw new Error(`The sample has no parameter ${name}.`)
    return { name, in: 'path', required: true, schema: { type: 'string' }, example }
  })
}

function queryParameters({ query }: Route, { schemaOf }: Components): JsonObject[] {
  return Object.entries(query?.shape ?? {}).map(([name, member]) => {
    const schema = member as z.ZodType
    return { name, in: 'query', required: !schema.safeParse(undefined).success, schema: schemaOf(schema) }
  })
}

function headerParameters(route: Route): JsonObject[] {
  if (!isConditional(route)) return []
  const description = 'The `ETag` of what was read: if it has changed since, nothing is written.'
  return [{ name: 'If-Match', in: 'header', required: false, description, schema: { type: 'string' }, example: '"3"' }]
}

function bodyOf(route: Route, { schemaOf }: Components): JsonObject | undefined {
  if (!('request' in route)) return undefined
  if ('body' in route && route.body.kind === 'multipart') {
    const { parts, limit } = route.body
    const description = `A file of at most ${limit / 1024 ** 2} MiB`
    const properties = Object.fromEntries(
      parts.map((name) => [name, { type: 'string', contentMediaType: 'application/octet-stream', description }]),
    )
    return { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties, minProperties: 1 } } } }
  }
  if (!route.request) return undefined
  const { schema, example } = route.request
  const mediaType = 'body' in route ? 'application/x-www-form-urlencoded' : 'application/json'
  return { required: true, content: { [mediaType]: { schema: schemaOf(schema), example } } }
}

function answerOf(dialect: RestDialect, route: Route, samples: Samples, { schemaOf }: Components): JsonObject {
  const { schema } = route.answer
  const headers = isOne(route)
    ? { headers: { ETag: { description: 'The revision of the connection, for `If-Match`.', schema: { type: 'string' }, example: '"3"' } } }
    : {}
  if (!schema) return { description: 'Done.', ...headers }
  const own = 'mediaType' in route.answer ? route.answer.mediaType : undefined
  const example = answerExample(route, samples, dialect.sample.place)
  if (example === undefined) throw new Error(`${route.operation} has no answer to show.`)
  const content = { [bare(own ?? dialect.mediaType ?? 'application/json')]: { schema: schemaOf(schema), example } }
  return { description: 'Done.', ...headers, content }
}

/** Whether the answer shows one connection, and so its revision. */
function isOne(route: Route): route is Extract<Route, OneAnswer> {
  return ['create', 'find', 'update', 'change', 'duplicate'].includes(route.action)
}
