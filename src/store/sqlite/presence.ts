import { statSync } from 'node:fs'
import { realFile } from './lock.js'
import { trouble } from './trouble.js'

/**
 * Watches over the files of a database that is open: SQLite goes on in those that it has, whatever lies under their names
 * now, and what is written to them then is gone with the process. The check throws when others are there, or none.
 */
export function presenceOf(path: string): () => void {
  const file = realFile(path)
  const own = [file, `${file}-wal`].map((one) => [one, found(one)] as const)
  return () => {
    for (const [one, before] of own) {
      const now = found(one)
      const isSame = now?.ino === before?.ino && now?.dev === before?.dev
      if (!isSame || (one === file && now?.size === 0n)) throw trouble('DATABASE_REPLACED')
    }
  }
}

const found = (path: string) => statSync(path, { bigint: true, throwIfNoEntry: false })
