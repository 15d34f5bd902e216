import { newId } from '../lib/id.js'
import type { AuditRecord } from '../store/rows.js'
import type { Actor } from './actor.js'

type Told = Pick<AuditRecord, 'action' | 'subject' | 'subjectId' | 'workspaceId'> & Partial<Pick<AuditRecord, 'fields' | 'wanted'>>

/** The record of what a caller does now. */
export function auditOf({ token, via }: Actor, at: number, told: Told): AuditRecord {
  return { id: newId('aud'), at, tokenId: token.id, wanted: null, fields: [], ...via, ...told }
}
