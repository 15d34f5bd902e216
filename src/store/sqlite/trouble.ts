/** What keeps a database from working that no caller and no bug has brought about. */
export interface Trouble {
  /** SQLite's own name for it. */
  readonly code: string
  /** As the end of a sentence. */
  readonly what: string
  readonly remedy: string
}

const kinds: readonly (readonly [RegExp, string, string])[] = [
  [/^SQLITE_FULL/, 'the disk is full', 'Make room on it.'],
  [/^SQLITE_READONLY/, 'it is read-only', 'Make its file and folder writable.'],
  [/^SQLITE_(IOERR|CANTOPEN|PROTOCOL|NOLFS)/, 'the disk fails', 'Check the disk, the file and its folder.'],
  [/^SQLITE_(BUSY|LOCKED)/, 'another program holds it', 'Stop that program, or wait for it.'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'the file is damaged', 'Restore a backup with switchboard restore FILE --force.'],
]

/** The trouble behind an error; undefined when it is none. */
export function troubleOf(error: unknown): Trouble | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return cause === undefined ? undefined : troubleOf(cause)
  const [, what, remedy] = kinds.find(([name]) => name.test(code)) ?? []
  return what === undefined || remedy === undefined ? undefined : { code, what, remedy }
}
