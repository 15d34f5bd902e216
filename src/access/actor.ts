import type { Token } from '../store/rows.js'

/** Where a request came from. */
export interface Via {
  readonly edge: 'graphql' | 'rest' | 'cli'
  readonly requestId: string
  readonly address: string
}

/** Who asks, and from where. */
export interface Actor {
  readonly token: Token
  readonly via: Via
}
