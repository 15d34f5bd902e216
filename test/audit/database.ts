import { join } from 'node:path'
import Database from 'better-sqlite3'

/** The database file of a gateway that runs, opened beside it as a stranger would. */
export interface Beside {
  /** Every row of every table but these, as JSON. */
  rows(...without: string[]): Record<string, string>
  exec(sql: string): void
  close(): void
}

export function openBeside(dataDir: string): Beside {
  const raw = new Database(join(dataDir, 'switchboard.db'))
  const names = raw.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all() as string[]
  return {
    rows: (...without) =>
      Object.fromEntries(
        names
          .filter((name) => !without.includes(name))
          .map((name) => [name, JSON.stringify(raw.prepare(`select * from "${name}"`).raw().all())]),
      ),
    exec: (sql) => void raw.exec(sql),
    close: () => raw.close(),
  }
}
