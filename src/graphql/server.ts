import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify'
import { lexicographicSortSchema, printSchema, type GraphQLError } from 'graphql'
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Actor } from '../access/actor.js'
import { authenticate } from '../access/authenticate.js'
import { allowDescription, descriptionAdmission, mayIntrospect, type Introspection } from '../access/introspection.js'
import type { Deps } from '../connections/deps.js'
import { addressOf } from '../http/address.js'
import type { Edge } from '../http/edge.js'
import { requireHost } from '../http/host.js'
import { bearerToken } from '../http/token.js'
import type { Watch } from '../lib/watch.js'
import { isObject, readJson } from '../lib/json.js'
import { bounds } from './limits/bounds.js'
import { exactNumbersRule } from './limits/rule.js'
import { documentScreen } from './limits/screen.js'
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

/** Mounts `/graphql`, where a caller without a token is refused before anything is parsed, and `/schema.graphql`, which is open unless introspection is not. */
export async function registerGraphql(app: FastifyInstance, deps: Deps, introspection: Introspection, watch?: Watch): Promise<void> {
  const schema = createSchema(deps.vendors)
  const apollo = new ApolloServer<GraphContext>({
    schema,
    introspection: true, // Closed by the caller, in the guard.
    parseOptions: { maxLexicalTokens: bounds.tokens },
    validationOptions: { maxErrors: bounds.errors },
    validationRules: [exactNumbersRule],
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    formatError,
    stopOnTerminationSignals: false,
    logger: app.log,
    plugins: [
      fastifyApolloDrainPlugin(app),
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

  const screen = documentScreen()
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit,
    config: { edge: graphqlEdge, admission: 'token' },
    onRequest: async (request) => {
      request.actor = await actorOf(deps, request)
      requireHost(request) // The integration makes a URL with it.
    },
    preHandler: async (request, reply) => {
      const error = screenRequest(request, screen)
      if (!error) return undefined
      const { message, extensions } = error
      return reply.code(400).send({ errors: [{ message, extensions: { code: extensions.code, requestId: request.id } }] })
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

/** The document before it is parsed; what a GET holds as JSON text is read by the same rules as a body. */
function screenRequest({ method, query, body }: FastifyRequest, screen: ReturnType<typeof documentScreen>): GraphQLError | undefined {
  const sent = method === 'GET' ? query : body
  if (!isObject(sent)) return undefined
  if (method === 'GET') {
    for (const text of [sent.variables, sent.extensions]) if (typeof text === 'string' && text !== '') readJson(text)
  }
  return typeof sent.query === 'string' ? screen(sent.query) : undefined
}
