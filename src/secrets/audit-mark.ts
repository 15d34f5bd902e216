import { createHmac, hkdfSync } from 'node:crypto'
import type { Mark } from '../store/chain.js'
import type { WrappedKey } from '../store/rows.js'
import type { Store } from '../store/store.js'
import type { KeyRing } from './key-ring.js'
import { unwrap, wrapNew, type Owner } from './vault.js'

/** Who owns the data key of the audit chain, as an aggregate owns that of its secrets; it belongs to no workspace. */
export const auditOwner: Owner = { id: 'audit', workspaceId: '' }

/** Begins the audit chain, or goes on with it. Its key is wrapped as every data key is, so that master keys can be rotated. */
export async function beginAudit(ring: KeyRing, { audit }: Store, now: number): Promise<void> {
  const kept = await audit.key(auditOwner.id)
  if (kept) return audit.begin(auditMark(ring, kept), now)
  const { key, dataKey } = wrapNew(ring, auditOwner)
  return audit.begin(markWith(key), now, { ownerId: auditOwner.id, ...dataKey })
}

/** The marks of a chain that there is. Throws when the ring does not open its key. */
export function auditMark(ring: KeyRing, kept: WrappedKey): Mark {
  return markWith(unwrap(ring, auditOwner, kept))
}

function markWith(dataKey: Buffer): Mark {
  const key = Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'switchboard audit 1', 32))
  return (text) => createHmac('sha256', key).update(text, 'utf8').digest('hex')
}
