import type { AuditRecord } from '../store/rows.js'
import type { Store } from '../store/store.js'
import { beginAudit } from './audit-mark.js'
import type { KeyRing } from './key-ring.js'

/** What a record says of a master key. */
export type KeyTold = Pick<AuditRecord, 'action' | 'subject' | 'subjectId' | 'workspaceId' | 'fields'>

/**
 * Takes up a ring that fits the database: begins the audit chain or goes on with it, and leaves a canary of a
 * new active key. A key that is in the ring without a record, because it was put there by hand or the process
 * was killed before the record was kept, has one after it.
 */
export async function beginSealing(ring: KeyRing, store: Store, now: number, recordOf: (told: KeyTold) => AuditRecord): Promise<void> {
  const isNew = !(await store.secrets.canaries()).some(({ masterKeyId }) => masterKeyId === ring.activeId)
  const records: AuditRecord[] = []
  for (const id of ring.ids) {
    const fields = isNew && id === ring.activeId ? ['active'] : []
    const isKnown = await isRecorded(store, id)
    if (isKnown && fields.length === 0) continue
    records.push(recordOf({ action: isKnown ? 'update' : 'create', subject: 'masterKey', subjectId: id, workspaceId: null, fields }))
  }
  await beginAudit(ring, store, now, records)
}

/** Whether the last that was recorded of a master key is anything but its end. */
async function isRecorded({ audit }: Store, id: string): Promise<boolean> {
  const filter = { visible: undefined, subject: 'masterKey', subjectId: id } as const
  const [last] = await audit.list({ filter, order: { field: 'at', direction: 'desc' }, limit: 1 })
  return last !== undefined && last.action !== 'delete'
}
