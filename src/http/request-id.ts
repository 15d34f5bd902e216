import { newUlid } from '../lib/id.js'

const takenOver = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/

/** The id that a caller has given his request when it can stand in a log as it is, else a new one. */
export function requestIdOf({ headers }: { readonly headers: Readonly<Record<string, unknown>> }): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && takenOver.test(given) ? given : newUlid()
}
