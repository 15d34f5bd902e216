/** Requests that wait for their turn. */
export interface Queue {
  /** Calls `admit` when it is this one's turn, or `shed` when it has waited for too long by then. */
  join(admit: () => void, shed: () => void): void
}

interface Waiting {
  readonly admit: () => void
  readonly shed: () => void
  readonly since: number
  behind?: Waiting
}

/**
 * First come, first served, one in each round of the event loop. By itself Node works on what has arrived before it looks for
 * more; what comes meanwhile waits unseen, and nobody could say for how long. With one turn a round everything is read at once
 * and waits here. A turn costs a look at the sockets, some microseconds. `now` is in milliseconds and never goes back.
 */
export function createQueue(longestMs: number, now: () => number): Queue {
  let first: Waiting | undefined
  let last: Waiting | undefined

  const turn = (): void => {
    if (!first) return
    const { admit, shed, since, behind } = first
    first = behind
    if (behind) setImmediate(turn)
    if (now() - since <= longestMs) admit()
    else shed()
  }

  return {
    join: (admit, shed) => {
      const one: Waiting = { admit, shed, since: now() }
      if (first && last) last.behind = one
      else {
        first = one
        setImmediate(turn)
      }
      last = one
    },
  }
}
