/**
 * Texts as the items that they stand for on the wire, where some are numbers: the text of a stored item means that item, as
 * it is stored. Another one is a number when it reads as a whole one exactly, unless a text is stored.
 */
export function readTexts(texts: readonly string[], stored: unknown): unknown[] {
  const items: readonly unknown[] = Array.isArray(stored) ? stored : []
  const unused = new Map<string, unknown[]>()
  for (const item of items) unused.set(String(item), [...(unused.get(String(item)) ?? []), item])
  const areNumbers = items.every((item) => typeof item === 'number')
  return texts.map((text) => unused.get(text)?.shift() ?? (areNumbers && isWhole(text) ? Number(text) : text))
}

function isWhole(text: string): boolean {
  return Number.isSafeInteger(Number(text)) && String(Number(text)) === text
}
