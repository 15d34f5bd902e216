import type { Doubled } from '../lib/json-scan.js'
import type { Problem } from '../lib/problem.js'

export interface Answer {
  readonly status: number
  readonly mediaType: string
  /** Text as it goes out. */
  readonly body: string
}

/** How one door words a refusal. */
export interface Edge {
  problem(problem: Problem, request: { readonly id: string; readonly params: unknown; readonly body: unknown }): Answer
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who words the refusals of this route. */
    edge?: Edge
    /** The one key that a body of this route may have twice. */
    doubled?: Doubled | undefined
  }
}
