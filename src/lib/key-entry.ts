import { randomBytes } from 'node:crypto'

/** One entry of a key ring, `id:base64`, with a new random key of 32 bytes. */
export function newKeyEntry(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

/** An id that none of these is: `k3` after `k1` and `k2`. */
export function nextKeyId(ids: readonly string[]): string {
  const numbers = ids.map((id) => Number(/^k(\d{1,9})$/.exec(id)?.[1] ?? 0))
  return `k${Math.max(0, ...numbers) + 1}`
}

/** What an id of a master key may look like. */
export const keyIdPattern = /^[A-Za-z0-9._-]{1,64}$/
