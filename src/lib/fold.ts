import { bounds } from './bounds.js'

/** More marks in a row than any script has: the Stream-Safe Text Format of Unicode stops at so many. */
const manyMarks = 30
const untilManyMarks = new RegExp(String.raw`[^]*?\p{M}{${manyMarks}}|[^]+`, 'gu')

/**
 * Text as it is compared: one normal form, lower case. Databases disagree about folding, so it happens here and nowhere else. Marks
 * in a row are sorted in a time that grows with the square of their number, so a long text is cut where there are too many of them.
 */
export function fold(text: string): string {
  if (text.length <= 4 * bounds.name) return foldWhole(text)
  return (text.match(untilManyMarks) ?? []).map(foldWhole).join('')
}

function foldWhole(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC') // lower case may compose anew: `J̌` is `ǰ`
}
