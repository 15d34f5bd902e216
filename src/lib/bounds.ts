import type { Issue } from './problem.js'

/**
 * What one JSON text from outside may hold, and one connection: entries of a list or a map and in all, characters of a text, of a URL
 * and its scheme, of all texts that are kept plain, and of all secrets. Then characters of a name, an id, a type and of what is
 * searched for, of a cursor, and of what a search looks at: of one text of a connection, and of all.
 */
export const bounds = {
  entries: 1000,
  allEntries: 20_000,
  text: 65_536,
  url: 8192,
  scheme: 64,
  allText: 1024 * 1024,
  allSecrets: 8 * 1024 * 1024,
  name: 255,
  cursor: 2000,
  searchedText: 512,
  allSearched: 8192,
} as const

/** The refusal of a list or a map that is too long. */
export const tooMany: Issue = { path: [], message: `must have at most ${bounds.entries} entries` }

/** The refusal of what has too many entries in all its lists and maps together. */
export const tooManyInAll: Issue = { path: [], message: `must have at most ${bounds.allEntries} entries in all` }
