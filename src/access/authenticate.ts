import { Problem } from '../lib/problem.js'
import type { Token } from '../store/rows.js'
import type { AccessDeps } from './allow.js'
import { hashToken, operatorTokenId, sameHash, tokenIdOf } from './token-text.js'

/** The token behind a presented text. Throws `unauthenticated` when there is none, `badToken` when it does not open. */
export async function authenticate({ store, now }: AccessDeps, presented: string | undefined): Promise<Token> {
  if (presented === undefined || presented === '') throw new Problem('unauthenticated', 'A token is needed: Authorization: Bearer <token>.')
  const hash = hashToken(presented)
  for (const id of [tokenIdOf(presented), operatorTokenId]) {
    const kept = id === undefined ? undefined : await store.tokens.hashed(id)
    if (kept && sameHash(kept.hash, hash) && isUsable(kept.token, now()) && (await isParentUsable(store, kept.token, now())))
      return kept.token
  }
  throw new Problem('badToken', 'The token is unknown, expired or revoked.')
}

function isUsable({ expiresAt, revokedAt }: Token, now: number): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now)
}

/** A short-lived token opens only as long as the one it was made of is there and the same. */
async function isParentUsable(store: AccessDeps['store'], { parentId, createdAt }: Token, now: number): Promise<boolean> {
  if (parentId === null) return true
  const parent = (await store.tokens.hashed(parentId))?.token
  return parent !== undefined && parent.createdAt <= createdAt && isUsable(parent, now)
}
