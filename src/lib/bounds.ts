import type { Issue } from './problem.js'

/** What one JSON text from outside may hold, and one connection: entries of a list or a map and in all, characters of a text, of a URL and its scheme, of all texts that are kept plain, and of all secrets. */
export const bounds = {
  entries: 1000,
  allEntries: 20_000,
  text: 65_536,
  url: 8192,
  scheme: 64,
  allText: 1024 * 1024,
  allSecrets: 8 * 1024 * 1024,
} as const

/** The refusal of a list or a map that is too long. */
export const tooMany: Issue = { path: [], message: `must have at most ${bounds.entries} entries` }

/** The refusal of what has too many entries in all its lists and maps together. */
export const tooManyInAll: Issue = { path: [], message: `must have at most ${bounds.allEntries} entries in all` }
