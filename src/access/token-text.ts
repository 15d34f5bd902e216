import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** The one token that an operator may set by himself. */
export const operatorTokenId = 'tok_admin'

/** A new token's text, `swb_<id>_<secret>`: 256 random bits, no `_` inside the parts. */
export function newTokenText(tokenId: string): string {
  return `swb_${tokenId.slice('tok_'.length)}_${randomBytes(32).toString('hex')}`
}

/** The id that a token's text names; undefined when it is not of that form. */
export function tokenIdOf(text: string): string | undefined {
  const id = /^swb_([0-9a-z]+)_[0-9a-z]+$/.exec(text)?.[1]
  return id === undefined ? undefined : `tok_${id}`
}

/** SHA-256 in hexadecimal: enough for 256 random bits, and all that is kept. */
export function hashToken(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
