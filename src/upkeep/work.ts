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
