import { newId } from '../lib/id.js'
import { Secret } from '../lib/secret.js'
import type { Token } from '../store/rows.js'
import type { Actor } from './actor.js'
import { recordDenial, type AccessDeps } from './allow.js'
import { auditOf } from './audit.js'
import { authenticate, badToken } from './authenticate.js'
import { hashToken, newTokenText } from './token-text.js'
import { soleWorkspace } from './tokens.js'

const lifetimeMs = 3_600_000

/** A token that opens for an hour at the most. */
export interface ShortToken {
  readonly text: Secret<string>
  readonly seconds: number
}

/**
 * Makes a short-lived token with the grants of another, for a caller who shows that one's id and text.
 * It stops with the other, and cannot be exchanged again. Throws `badToken`; an attempt to become another token leaves a record.
 */
export async function exchangeToken(deps: AccessDeps, via: Actor['via'], id: string, text: string): Promise<ShortToken> {
  const parent = await authenticate(deps, text, via.address)
  if (parent.id !== id || parent.parentId !== null) {
    const [named] = await deps.store.tokens.byIds([id])
    if (named)
      await recordDenial(deps, { token: parent, via }, 'administer', soleWorkspace(parent.grants), { subject: 'token', subjectId: id })
    throw badToken(deps, via.address, 'The id and the text are not those of a token.')
  }
  const now = deps.now()
  const expiresAt = Math.min(now + lifetimeMs, parent.expiresAt ?? Number.POSITIVE_INFINITY)
  const token: Token = { ...parent, id: newId('tok'), createdAt: now, expiresAt, parentId: parent.id }
  const newText = newTokenText(token.id)
  const told = { action: 'create', subject: 'token', subjectId: token.id, workspaceId: soleWorkspace(parent.grants) } as const
  await deps.store.tokens.insert(token, hashToken(newText), auditOf({ token: parent, via }, now, { ...told, fields: ['expiresAt'] }))
  return { text: new Secret(newText), seconds: Math.floor((expiresAt - now) / 1000) }
}
