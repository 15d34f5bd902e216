import { createHmac, hkdfSync } from 'node:crypto'
import { SetupError } from '../lib/setup-error.js'
import type { Mark } from '../store/chain.js'
import type { AuditRecord, WrappedKey } from '../store/rows.js'
import type { Canary, Store } from '../store/store.js'
import { canaryOf, tellsOfChain, type KeyRing } from './key-ring.js'
import { unwrap, wrapNew, type Owner } from './vault.js'

/** Who owns the data key of the audit chain, as an aggregate owns that of its secrets; it belongs to no workspace. */
export const auditOwner: Owner = { id: 'audit', workspaceId: '' }

/**
 * Begins the audit chain, or goes on with it. Its key is wrapped as every data key is, so that master keys can be rotated. From then on
 * the canaries tell that there is one: a chain that somebody has taken away is not begun anew. `records` are the first to be added.
 */
export async function beginAudit(ring: KeyRing, { audit, secrets }: Store, now: number, records: readonly AuditRecord[]): Promise<void> {
  const known = await secrets.canaries()
  const kept = await audit.key(auditOwner.id)
  const canaries = owedCanaries(ring, known)
  const mark = kept && tryMark(ring, kept)
  if (kept && !mark) throw lostKey('does not open')
  if (mark) return audit.begin(mark, now, { canaries, records })
  if (known.some(({ masterKeyId: id, blob }) => ring.has(id) && tellsOfChain(ring, id, blob))) throw lostKey('is gone')
  const { key, dataKey } = wrapNew(ring, auditOwner)
  return audit.begin(markWith(key), now, { canaries, records, newKey: { ownerId: auditOwner.id, ...dataKey } })
}

/** Canaries that are yet to tell of the chain, and that of the active key where there is none. */
function owedCanaries(ring: KeyRing, known: readonly Canary[]): Canary[] {
  const owed = known
    .filter(({ masterKeyId: id, blob }) => ring.has(id) && !tellsOfChain(ring, id, blob))
    .map(({ masterKeyId }) => masterKeyId)
  const isNew = !known.some(({ masterKeyId }) => masterKeyId === ring.activeId)
  return [...owed, ...(isNew ? [ring.activeId] : [])].map((id) => ({ masterKeyId: id, blob: canaryOf(ring, id) }))
}

function lostKey(how: string): SetupError {
  return new SetupError(
    `The key of the audit chain of this database ${how}: somebody has changed the row in data_keys. ` +
      'Without it no record can be written or checked. Restore a backup.',
  )
}

/** The marks of a chain that there is. Throws when the ring does not open its key. */
export function auditMark(ring: KeyRing, kept: WrappedKey): Mark {
  return markWith(unwrap(ring, auditOwner, kept))
}

/** The same; undefined when it does not. */
export function tryMark(ring: KeyRing, kept: WrappedKey): Mark | undefined {
  try {
    return auditMark(ring, kept)
  } catch {
    return undefined // Why it does not is nobody's business who tries.
  }
}

function markWith(dataKey: Buffer): Mark {
  const key = Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'switchboard audit 1', 32))
  return (text) => createHmac('sha256', key).update(text, 'utf8').digest('hex')
}
