import { SetupError } from '../lib/setup-error.js'
import type { CopyProgress, DatabaseFacts } from '../store/open.js'

/** How long work is to be done. */
export interface Work {
  /** What stands in the way is replaced. */
  readonly isForced: boolean
  readonly progress: CopyProgress
}

/** What a database holds, for people and programs. */
export type Contents = Omit<DatabaseFacts, 'canaries'>

export function contentsOf({ bytes, connections, workspaces, newestAudit, masterKeys }: DatabaseFacts): Contents {
  return { bytes, connections, workspaces, newestAudit, masterKeys }
}

/** Refuses a name of which the database driver would open another: it leaves out blanks at the end. */
export function refuseBlankEnd(path: string): void {
  if (path.trimEnd() !== path)
    throw new SetupError(`The name "${path}" ends in a blank, and SQLite would take another file. Choose another name.`)
}

/** Does something with a file that was named; what the system refuses is told by its code. */
export function orRefused<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (error instanceof SetupError || typeof code !== 'string') throw error
    throw new SetupError(`${path} cannot be used (${code}). Choose another name, or see to its folder and who may write there.`)
  }
}
