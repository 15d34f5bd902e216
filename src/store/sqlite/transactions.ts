import type { Db } from './open.js'

interface Around {
  /** Before one that writes; what it throws refuses that. */
  readonly before?: () => void
  /** After one has ended. */
  readonly after?: (isCommitted: boolean) => void
}

/** Is there whenever a transaction of this database begins and ends. */
export function aroundTransactions(db: Db, { before, after }: Around): void {
  const run = db.transaction.bind(db)
  db.transaction = (body, config) => {
    if (config?.behavior === 'immediate') before?.()
    let isCommitted = false
    try {
      const result = run(body, config)
      isCommitted = true
      return result
    } finally {
      after?.(isCommitted)
    }
  }
}
