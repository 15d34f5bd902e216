/** Host, port and database of an address; each null when it is not there. */
export interface Address {
  readonly host: string | null
  readonly port: number | null
  readonly database: string | null
}

/** An escape stands in an address with a zone, and in the path of a socket. */
const host = String.raw`(?:\[[0-9a-f:.%]+\]|(?:%2f[\w.-]+)+|[^\s@:,()=[\]%&|]*)(?::\d{0,5})?`
/** Hosts with their ports, comma between them, and nothing else. */
export const hosts = new RegExp(`^${host}(?:,${host})*$`, 'i')

/** Of parameters; and escapes that could not be read, or not to their end. */
const parameterMarks = /[=&|]|%[0-9a-f]{2}/i
const otherMarks = /[:@?#;]/

/** Whether nothing in a path, its escapes read, may be a parameter or belong to an account. */
export function isPlainPath(path: string): boolean {
  const text = unescaped(path)
  return !/\s/.test(path) && !parameterMarks.test(text) && !otherMarks.test(text)
}

/** The same for a part of a path on the web, where other marks are usual, but for those that are escaped. */
export function isPlainWord(word: string): boolean {
  const text = unescaped(word)
  return !parameterMarks.test(text) && (text === word || !otherMarks.test(text))
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // A stray `%`: what it says is what it means.
  }
}

/** With the escapes of escapes read too, as a text has them that was escaped on its way; those of the fourth time are left. */
export function unescaped(text: string, times = 3): string {
  const inner = decoded(text)
  return inner === text || times === 1 ? inner : unescaped(inner, times - 1)
}
