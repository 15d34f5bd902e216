/** What moves a cursor, hides or turns text, or breaks a line. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Text that a terminal only prints: everything else in it is spelled out, as JSON spells it. */
export function printable(text: string): string {
  return text.replace(unprintable, (sign) => Array.from({ length: sign.length }, (_, at) => escaped(sign.charCodeAt(at))).join(''))
}

/** One JSON document, fit for a terminal as well. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(printable).join('\n')
}

/** The same on one line. */
export function jsonLine(value: unknown): string {
  return printable(JSON.stringify(value))
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}

/** Rows under their titles in aligned columns; a cell that is longer than `widest` is cut. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[], widest: number): string {
  const lines = [titles, ...rows].map((row) => row.map((cell) => cut(printable(cell), widest)))
  const widths = titles.map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ''))))
  const padded = (cell: string, column: number): string => cell + ' '.repeat((widths[column] ?? 0) - width(cell))
  return lines.map((line) => line.map(padded).join('  ').trimEnd()).join('\n')
}

/** Names and their values, one a line. */
export function facts(pairs: readonly (readonly [string, string])[]): string {
  const longest = Math.max(...pairs.map(([name]) => name.length))
  return pairs.map(([name, value]) => `${name.padEnd(longest)}  ${printable(value)}`.trimEnd()).join('\n')
}

/** A moment to the minute, UTC. */
export function moment(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')}Z`
}

const signs = new Intl.Segmenter()
/** Signs that take two columns: those of East Asia, and emoji. */
const isWide =
  /^(?:[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{a960}-\u{a97f}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})/u

/** Columns that a text takes on a terminal. */
function width(text: string): number {
  return isPlain.test(text) ? text.length : [...signs.segment(text)].reduce((sum, { segment }) => sum + columnsOf(segment), 0)
}

const isPlain = /^[ -~]*$/
const columnsOf = (sign: string): number => (isWide.test(sign) ? 2 : 1)

function cut(text: string, widest: number): string {
  if (width(text) <= widest) return text
  let [kept, taken] = ['', 1] // The dots take a column too.
  for (const { segment } of signs.segment(text)) {
    taken += columnsOf(segment)
    if (taken > widest) break
    kept += segment
  }
  return `${kept}…`
}
