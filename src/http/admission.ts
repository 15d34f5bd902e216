import type { FastifyInstance } from 'fastify'
import { later } from '../lib/problem.js'
import { addressOf } from './address.js'
import { bearerToken } from './token.js'

export interface Admission {
  /** How long the request that is looked at has waited already, in milliseconds. */
  readonly waited: () => number
  readonly longestQueueMs: number | undefined
  /** Counts a request that needs no token; throws a Problem when it is too much. `presented` is the token that it brings nevertheless. */
  readonly countOpen: (presented: string | undefined, address: string) => Promise<void>
  /** Is told of each request that was refused for having waited too long. */
  readonly shed: () => void
}

/** Refuses at the door, before anything is read: who has waited too long, and who comes too often without a token. */
export function registerAdmission(app: FastifyInstance, { waited, longestQueueMs = Infinity, countOpen, shed }: Admission): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { admission } = request.routeOptions.config
    if (waited() > longestQueueMs && admission !== 'always') {
      shed()
      done(later('unavailable', 'The gateway has more to do than it can. Try again in a moment.', 1))
      return
    }
    if (admission !== undefined) done()
    else countOpen(bearerToken(request), addressOf(request)).then(() => done(), done)
  })
}
