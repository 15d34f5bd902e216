import { HeaderMap, type ApolloServer } from '@apollo/server'
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { GraphQLError } from 'graphql'
import { readAsked, type Asked } from './asked.js'
import type { GraphContext } from './context.js'
import { documentScreen } from './limits/screen.js'

/** Answers requests at `/graphql`. `contextOf` is told the document that has passed the screen. */
export function graphqlHandler(
  apollo: ApolloServer<GraphContext>,
  contextOf: (request: FastifyRequest, screened: string | undefined) => GraphContext,
): RouteHandlerMethod {
  const screen = documentScreen()

  const readScreened = (request: FastifyRequest): Asked | GraphQLError => {
    try {
      const asked = readAsked(request)
      return (asked.source === undefined ? undefined : screen(asked.source)) ?? asked
    } catch (error) {
      if (error instanceof GraphQLError) return error
      throw error
    }
  }

  return async (request, reply) => {
    const asked = readScreened(request)
    if (asked instanceof GraphQLError) {
      const { message, extensions } = asked
      return reply.code(400).send({ errors: [{ message, extensions: { code: extensions.code, requestId: request.id } }] })
    }
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers: headersOf(request), search: asked.search, body: request.body },
      context: async () => contextOf(request, asked.source),
    })
    if (body.kind !== 'complete') throw new Error('An operation was answered in parts.')
    return send(reply.headers(Object.fromEntries(headers)), status ?? 200, body.string)
  }
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap()
  for (const [name, value] of Object.entries(headers)) {
    if (value) map.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return map
}

/** What Apollo refuses before there is an operation comes without the request's id. */
function send(reply: FastifyReply, status: number, text: string): FastifyReply {
  reply.code(status)
  if (status < 400) return reply.send(text)
  const answer = JSON.parse(text) as { readonly errors?: readonly { readonly extensions?: object }[] }
  const errors = answer.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId: reply.request.id } }))
  return reply.send(JSON.stringify({ ...answer, errors }))
}
