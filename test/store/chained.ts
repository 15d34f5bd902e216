import { beginAudit } from '../../src/secrets/audit-mark.js'
import { parseKeyRing } from '../../src/secrets/key-ring.js'
import { openStore } from '../../src/store/open.js'
import type { Store } from '../../src/store/store.js'

export const ring = parseKeyRing(`k1:${Buffer.alloc(32, 7).toString('base64')}`, 'a test')

/** A store whose audit chain has begun, so that it can be written to. */
export async function openChained(file: string): Promise<Store> {
  const store = openStore(file)
  await beginAudit(ring, store, 1000, [])
  return store
}
