import type { ApolloServerPlugin } from '@apollo/server'
import type { GraphQLSchema } from 'graphql'
import type { GraphContext } from './context.js'
import { refuseVariables } from './describe.js'
import { isUnexpected } from './errors.js'

/** Codes for which GraphQL over HTTP answers 200 to a client that reads only `application/json`. */
const wellFormed: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

/** Watches every operation: variables before execution, bugs into the log, request id and status onto the answer. */
export function guard(schema: GraphQLSchema): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, request }) => {
        refuseVariables(schema, operation?.variableDefinitions ?? [], request.variables ?? {})
      },
      didEncounterErrors: async ({ errors, logger, contextValue }) => {
        const { requestId } = contextValue.actor.via
        for (const error of errors.filter(isUnexpected)) logger.error({ err: error.originalError, requestId })
      },
      willSendResponse: async ({ request, response, contextValue }) => {
        if (response.body.kind !== 'single') return
        const { errors } = response.body.singleResult
        for (const error of errors ?? [])
          Object.assign(error, { extensions: { ...error.extensions, requestId: contextValue.actor.via.requestId } })
        const accept = request.http?.headers.get('accept') ?? ''
        const isPlain = !accept.includes('application/graphql-response+json')
        if (isPlain && errors?.length && errors.every(({ extensions }) => wellFormed.has(extensions?.code))) response.http.status = 200
      },
    }),
  }
}
