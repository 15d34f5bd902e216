import type { KeyRing } from './key-ring.js'

/** The ring that is in use now. */
export interface LiveRing extends KeyRing {
  /** Uses another from now on. */
  take(ring: KeyRing): void
  /** Runs what changes the ring after everything of that kind that was begun before. */
  exclusively<Result>(change: () => Promise<Result>): Promise<Result>
}

export function liveRing(first: KeyRing): LiveRing {
  let ring = first
  let last: Promise<unknown> = Promise.resolve()
  return {
    get activeId() {
      return ring.activeId
    },
    get ids() {
      return ring.ids
    },
    key: (id) => ring.key(id),
    has: (id) => ring.has(id),
    take: (next) => {
      ring = next
    },
    exclusively: (change) => {
      const result = last.then(change)
      last = result.catch(() => undefined) // Whoever asked for it is told; the next one goes on.
      return result
    },
  }
}

/** Where the ring stands. */
export type RingSource = RingFile | { readonly kind: 'environment' }

export interface RingFile {
  readonly kind: 'file'
  read(): KeyRing
  /** Puts these entries in the place of those before, at once or not at all. */
  write(text: string): void
}
