/** Text as it is compared: one normal form, lower case. Databases disagree about folding, so it happens here and nowhere else. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC') // lower case may compose anew: `J̌` is `ǰ`
}
