import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../lib/problem.js'

/** Counts what a caller does. */
export interface Limiter {
  /** Counts one more; throws `rateLimited` when it is one too many. */
  take(key: string): Promise<void>
}

/** So many a minute for each key, counted in this process; undefined is no limit. */
export function limitPerMinute(points: number | undefined): Limiter {
  if (points === undefined) return { take: async () => undefined }
  const counter = new RateLimiterMemory({ points, duration: 60 })
  return {
    take: async (key) => {
      try {
        await counter.consume(key)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
        throw new Problem('rateLimited', `That is too often. Try again in ${seconds} s.`, [], undefined, undefined, seconds)
      }
    },
  }
}
