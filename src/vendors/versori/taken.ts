import { Problem } from '../../lib/problem.js'

/** Refuses a name that another environment or version of the connection has. */
export function refuseTaken(others: readonly { readonly name: string }[], name: unknown, what: string): void {
  if (!others.some((other) => other.name === name)) return
  throw new Problem('conflict', `The connection has ${what} of this name.`, [{ path: ['name'], message: 'is taken' }])
}
