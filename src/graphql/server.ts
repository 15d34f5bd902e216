import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { lexicographicSortSchema, printSchema } from 'graphql'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.js'
import { authenticate, refuseEnded } from '../access/authenticate.js'
import { allowDescription, descriptionAdmission, mayIntrospect, type Introspection } from '../access/introspection.js'
import type { Deps } from '../connections/deps.js'
import { addressOf } from '../http/address.js'
import type { Edge } from '../http/edge.js'
import { bearerToken } from '../http/token.js'
import { bounds as bodyBounds } from '../lib/bounds.js'
import type { Watch } from '../lib/watch.js'
import { bounds, parseOptions } from './limits/bounds.js'
import { exactNumbersRule, knownRootsRule } from './limits/rule.js'
import { createContext, type GraphContext } from './context.js'
import { formatError, problemError } from './errors.js'
import { guard } from './guard.js'
import { graphqlHandler } from './handler.js'
import { createSchema } from './schema.js'
import { watchOperations } from './watch.js'

const bodyLimit = 8 * 1024 * 1024
/** Several changes come in one body, each with bounds of its own. */
const extent = { ...bodyBounds, allEntries: 10 * bodyBounds.allEntries }

/** What GraphQL answers to a request that never reaches Apollo. */
export const graphqlEdge: Edge = {
  name: 'graphql',
  problem: (problem, { id: requestId }) => {
    const { status, error } = problemError(problem)
    const errors = [{ ...error, extensions: { ...error.extensions, requestId } }]
    return { status, mediaType: 'application/json; charset=utf-8', body: JSON.stringify({ errors }) }
  },
}

/** Mounts `/graphql`, where a caller without a token is refused before anything is parsed, and `/schema.graphql`, which is open unless introspection is not. */
export async function registerGraphql(app: FastifyInstance, deps: Deps, introspection: Introspection, watch?: Watch): Promise<void> {
  const schema = createSchema(deps.vendors)
  const apollo = new ApolloServer<GraphContext>({
    schema,
    introspection: true, // Closed by the caller, in the guard.
    parseOptions,
    validationOptions: { maxErrors: bounds.errors },
    validationRules: [exactNumbersRule, knownRootsRule],
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    formatError,
    stopOnTerminationSignals: false,
    logger: app.log,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      guard(schema, (actor) => mayIntrospect(introspection, actor)),
      ...(watch ? [watchOperations(watch)] : []),
    ],
  })
  await apollo.start()

  let sdl: string | undefined
  app.get(
    '/schema.graphql',
    {
      config: descriptionAdmission(introspection),
      onRequest: (request) => allowDescription(deps, introspection, bearerToken(request), addressOf(request)),
    },
    (_request, reply) => {
      sdl ??= printSchema(lexicographicSortSchema(schema))
      return reply.type('text/plain; charset=utf-8').send(sdl)
    },
  )

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit,
    config: { edge: graphqlEdge, admission: 'token', extent },
    onRequest: async (request) => {
      request.actor = await actorOf(deps, request)
    },
    preHandler: async ({ actor, body }) => {
      if (actor && body !== undefined) await refuseEnded(deps, actor)
    },
    handler: graphqlHandler(apollo, ({ actor }, screened) => {
      if (!actor) throw new Error('A GraphQL request came without an actor.')
      return createContext(deps, actor, screened)
    }),
  })
}

async function actorOf(deps: Deps, request: FastifyRequest): Promise<Actor> {
  const via = { edge: 'graphql', requestId: request.id, address: addressOf(request) } as const
  return { token: await authenticate(deps, bearerToken(request), via.address), via }
}
