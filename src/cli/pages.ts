import { present } from './answers.js'
import type { Outside } from './outside.js'
import { openProgress } from './progress.js'

const largestPage = 100

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
  outside: Pick<Outside, 'stderr' | 'now'>,
  limit: number,
  next: (bounds: Bounds) => Promise<Page<Item> | null>,
): Promise<{ items: Item[]; total: number }> {
  const { show, stop } = openProgress(outside)
  const items: Item[] = []
  let [after, total]: [string | null, number] = [null, 0]
  try {
    do {
      const page: Page<Item> = present(await next({ first: Math.min(largestPage, limit - items.length), after, isFirst: after === null }))
      items.push(...page.nodes)
      total = page.totalCount ?? total
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      show(items.length, Math.min(total, limit))
    } while (after !== null && items.length < limit)
  } finally {
    stop()
  }
  return { items, total }
}
