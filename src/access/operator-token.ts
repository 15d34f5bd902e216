import type { Token } from '../store/rows.js'
import type { AccessDeps } from './allow.js'
import { hashToken, newTokenText, operatorTokenId } from './token-text.js'

/**
 * Sees to it that someone can get in. A text set by the operator becomes his
 * token, replacing the one before; without one, and with no usable token that
 * administers everything, a new text is made. Answers a text that is to be
 * shown, once.
 */
export async function ensureOperatorToken({ store, now }: AccessDeps, set: string | undefined): Promise<string | undefined> {
  const kept = await store.tokens.hashed(operatorTokenId)
  if (set !== undefined) {
    if (kept?.hash !== hashToken(set)) await store.tokens.putOperator(operatorToken(now()), hashToken(set))
    return undefined
  }
  const usable = await store.tokens.usable(now())
  if (usable.some(({ grants }) => grants.some(({ workspaceId, roles }) => workspaceId === null && roles.includes('ADMIN'))))
    return undefined
  const text = newTokenText(operatorTokenId)
  await store.tokens.putOperator(operatorToken(now()), hashToken(text))
  return text
}

function operatorToken(now: number): Token {
  return {
    id: operatorTokenId,
    name: 'Operator',
    grants: [{ workspaceId: null, roles: ['ADMIN'] }],
    createdAt: now,
    expiresAt: null,
    revokedAt: null,
    parentId: null,
  }
}
