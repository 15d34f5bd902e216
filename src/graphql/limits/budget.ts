import { setImmediate } from 'node:timers/promises'
import { bounds, boundsError } from './bounds.js'
import { characters, leastCharacters, selectedCost, type Selected } from './selected.js'

/** So many items are answered without waiting for what else there is. */
const few = 1000

/** What an operation may still read and answer, beside the cost that its document says. */
export interface Budget {
  /** There was not enough: whatever the operation has come to, it is refused. */
  readonly isSpent: boolean
  /** One read of rows after the other, each counted by what its rows hold; none is made any more when there is not enough. */
  read<T>(rows: () => Promise<T>, contents: (found: T) => readonly unknown[]): Promise<T>
  /**
   * The items of a stored list: each counts one, as do those of the lists in it, and what is selected of it; none come when
   * there is not enough. When they are many, they come after all else that the operation can reach without them has been counted too: so what
   * is refused is refused before it is made.
   */
  items<Item>(list: readonly Item[], selected: Selected): readonly Item[] | Promise<readonly Item[]>
  /** A value as it is answered: what is longer than its place has paid for counts, and is empty when there is not enough. */
  answer(value: unknown): unknown
}

export function createBudget(): Budget {
  let left: number = bounds.stored
  let last: Promise<unknown> = Promise.resolve()
  let reads = 0
  let counted: Promise<void> | undefined
  const takes = (count: number): boolean => {
    left -= count
    return left >= 0
  }
  return {
    get isSpent() {
      return left < 0
    },
    read: (rows, contents) => {
      const turn = last.then(async () => {
        if (left < 0) throw spentError()
        const found = await rows()
        for (const content of contents(found)) takes(Math.floor(lengthOf(content) / characters))
        return found
      })
      reads++
      last = turn.catch(() => undefined).finally(() => reads--) // Whoever has asked is told.
      return turn
    },
    items: (list, selected) => {
      const isEnough = left >= 0 && takes(itemsIn(list) * (1 + selectedCost(selected)))
      if (!isEnough) return []
      if (left > bounds.stored - few) return list
      counted ??= allCounted().finally(() => (counted = undefined))
      return counted.then(() => (left < 0 ? [] : list))
    },
    answer: (value) => {
      const length = lengthOf(value)
      if (length <= leastCharacters) return value
      return takes(length / characters) || length < characters ? value : emptyFor(value)
    },
  }

  /** A round of the event loop later all has gone on that waits for nothing but reads. */
  async function allCounted(): Promise<void> {
    do await setImmediate()
    while (reads > 0 && left >= 0)
  }
}

function itemsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let sum = Array.isArray(value) ? value.length : 0
  for (const inner of Object.values(value)) sum += itemsIn(inner)
  return sum
}

/** The refusal of an operation whose budget is spent. */
export function spentError() {
  return boundsError('QUERY_TOO_COSTLY', 'The operation answers too much of what is stored: ask for smaller pages and fewer fields.')
}

/** About as many characters as there are in its JSON. */
function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 4
  let sum = 2
  if (Array.isArray(value)) {
    for (const item of value) sum += lengthOf(item)
    return sum
  }
  for (const name of Object.keys(value)) sum += name.length + lengthOf((value as Record<string, unknown>)[name])
  return sum
}

function emptyFor(value: unknown): unknown {
  if (typeof value === 'string') return ''
  return Array.isArray(value) ? [] : {}
}
