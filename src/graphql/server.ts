import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import { lexicographicSortSchema, printSchema } from 'graphql'
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Actor } from '../access/actor.js'
import { authenticate } from '../access/authenticate.js'
import type { Deps } from '../connections/deps.js'
import { addressOf } from '../http/address.js'
import type { Edge } from '../http/edge.js'
import { bearerToken } from '../http/token.js'
import type { Watch } from '../lib/watch.js'
import { createContext, type GraphContext } from './context.js'
import { formatError, problemError } from './errors.js'
import { guard } from './guard.js'
import { createSchema } from './schema.js'
import { watchOperations } from './watch.js'

const bodyLimit = 8 * 1024 * 1024

/** What GraphQL answers to a request that never reaches Apollo. */
export const graphqlEdge: Edge = {
  name: 'graphql',
  problem: (problem, { id: requestId }) => {
    const { status, error } = problemError(problem)
    const errors = [{ ...error, extensions: { ...error.extensions, requestId } }]
    return { status, mediaType: 'application/json; charset=utf-8', body: JSON.stringify({ errors }) }
  },
}

/** Mounts `/graphql`, where a caller without a token is refused before anything is parsed, and `/schema.graphql`, which is open. */
export async function registerGraphql(app: FastifyInstance, deps: Deps, watch?: Watch): Promise<void> {
  const schema = createSchema(deps.vendors)
  const apollo = new ApolloServer<GraphContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError,
    stopOnTerminationSignals: false,
    logger: app.log,
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      guard(schema),
      ...(watch ? [watchOperations(watch)] : []),
    ],
  })
  await apollo.start()

  const sdl = printSchema(lexicographicSortSchema(schema))
  app.get('/schema.graphql', (_request, reply) => reply.type('text/plain; charset=utf-8').send(sdl))

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit,
    config: { edge: graphqlEdge, admission: 'token' },
    onRequest: async (request) => {
      request.actor = await actorOf(deps, request)
    },
    // The integration's own route type is narrower than any route; nothing of it is used here.
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => {
        if (!request.actor) throw new Error('A GraphQL request came without an actor.')
        return createContext(deps, request.actor)
      },
    }) as RouteHandlerMethod,
  })
}

async function actorOf(deps: Deps, request: FastifyRequest): Promise<Actor> {
  const via = { edge: 'graphql', requestId: request.id, address: addressOf(request) } as const
  return { token: await authenticate(deps, bearerToken(request), via.address), via }
}
