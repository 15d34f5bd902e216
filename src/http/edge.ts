import type { Doubled, Extent } from '../lib/json-scan.js'
import type { Problem } from '../lib/problem.js'

export interface Answer {
  readonly status: number
  readonly mediaType: string
  /** Text as it goes out. */
  readonly body: string
}

/** How one door words a refusal. */
export interface Edge {
  /** What it is called in logs and metrics. */
  readonly name: string
  problem(problem: Problem, request: { readonly id: string; readonly params: unknown; readonly body: unknown }): Answer
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who words the refusals of this route. */
    edge?: Edge
    /**
     * Who is let in: `always` is never refused for lack of room, `token` is counted once it is known whose it is.
     * Everything else counts for the token that it brings, or for the address that it comes from.
     */
    admission?: 'always' | 'token'
    /** The one key that a body of this route may have twice. */
    doubled?: Doubled | undefined
    /** How much its body may hold, where it may be more than one connection. */
    extent?: Extent | undefined
  }
}
