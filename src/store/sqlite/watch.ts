import type Database from 'better-sqlite3'
import { Problem } from '../../lib/problem.js'
import type { Store, StoreOutside } from '../store.js'
import { writeOnce } from './open.js'
import { troubleOf } from './trouble.js'

/** How long a failure counts, and how long a probe is good for, in milliseconds. */
const recentMs = 3000
/** How often a trouble that lasts is reported, in milliseconds. */
const repeatMs = 60_000

/** Turns the failures of a database into refusals, and knows whether it can be written to. */
interface Watch {
  /** The refusal in the place of an error; an error that is no trouble stays what it is. */
  refusal(error: unknown): unknown
  /** Throws when a call has failed just now, or a probe or one of the other checks does. */
  check(): void
}

export function watchDatabase(client: Database.Database, { now, report }: StoreOutside, checks: readonly (() => void)[]): Watch {
  const reportedAt = new Map<string, number>()
  let [failed, probedAt]: [{ at: number; problem: Problem } | undefined, number] = [undefined, -Infinity]
  const isWithin = (span: number, at: number): boolean => Math.abs(now() - at) < span // A clock may be set back.

  function refusal(error: unknown): unknown {
    const trouble = troubleOf(error)
    if (!trouble) return error
    if (!isWithin(repeatMs, reportedAt.get(trouble.code) ?? -Infinity)) {
      reportedAt.set(trouble.code, now())
      report(trouble)
    }
    const problem = new Problem('unavailable', `The database does not work now: ${trouble.what}.`)
    failed = { at: now(), problem }
    return problem
  }

  return {
    refusal,
    check: () => {
      if (failed && isWithin(recentMs, failed.at)) throw failed.problem
      try {
        for (const check of checks) check()
        if (isWithin(recentMs, probedAt)) return
        writeOnce(client)
      } catch (error) {
        throw refusal(error)
      }
      probedAt = now()
    },
  }
}

/** The same store, its failures told as refusals. */
export function watched(store: Store, { refusal }: Watch): Store {
  const parts = Object.entries(store).map(([name, part]: [string, unknown]): [string, unknown] => [
    name,
    typeof part === 'function' ? part : Object.fromEntries(Object.entries(part as Methods).map(([key, method]) => [key, told(method)])),
  ])
  return sameMethods(Object.fromEntries(parts))

  function told(method: Methods[string]): Methods[string] {
    const rethrow = (error: unknown): never => {
      throw refusal(error)
    }
    return (...args) => method(...args).catch(rethrow)
  }
}

type Methods = Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>

/** Every part and every method of the store has its wrapper under its own name. */
function sameMethods(parts: Record<string, unknown>): Store {
  return parts as unknown as Store
}
