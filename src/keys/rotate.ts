import { z } from 'zod'
import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { check } from '../lib/check.js'
import { canaryOf, printKeyRing, type KeyRing } from '../secrets/key-ring.js'
import { rewrap } from '../secrets/vault.js'
import type { Rewrap } from '../store/writes.js'
import { allowKeys } from './describe.js'
import type { KeyDeps } from './deps.js'
import { readRing, withActive, withOrder, writeRing } from './ring-file.js'

const batch = z.int().min(1).max(1000)
/** How many owners of lost data keys are named. */
const mostNamed = 20

/** What one step of a rotation has come to. */
export interface Rotation {
  readonly activeKeyId: string
  /** Data keys that are under the active key since this step. */
  readonly rewrapped: number
  /** Data keys that are still under another one. */
  readonly remaining: number
  /** Some of the owners whose data key does not open, so that it stays as it is. */
  readonly unreadable: string[]
}

/**
 * One step of a rotation: makes the newest master key active, if it is not, and
 * wraps some data keys with it. Another key is chosen only when nothing is left
 * to wrap with the active one. Nothing but the key file and the database says
 * how far it is, so that another step goes on wherever the last one ended.
 */
export async function rotateMasterKeys(deps: KeyDeps, actor: Actor, limit: number): Promise<Rotation> {
  await allowKeys(deps, actor, null)
  check(batch, limit, ['limit'])
  return deps.ring.exclusively(async () => {
    const { ring, ringSource, store } = deps
    const used = new Set((await store.secrets.canaries()).map(({ masterKeyId }) => masterKeyId))
    if (ringSource.kind === 'environment') return keepStep(deps, actor, ring, used, await rewrapSome(deps, ring, limit))

    const kept = readRing(ringSource, ring)
    const left = await rewrapSome(deps, kept, limit)
    const next = left.dataKeys.length > 0 || kept.activeId !== ring.activeId ? kept : withNewest(kept, used)
    const rewraps = next === kept ? left : await rewrapSome(deps, next, limit)
    ring.take(withActive(kept, ring.activeId)) // What is under the new key is opened by it from the moment that it is kept.
    const rotation = await writeRing(store, ringSource, kept, printKeyRing(next, next.ids), () =>
      keepStep(deps, actor, next, used, rewraps),
    )
    ring.take(next)
    return rotation
  })
}

/** The place of the last key that is, was or has missed being the active one; new keys are added behind it. */
function lastUsed({ ids }: KeyRing, used: ReadonlySet<string>): number {
  return ids.findLastIndex((id) => used.has(id))
}

/** The ring with the key in front that was added last, after every used one; new keys that it passes over stand before the used ones. */
function withNewest(kept: KeyRing, used: ReadonlySet<string>): KeyRing {
  const newest = kept.ids.slice(lastUsed(kept, used) + 1).at(-1)
  if (newest === undefined) return kept
  const others = kept.ids.filter((id) => id !== newest)
  return withOrder(kept, [newest, ...others.filter((id) => !used.has(id)), ...others.filter((id) => used.has(id))])
}

/** Writes what a step has wrapped anew. A key that was passed over counts as used from then on. */
async function keepStep(
  { store, now }: KeyDeps,
  actor: Actor,
  ring: KeyRing,
  used: ReadonlySet<string>,
  { dataKeys, unreadable }: Rewraps,
): Promise<Rotation> {
  const { activeId } = ring
  const passed = ring.ids.slice(0, lastUsed(ring, used) + 1)
  const canaries = [...new Set([activeId, ...passed])]
    .filter((id) => !used.has(id))
    .map((masterKeyId) => ({ masterKeyId, blob: canaryOf(ring, masterKeyId) }))
  const fields = [...(used.has(activeId) ? [] : ['active']), ...(dataKeys.length > 0 ? ['dataKeys'] : [])]
  const told = { action: 'update', subject: 'masterKey', subjectId: activeId, workspaceId: null, fields } as const
  const rewrapped = await store.secrets.rewrap({ dataKeys, canaries }, auditOf(actor, now(), told))
  const counts = await store.secrets.dataKeyCounts()
  const remaining = [...counts].reduce((sum, [id, count]) => (id === activeId ? sum : sum + count), 0)
  return { activeKeyId: activeId, rewrapped, remaining, unreadable }
}

type Rewraps = Pick<Rewrap, 'dataKeys'> & Pick<Rotation, 'unreadable'>

/** Data keys that are not under the active key, wrapped with it; one that does not open is passed over. */
async function rewrapSome({ store }: KeyDeps, ring: KeyRing, limit: number): Promise<Rewraps> {
  const dataKeys: Rewrap['dataKeys'][number][] = []
  const unreadable: string[] = []
  for (const masterKeyId of await store.secrets.masterKeysInUse()) {
    let afterRow = 0
    while (masterKeyId !== ring.activeId && dataKeys.length < limit) {
      const found = await store.secrets.wrappedBy(masterKeyId, afterRow, limit - dataKeys.length)
      const last = found.at(-1)
      if (!last) break
      afterRow = last.row
      for (const before of found) {
        const { ownerId: id, workspaceId, dataKey } = before
        const after = workspaceId === null ? undefined : rewrap(ring, { id, workspaceId }, dataKey)
        if (after) dataKeys.push({ before, after })
        else if (unreadable.length < mostNamed) unreadable.push(id)
      }
    }
  }
  return { dataKeys, unreadable }
}
