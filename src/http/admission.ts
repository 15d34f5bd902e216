import type { FastifyInstance } from 'fastify'
import { later, Problem } from '../lib/problem.js'
import { addressOf } from './address.js'
import { isPath } from './path.js'
import type { Queue } from './queue.js'
import { bearerToken } from './token.js'

export interface Admission {
  /** Where requests wait for their turn; without it each has its turn at once. */
  readonly queue: Queue | undefined
  /** Counts a request that needs no token; throws a Problem when it is too much. `presented` is the token that it brings nevertheless. */
  readonly countOpen: (presented: string | undefined, address: string) => Promise<void>
  /** Is told of each request that was refused for having waited too long. */
  readonly shed: () => void
}

/** Refuses at the door, before anything is read: who has waited too long, and who comes too often without a token. */
export function registerAdmission(app: FastifyInstance, { queue, countOpen, shed }: Admission): void {
  const noPath = new Problem('routeNotFound', 'The path is not a valid URL path.')
  const overloaded = later('unavailable', 'The gateway has more to do than it can. Try again in a moment.', 1)
  app.addHook('onRequest', (request, _reply, done) => {
    const { admission } = request.routeOptions.config
    const enter = (): void => {
      const hasPath = isPath(request.originalUrl)
      if (admission !== undefined && hasPath) done()
      else countOpen(bearerToken(request), addressOf(request)).then(() => done(hasPath ? undefined : noPath), done)
    }
    const refuse = (): void => {
      shed()
      done(overloaded)
    }
    if (queue && admission !== 'always') queue.join(enter, refuse)
    else enter()
  })
}
