import { bounds, boundsError } from './bounds.js'

/** What is stored counts one for so many characters of it. */
const characters = 1000

/** What an operation may still answer of what is stored, beside the cost that its document says. */
export interface Budget {
  /** There was not enough: whatever the operation has come to, it is refused. */
  readonly isSpent: boolean
  /** Takes so much of it. False when there is not enough; what is asked for need not be made then. */
  takes(count: number): boolean
  /** One read of rows after the other, each counted by what its rows hold; none is made any more when there is not enough. */
  read<T>(rows: () => Promise<T>, contents: (found: T) => readonly unknown[]): Promise<T>
}

export function createBudget(): Budget {
  let left: number = bounds.cost
  let last: Promise<unknown> = Promise.resolve()
  const takes = (count: number): boolean => {
    left -= count
    return left >= 0
  }
  return {
    get isSpent() {
      return left < 0
    },
    takes,
    read: (rows, contents) => {
      const turn = last.then(async () => {
        if (left < 0) throw spentError()
        const found = await rows()
        for (const content of contents(found)) takes(weightOf(content))
        return found
      })
      last = turn.catch(() => undefined) // Whoever has asked is told.
      return turn
    },
  }
}

/** The refusal of an operation whose budget is spent. */
export function spentError() {
  return boundsError('QUERY_TOO_COSTLY', 'The operation answers too much of what is stored: ask for smaller pages and fewer fields.')
}

/** How much a text counts, or a JSON value: nothing when it is short. */
export function weightOf(value: unknown): number {
  return Math.floor(lengthOf(value) / characters)
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
