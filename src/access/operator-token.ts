import { newId } from '../lib/id.js'
import { Secret } from '../lib/secret.js'
import type { AuditRecord, Token } from '../store/rows.js'
import type { AccessDeps } from './allow.js'
import { hashToken, newTokenText, operatorTokenId } from './token-text.js'

/**
 * Sees to it that someone can get in. A text set by the operator becomes his
 * token, replacing the one before; without one, and with no usable token that
 * administers everything, a new text is made. It is kept once it was shown:
 * when that fails, the next start makes another.
 */
export async function ensureOperatorToken(
  { store, now }: Pick<AccessDeps, 'store' | 'now'>,
  set: string | undefined,
  show: (text: Secret<string>) => Promise<void>,
): Promise<void> {
  const kept = await store.tokens.hashed(operatorTokenId)
  if (set !== undefined) {
    if (kept?.hash !== hashToken(set)) await put(set)
    return
  }
  const usable = await store.tokens.usable(now())
  if (usable.some(({ grants }) => grants.some(({ workspaceId, roles }) => workspaceId === null && roles.includes('ADMIN')))) return
  const text = newTokenText(operatorTokenId)
  await show(new Secret(text))
  await put(text)

  async function put(chosen: string): Promise<void> {
    const told = { subject: 'token', subjectId: operatorTokenId, workspaceId: null } as const
    const changed = ['secret', ...(kept && kept.token.revokedAt !== null ? ['revokedAt'] : [])]
    const record = kept
      ? operatorRecord(now(), { ...told, action: 'update', fields: changed })
      : operatorRecord(now(), { ...told, action: 'create', fields: ['name', 'expiresAt', 'grants'] })
    await store.tokens.putOperator(operatorToken(now()), hashToken(chosen), record)
  }
}

/** The record of what a start does by the operator's settings and files. */
export function operatorRecord(
  at: number,
  told: Pick<AuditRecord, 'action' | 'subject' | 'subjectId' | 'workspaceId' | 'fields'>,
): AuditRecord {
  return { id: newId('aud'), at, tokenId: operatorTokenId, wanted: null, edge: 'cli', requestId: 'start', address: 'local', ...told }
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
