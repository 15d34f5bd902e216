import { Problem } from '../lib/problem.js'
import type { Token } from '../store/rows.js'
import type { Actor } from './actor.js'
import type { AccessDeps } from './allow.js'
import { networkOf, refuseTooMany } from './limits.js'
import { hashToken, operatorTokenId, sameHash, tokenIdOf } from './token-text.js'

/**
 * The token behind a presented text. Throws `unauthenticated` when there is none,
 * `badToken` when it does not open, and `rateLimited` in their place when that
 * came too often from the address. A token that opens is counted by itself
 * alone, whatever else came from there.
 */
export async function authenticate(deps: AccessDeps, presented: string | undefined, address: string): Promise<Token> {
  if (presented === undefined || presented === '') {
    countAddress(deps, address)
    throw new Problem('unauthenticated', 'A token is needed: Authorization: Bearer <token>.')
  }
  const token = await tokenBehind(deps, presented)
  if (!token) throw badToken(deps, address, 'The token is unknown, expired or revoked.')
  refuseTooMany(deps.limits.token, token.parentId ?? token.id)
  return token
}

/** Refuses a caller whose token was revoked, or has expired, since it opened: its body may come a minute after its headers. */
export async function refuseEnded({ store, now }: AccessDeps, { token: { id } }: Actor): Promise<void> {
  const token = (await store.tokens.hashed(id))?.token
  if (token && isUsable(token, now()) && (await isParentUsable(store, token, now()))) return
  throw new Problem('badToken', 'The token has expired or was revoked.')
}

/** Counts a request that needs no token: for the token that it brings, when that opens, else for the address that it comes from. */
export async function countOpen(deps: AccessDeps, presented: string | undefined, address: string): Promise<void> {
  const token = presented === undefined ? undefined : await tokenBehind(deps, presented)
  if (token) refuseTooMany(deps.limits.token, token.parentId ?? token.id)
  else countAddress(deps, address)
}

/** Counts a request of nobody that is known. */
export function countAddress({ limits }: AccessDeps, address: string): void {
  refuseTooMany(limits.address, networkOf(address))
}

/** A failed attempt, counted. */
export function badToken({ limits }: AccessDeps, address: string, message: string): Problem {
  refuseTooMany(limits.failures, networkOf(address))
  return new Problem('badToken', message)
}

async function tokenBehind({ store, now }: AccessDeps, presented: string): Promise<Token | undefined> {
  const hash = hashToken(presented)
  for (const id of [tokenIdOf(presented), operatorTokenId]) {
    const kept = id === undefined ? undefined : await store.tokens.hashed(id)
    if (kept && sameHash(kept.hash, hash) && isUsable(kept.token, now()) && (await isParentUsable(store, kept.token, now())))
      return kept.token
  }
  return undefined
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
