const second = 1000
const hour = 3600 * second

/** How long a deployment is tried. */
export const patience = 24 * hour

/** What waits for longer was told so by a clock that is set back since. */
export const longestPause = 1.25 * hour

/**
 * How long to wait after so many failed attempts, the first two of them in one
 * go: 10 s, doubled up to an hour, and up to a quarter more or less by a random
 * number from 0 to 1, so that not everything comes back at once.
 */
export function pauseAfter(attempts: number, random: number): number {
  const pause = Math.min(10 * second * 2 ** Math.max(attempts - 2, 0), hour)
  return Math.round(pause * (0.75 + random / 2))
}
