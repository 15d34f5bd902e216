import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { newUlid } from '../lib/id.js'
import { Problem } from '../lib/problem.js'
import { Secret } from '../lib/secret.js'
import type { Connection, Part, SealedSecrets } from '../store/rows.js'
import { refuseExcess, refuseMuchText } from '../vendors/bounds.js'
import type { At, Opened, VendorId } from '../vendors/vendor.js'
import { changedMembers } from './changes.js'
import { handOver } from './deploy.js'
import type { Deps } from './deps.js'
import { reachConnection } from './find.js'
import { givenSecrets } from './given.js'
import { refuseIdentity, taken } from './identity.js'
import { mayReveal, shownBy, type Shows, type Written } from './reveal.js'
import { wholeOf, writeOf, type Before } from './write.js'

/** How a caller's input and the stored connection make the new whole. */
export type Change = (stored: Opened, at: At) => unknown

export interface UpdateOptions {
  /** The vendor that the change is written for. */
  readonly vendor?: VendorId
  /** The revision that the caller has read; without it the change is applied to whatever is there. */
  readonly expectedRevision?: number | undefined
  /** Move `updatedAt` although nothing changed. */
  readonly touch?: boolean | undefined
  /** The secrets that the reply shows to a caller who may see them. */
  readonly shows?: Shows | undefined
}

const tries = 5

/** Applies a change to a connection and keeps the result, with a revision when something differs. */
export async function updateConnection(
  deps: Deps,
  actor: Actor,
  id: string,
  change: Change,
  options: UpdateOptions = {},
): Promise<Written> {
  await reachConnection(deps, actor, 'edit', id)
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const { connection, sealed } = await openOrGone(deps, id)
    refuseOtherVendor(connection, options.vendor)
    await refuseStale(deps, connection, options.expectedRevision)
    const updated = await applyOnce(deps, actor, connection, sealed, change, options)
    if (updated !== 'stale') return updated
  }
  throw new Problem('unavailable', 'The connection is being changed too often. Try again.')
}

async function openOrGone(deps: Deps, id: string): Promise<{ connection: Connection; sealed: SealedSecrets }> {
  const opened = await deps.store.connections.open(id)
  if (!opened) throw new Problem('notFound', 'There is no such connection.', [{ path: ['id'], message: 'is unknown' }])
  return opened
}

async function applyOnce(
  deps: Deps,
  actor: Actor,
  before: Connection,
  sealed: SealedSecrets,
  change: Change,
  { touch, shows }: UpdateOptions,
): Promise<Written | 'stale'> {
  const vendor = deps.vendors[before.vendor]
  const { opened, at, given } = openedFor(deps, actor, before, sealed, change)
  const whole = change(opened, at)
  await refuseIdentity(deps, vendor, before.workspaceId, whole, before)
  refuseExcess(vendor.fields, whole, opened.whole.open())
  const draft = vendor.parse(whole, at)
  refuseMuchText(vendor.fields, [draft, ...(draft.parts ?? [])], { settings: before.settings, whole: opened.whole.open() })
  const key = draft.key ?? before.key
  const identity = { ...before, key, revision: before.revision + 1, updatedAt: at.now }
  const write = await writeOf(deps, actor, identity, draft, { connection: before, sealed, given })
  const fields = changedMembers(before, write.connection)
  const record = auditOf(actor, at.now, {
    action: 'update',
    subject: 'connection',
    subjectId: before.id,
    workspaceId: before.workspaceId,
    fields,
  })
  const showing = shownBy(deps, actor, write.connection, draft, shows, at.now)

  if (fields.length === 0) {
    const confirmed = { updatedAt: touch ? at.now : undefined, deployments: write.deployments }
    if ((await deps.store.connections.confirm(before.id, confirmed, record, showing?.record)) === 'gone') return 'stale'
    handOver(deps, write.deployments)
    return { connection: { ...before, updatedAt: confirmed.updatedAt ?? before.updatedAt }, shown: showing?.shown }
  }
  const outcome = await deps.store.connections.replace(write, before.revision, record, showing?.record)
  if (outcome === 'conflict') throw taken()
  if (outcome !== 'done') return 'stale'
  handOver(deps, write.deployments)
  return { connection: { ...write.connection, key }, shown: showing?.shown }
}

function refuseOtherVendor(connection: Connection, vendor: VendorId | undefined): void {
  if (vendor === undefined || vendor === connection.vendor) return
  throw new Problem('invalid', 'The connection is of another vendor.', [{ path: [], message: 'is for another vendor than the connection' }])
}

/** A connection with its secrets in place, for the duration of one write. */
export async function openConnection(deps: Deps, id: string): Promise<Opened> {
  const { connection, sealed } = await openOrGone(deps, id)
  const { settings, hints } = connection
  return { whole: new Secret(wholeOf({ settings, secrets: deps.vault.open(connection, sealed), hints })) }
}

/** What has been read, opened for a change that this caller makes of it. */
export function openedFor(
  deps: Deps,
  actor: Actor,
  aggregate: Connection | Part,
  sealed: SealedSecrets,
  change: Change,
): { readonly opened: Opened; readonly at: At } & Pick<Before, 'given'> {
  const { settings, hints, workspaceId } = aggregate
  const whole = { settings, secrets: deps.vault.open(aggregate, sealed), hints }
  const opened: Opened = { whole: new Secret(wholeOf(whole)) }
  const at: At = { newId: newUlid, now: deps.now(), stored: opened }
  const given = mayReveal(deps, actor, workspaceId) ? new Set<string>() : givenSecrets(whole, change, at)
  return { opened, at, given }
}

/** Refuses when something is not what the caller has read, and says what differs. */
export async function refuseStale(deps: Deps, current: Connection | Part, expected: number | undefined): Promise<void> {
  if (expected === undefined || expected === current.revision) return
  const read = await deps.store.connections.revision(current.id, expected)
  throw new Problem(
    'stale',
    `The ${'kind' in current ? current.kind : 'connection'} is at revision ${current.revision}, not at the one you read.`,
    [{ path: ['expectedRevision'], message: 'is not the current revision' }],
    { currentRevision: current.revision, changedFields: read ? changedMembers(read, current) : [] },
  )
}
