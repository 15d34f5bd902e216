import { SingleBar } from 'cli-progress'
import { present } from './answers.js'
import type { Outside } from './outside.js'

const largestPage = 100
/** How long people wait without asking whether it still goes on, in milliseconds. */
const patience = 1000

interface Page<Item> {
  readonly nodes: readonly Item[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  /** Over all pages; asked of the first alone. */
  readonly totalCount?: number
}

export interface Bounds {
  readonly first: number
  readonly after: string | null
  readonly isFirst: boolean
}

/** The first items of a list, up to a limit, over as many pages as it takes; a bar on a terminal tells how far it is. */
export async function readPages<Item>(
  { stderr, now }: Pick<Outside, 'stderr' | 'now'>,
  limit: number,
  next: (bounds: Bounds) => Promise<Page<Item> | null>,
): Promise<{ items: Item[]; total: number }> {
  const bar = new SingleBar({ stream: stderr, clearOnComplete: true, linewrap: true, format: '{bar} {value} of {total}' })
  const began = now()
  const items: Item[] = []
  let [after, total]: [string | null, number] = [null, 0]
  try {
    do {
      const page: Page<Item> = present(await next({ first: Math.min(largestPage, limit - items.length), after, isFirst: after === null }))
      items.push(...page.nodes)
      total = page.totalCount ?? total
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      if (bar.isActive) bar.update(items.length)
      else if (now() - began > patience) bar.start(Math.min(total, limit), items.length)
    } while (after !== null && items.length < limit)
  } finally {
    bar.stop()
  }
  return { items, total }
}
