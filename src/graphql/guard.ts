import type { ApolloServerPlugin } from '@apollo/server'
import type { GraphQLSchema } from 'graphql'
import type { Actor } from '../access/actor.js'
import type { GraphContext } from './context.js'
import { refuseVariables, withoutSchema } from './describe.js'
import { formatError, isUnexpected } from './errors.js'
import { spentError } from './limits/budget.js'
import { requestBounds } from './limits/request.js'

/** Codes for which GraphQL over HTTP answers 200 to a client that reads only `application/json`. */
const wellFormed: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

/** Watches every operation: that its document was screened, bounds and variables before execution, bugs into the log, request id and status onto the answer. */
export function guard(schema: GraphQLSchema, mayIntrospect: (actor: Actor) => boolean): ApolloServerPlugin<GraphContext> {
  const refuseTooMuch = requestBounds(schema)
  return {
    unexpectedErrorProcessingRequest: async ({ error, requestContext: { logger, contextValue } }) => {
      logger.error({ err: error, requestId: contextValue.actor.via.requestId })
    },
    requestDidStart: async () => ({
      didResolveSource: async ({ source, contextValue: { screened } }) => {
        if (source !== screened) throw new Error('A document was to be executed that was not screened.')
      },
      didResolveOperation: async ({ document, operation, request: { variables = {} }, contextValue }) => {
        if (!operation) return
        const error = refuseTooMuch(document, operation, variables, mayIntrospect(contextValue.actor))
        if (error) throw error
        refuseVariables(schema, operation.variableDefinitions ?? [], variables)
      },
      didEncounterErrors: async ({ errors, logger, contextValue }) => {
        const { requestId } = contextValue.actor.via
        for (const error of errors.filter(isUnexpected)) logger.error({ err: error.originalError ?? error, requestId })
      },
      willSendResponse: async ({ request, response, contextValue: { actor, budget } }) => {
        if (response.body.kind !== 'single') return
        const { singleResult } = response.body
        if (budget.isSpent) {
          delete singleResult.data
          singleResult.errors = [formatError(spentError().toJSON(), spentError())]
          response.http.status = 400
        }
        if (!singleResult.errors?.length) return
        const { requestId } = actor.via
        const errors = mayIntrospect(actor) ? singleResult.errors : singleResult.errors.map(withoutSchema)
        singleResult.errors = errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }))
        const accept = request.http?.headers.get('accept') ?? ''
        const isPlain = !accept.includes('application/graphql-response+json')
        // Apollo answers 200 to a hash without its document; whoever reads the new type is told by the status.
        if (!isPlain && !('data' in singleResult) && (response.http.status ?? 200) === 200) response.http.status = 400
        if (isPlain && errors.every(({ extensions }) => wellFormed.has(extensions?.code))) response.http.status = 200
      },
    }),
  }
}
