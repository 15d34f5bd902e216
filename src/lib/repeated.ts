/** Positions at which a text stands again. */
export function repeated(list: readonly string[]): number[] {
  const seen = new Set<string>()
  return list.flatMap((item, index) => {
    if (seen.has(item)) return [index]
    seen.add(item)
    return []
  })
}

/** The first of each text in a list, by that text. */
export function firstBy<Item>(list: readonly Item[], textOf: (item: Item) => string): ReadonlyMap<string, Item> {
  return new Map(list.toReversed().map((item) => [textOf(item), item]))
}
