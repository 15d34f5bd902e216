import type { Command } from 'commander'
import { readExpiry, type Expiry } from '../values.js'

/** What bounds a list in time. */
export interface Span {
  readonly since?: Expiry
  readonly until?: Expiry
}

/** Options that bound a list in time. */
export function withSpan(command: Command): Command {
  return command
    .option('--since <time>', 'only from this moment on: a date, a time, or so long ago, such as 12h or 7d', readExpiry)
    .option('--until <time>', 'only before this moment', readExpiry)
}

/** The filter that they stand for. */
export function spanFilter({ since, until }: Span, now: number): { since?: string; until?: string } {
  return { ...(since && { since: momentOf(since, now) }), ...(until && { until: momentOf(until, now) }) }
}

function momentOf(time: Expiry, now: number): string {
  return 'at' in time ? time.at : new Date(now - time.inMs).toISOString()
}
