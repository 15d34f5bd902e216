import type { Readable, Writable } from 'node:stream'
import type { Upkeep } from '../upkeep/index.js'

/** A stream that may lead to a terminal. */
export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** One thing that a start has to tell: a sentence for a person, facts for a program. */
export interface Announcement {
  readonly text: string
  readonly facts: Readonly<Record<string, string | number>>
  /** It is told now or never: a reader who has gone away is a failure. */
  readonly isOnce?: true
}

/** What the command line touches of the process that it runs in. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: Readable
  readonly stdout: Screen
  readonly stderr: Screen
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Starts the gateway; resolves when it listens. */
  readonly serve: (isDemo: boolean, announce: (announcement: Announcement) => Promise<void>) => Promise<void>
  /** What works on the files here, without a gateway; loaded when it is wanted. */
  readonly upkeep: () => Promise<Upkeep>
}
