import type { FastifyInstance } from 'fastify'
import { later } from '../lib/problem.js'
import { addressOf } from './address.js'
import type { Queue } from './queue.js'

export interface Admission {
  /** Where requests wait for their turn; without it each has its turn at once. */
  readonly queue: Queue | undefined
  /** Counts a request without a token; throws a Problem when it is too much. */
  readonly countAddress: (address: string) => void
  /** Is told of each request that was refused for having waited too long. */
  readonly shed: () => void
}

/** Refuses at the door, before anything is read: who has waited too long, and who comes too often without a token. */
export function registerAdmission(app: FastifyInstance, { queue, countAddress, shed }: Admission): void {
  const overloaded = later('unavailable', 'The gateway has more to do than it can. Try again in a moment.', 1)
  app.addHook('onRequest', (request, _reply, done) => {
    const { admission } = request.routeOptions.config
    const enter = (): void => {
      try {
        if (admission === undefined) countAddress(addressOf(request))
        done()
      } catch (error) {
        done(error as Error)
      }
    }
    const refuse = (): void => {
      shed()
      done(overloaded)
    }
    if (queue && admission !== 'always') queue.join(enter, refuse)
    else enter()
  })
}
