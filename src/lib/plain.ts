/** Characters that act instead of showing: control, bidirectional, line separators, halves of a pair. */
const unseen = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/u

/** Whether a name shows all that it is made of. */
export function isPlain(name: string): boolean {
  return !unseen.test(name)
}
