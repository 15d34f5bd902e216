import { randomBytes } from 'node:crypto'

/** One entry of a key ring, `id:base64`, with a new random key of 32 bytes. */
export function newKeyEntry(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

/** An id behind all of these that is not taken: `k3` after `k1` and `k2`. */
export async function nextKeyId(ids: readonly string[], isTaken: (id: string) => Promise<boolean>): Promise<string> {
  const numbers = ids.map((id) => Number(/^k(\d{1,9})$/.exec(id)?.[1] ?? 0))
  const next = `k${Math.max(0, ...numbers) + 1}`
  return (await isTaken(next)) ? nextKeyId([...ids, next], isTaken) : next
}

/** What the id of a new master key may look like, and how that is said. It does not begin as an option of a command does. */
export const keyIdPattern = /^[A-Za-z0-9._][A-Za-z0-9._-]{0,63}$/
export const keyIdRule = '1 to 64 characters of A-Z, a-z, 0-9, . _ and -, and not begin with -'
