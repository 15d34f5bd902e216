import type Database from 'better-sqlite3'
import { SetupError } from '../../lib/setup-error.js'

/**
 * What somebody has added to a database, in words; undefined when there is nothing. A gateway makes tables and their indexes
 * alone: a view may show other rows than a table of its name has, and a trigger may change what is written.
 */
export function additionIn(client: Database.Database): string | undefined {
  const type = client.prepare("select type from sqlite_master where type in ('view', 'trigger') limit 1").pluck().get()
  return typeof type === 'string' ? `has a ${type}, which no gateway makes: somebody has changed it` : undefined
}

/** Throws SetupError when there is something; in it the file is called `name`. */
export function refuseAdditions(client: Database.Database, name: string): void {
  const addition = additionIn(client)
  if (addition) throw new SetupError(`The database ${name} ${addition}. Drop it, or restore a backup.`, { code: 'AUDIT_BROKEN' })
}
