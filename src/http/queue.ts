/**
 * Tells how long the request that is looked at has waited at least, in milliseconds.
 * Node hands over everything that has arrived before it does anything else, so the
 * first of such a round has hardly waited, and each later one for as long as all
 * before it took. Counting the rounds costs one callback for each of them.
 */
export function watchQueue(): () => number {
  let roundBegan: number | undefined
  const endRound = (): void => {
    roundBegan = undefined
  }
  return () => {
    const now = performance.now()
    if (roundBegan !== undefined) return now - roundBegan
    roundBegan = now
    setImmediate(endRound)
    return 0
  }
}
