import type { ApolloServerPlugin } from '@apollo/server'
import type { Watch } from '../lib/watch.js'
import type { GraphContext } from './context.js'
import { errorCodes } from './errors.js'

/** Tells a watch of every operation: what kind it is and how it ended, never what it asks for. */
export function watchOperations(watch: Watch): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => {
      const ended = watch.operation()
      return {
        willSendResponse: async ({ operation, response }) => {
          const code = response.body.kind === 'single' ? response.body.singleResult.errors?.[0]?.extensions?.code : undefined
          ended({
            type: operation?.operation ?? 'none',
            code: code === undefined ? 'OK' : typeof code === 'string' && errorCodes.has(code) ? code : 'OTHER',
          })
        },
      }
    },
  }
}
