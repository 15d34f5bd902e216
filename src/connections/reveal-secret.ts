import type { Actor } from '../access/actor.js'
import { recordDenial } from '../access/allow.js'
import { auditOf } from '../access/audit.js'
import { refuseTooMany } from '../access/limits.js'
import { may, mayTo } from '../access/roles.js'
import type { FieldPath } from '../lib/field-path.js'
import { idKind } from '../lib/id.js'
import { invalid, Problem } from '../lib/problem.js'
import { Secret } from '../lib/secret.js'
import type { AuditRecord, Connection, Part, SealedSecrets } from '../store/rows.js'
import type { Deps } from './deps.js'

/** One secret in the clear. */
export interface RevealedSecret {
  readonly field: FieldPath
  readonly value: Secret<string>
  /** A document is shown as JSON. */
  readonly format: 'TEXT' | 'JSON'
  readonly version: number
  readonly changedAt: number
}

/** One secret of a connection or of a shared part, for a caller who may see it; the record of it is written before. */
export async function revealSecret(deps: Deps, actor: Actor, id: string, field: FieldPath): Promise<RevealedSecret> {
  const { store, vault, canReveal } = deps
  const isPart = idKind(id) === 'crd'
  const [owner] = await (isPart ? store.parts : store.connections).byIds([id])
  const subject: AuditRecord['subject'] = owner && 'kind' in owner ? owner.kind : 'connection'
  const deny = (): Promise<void> =>
    recordDenial(deps, actor, 'reveal', owner?.workspaceId ?? null, { subject, subjectId: owner?.id ?? null })

  if (!canReveal) {
    await deny()
    throw new Problem('revealOff', 'Secrets are never shown here: SWITCHBOARD_REVEAL is off.')
  }
  if (!owner) throw unknown()
  await refuseForeign(actor, owner, deny)
  await countIn(deps, actor, deny)

  const opened = isPart ? await store.parts.open(id) : await store.connections.open(id)
  if (!opened) throw unknown()
  const { dataKey, fields }: SealedSecrets = opened.sealed
  const sealed = fields.find((one) => one.field === field)
  if (!sealed) throw invalid(['field'], 'is none of its secrets that are set')
  const value = vault.open(owner, { dataKey, fields: [sealed] })[field]?.open()
  const told = { action: 'reveal', subject, subjectId: id, workspaceId: owner.workspaceId, fields: [field] } as const
  await store.audit.record(auditOf(actor, deps.now(), told))
  const { version, changedAt } = sealed
  return typeof value === 'string'
    ? { field, value: new Secret(value), format: 'TEXT', version, changedAt }
    : { field, value: new Secret(JSON.stringify(value)), format: 'JSON', version, changedAt }
}

function isKnown(actor: Actor, owner: Connection | Part): boolean {
  return 'kind' in owner ? may(actor, 'read', owner.workspaceId) : mayTo(actor, 'read', owner)
}

async function refuseForeign(actor: Actor, owner: Connection | Part, deny: () => Promise<void>): Promise<void> {
  if (may(actor, 'reveal', owner.workspaceId)) return
  await deny()
  throw isKnown(actor, owner) ? new Problem('forbidden', 'Your token may not see secrets of this workspace.') : unknown()
}

/** A short-lived token counts as the one that it was made of. */
async function countIn({ limits }: Deps, { token }: Actor, deny: () => Promise<void>): Promise<void> {
  try {
    refuseTooMany(limits.reveals, token.parentId ?? token.id)
  } catch (error) {
    await deny()
    throw error
  }
}

function unknown(): Problem {
  return new Problem('notFound', 'There is no such connection or credential.', [{ path: ['id'], message: 'is unknown' }])
}
