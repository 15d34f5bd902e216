/** So many at once, and from then on so many a second. */
export interface Rate {
  readonly atOnce: number
  readonly perSecond: number
  /** Where it is set, what comes too often counts as well: each time makes the wait longer, up to this many seconds. */
  readonly longestWait?: number
}

/** Counts one for a key, and answers how many seconds are left until there is room for it; 0 when it passes. */
export type Limiter = (key: string) => number

/** Keys that are remembered at once. */
const maxKeys = 10_000

/**
 * A leaky bucket per key, kept as the one moment at which it has run empty, so
 * that a key needs no timer. Of too many keys the oldest is forgotten.
 */
export function createLimiter({ atOnce, perSecond, longestWait }: Rate, clock: () => number = () => performance.now()): Limiter {
  const drop = 1000 / perSecond
  const capacity = drop * atOnce
  const emptyAt = new Map<string, number>()
  return (key) => {
    const now = clock()
    const known = emptyAt.get(key)
    const filled = Math.max(known ?? now, now) + drop - now
    const wait = filled - capacity
    if (wait > 0 && longestWait === undefined) return seconds(wait)
    if (known === undefined && emptyAt.size >= maxKeys) forgetOldest(emptyAt)
    emptyAt.set(key, now + Math.min(filled, capacity + (longestWait ?? 0) * 1000))
    return wait > 0 ? seconds(Math.min(wait, (longestWait ?? 0) * 1000)) : 0
  }
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000))
}

function forgetOldest(map: Map<string, number>): void {
  for (const key of map.keys()) {
    map.delete(key)
    return
  }
}
