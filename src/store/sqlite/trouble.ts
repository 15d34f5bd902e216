/** What keeps a database from working that no caller and no bug has brought about. */
export interface Trouble {
  /** SQLite's own name for it, or ours. */
  readonly code: string
  /** As the end of a sentence. */
  readonly what: string
  readonly remedy: string
}

const restoring = 'Restore a backup with switchboard restore FILE --force.'

/** What a stranger has done to it, whom SQLite does not notice. */
const own = {
  AUDIT_HEAD: ['its audit chain no longer ends where this gateway left it', `Look at it with switchboard audit verify. ${restoring}`],
  AUDIT_INSERT: [
    'it does not take the next audit record',
    `Look at it with switchboard audit verify, and for triggers in it. ${restoring}`,
  ],
  LOCK_LOST: ['its lock file was removed or replaced', 'Stop every gateway that writes to it, and start one.'],
  DATABASE_REPLACED: [
    'its file or its log was removed or replaced, and what would be written now would be lost',
    'Put the file back as it was, or stop the gateway and restore a backup with switchboard restore FILE --force.',
  ],
  KEY_LOCK_LOST: [
    'the lock file beside its key file was removed or replaced',
    'Stop every gateway that uses that key file, see whether it has every key still, and start one.',
  ],
} as const

const kinds: readonly (readonly [RegExp, string, string])[] = [
  [/^SQLITE_FULL/, 'the disk is full', 'Make room on it.'],
  [/^SQLITE_READONLY/, 'it is read-only', 'Make its file and folder writable.'],
  [/^SQLITE_(IOERR|CANTOPEN|PROTOCOL|NOLFS)/, 'the disk fails', 'Check the disk, the file and its folder.'],
  [/^SQLITE_(BUSY|LOCKED)/, 'another program holds it', 'Stop that program, or wait for it.'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'the file is damaged', restoring],
  ...Object.entries(own).map(([code, [what, remedy]]) => [new RegExp(`^${code}$`), what, remedy] as const),
]

/** The trouble behind an error; undefined when it is none. */
export function troubleOf(error: unknown): Trouble | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  if (typeof code === 'string') {
    const [, what, remedy] = kinds.find(([name]) => name.test(code)) ?? []
    if (what !== undefined && remedy !== undefined) return { code, what, remedy }
  }
  return cause === undefined ? undefined : troubleOf(cause)
}

/** Whether the file itself is spoilt, which no disk and no right of a user mends. */
export function isDamage({ code }: Pick<Trouble, 'code'>): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(code)
}

/** An error with a trouble of our own behind it. */
export function trouble(code: keyof typeof own): Error {
  return Object.assign(new Error(`The database cannot be trusted: ${own[code][0]}.`), { code })
}
