import { accessSync, constants, statSync } from 'node:fs'
import { SetupError } from '../../lib/setup-error.js'

/** Throws SetupError when this user may not write to a database, or to what lies beside it: SQLite would open it for reading alone, and not say so. */
export function refuseDenied(file: string): void {
  const refused = ['', '-wal', '-shm'].map((side) => denied(file + side)).filter((one) => one !== undefined)
  if (refused.length > 0) throw new SetupError(refused.map(({ message }) => message).join(' '))
}

/** Says whose file it is when this user may not write to it. */
export function denied(path: string): SetupError | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  const me = process.getuid?.()
  if (!found || me === undefined || !isDenied(path)) return undefined
  const told = `${path} belongs to user ${found.uid}, and user ${me} may not write to it.`
  if (found.uid === me) return new SetupError(`${told} Run: chmod 600 ${path}`)
  return new SetupError(`${told} Run: chown ${me} ${path} – or start Switchboard as user ${found.uid}.`)
}

function isDenied(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return false
  } catch (error) {
    return (error as { code?: unknown }).code === 'EACCES'
  }
}
