import { z } from 'zod'
import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { check } from '../lib/check.js'
import { canaryOf, printKeyRing, type KeyRing } from '../secrets/key-ring.js'
import { rewrap } from '../secrets/vault.js'
import type { Rewrap } from '../store/writes.js'
import { allowKeys } from './describe.js'
import type { KeyDeps } from './deps.js'
import { readRing, withActive, writeRing } from './ring-file.js'

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
 * wraps some data keys with it. Nothing but the database says how far it is, so
 * that another step goes on wherever the last one ended.
 */
export async function rotateMasterKeys(deps: KeyDeps, actor: Actor, limit: number): Promise<Rotation> {
  await allowKeys(deps, actor, null)
  check(batch, limit, ['limit'])
  return deps.ring.exclusively(async () => {
    const { ring, ringSource, store } = deps
    const canaries = new Set((await store.secrets.canaries()).map(({ masterKeyId }) => masterKeyId))
    if (ringSource.kind === 'environment') return step(deps, actor, ring, limit, canaries)

    const kept = readRing(ringSource, ring)
    const next = withActive(kept, newestOf(kept, ring, canaries))
    ring.take(withActive(kept, ring.activeId)) // What is under the new key is opened by it from the moment that it is kept.
    const rotation = await writeRing(ringSource, kept, printKeyRing(next, next.ids), () => step(deps, actor, next, limit, canaries))
    ring.take(next)
    return rotation
  })
}

/** The key that was added last and has sealed nothing yet; the active one when there is none, or when the file has been given another. */
function newestOf(kept: KeyRing, { activeId }: KeyRing, canaries: ReadonlySet<string>): string {
  if (kept.activeId !== activeId) return kept.activeId
  return kept.ids.findLast((id) => !canaries.has(id)) ?? kept.activeId
}

async function step(deps: KeyDeps, actor: Actor, ring: KeyRing, limit: number, canaries: ReadonlySet<string>): Promise<Rotation> {
  const { store } = deps
  const { activeId } = ring
  const isNew = !canaries.has(activeId)
  const { dataKeys, unreadable } = await rewrapSome(deps, ring, limit)
  const fields = [...(isNew ? ['active'] : []), ...(dataKeys.length > 0 ? ['dataKeys'] : [])]
  const told = { action: 'update', subject: 'masterKey', subjectId: activeId, workspaceId: null, fields } as const
  const canary = isNew ? { masterKeyId: activeId, blob: canaryOf(ring, activeId) } : undefined
  const rewrapped = await store.secrets.rewrap({ dataKeys, canary }, auditOf(actor, deps.now(), told))
  const counts = await store.secrets.dataKeyCounts()
  const remaining = [...counts].reduce((sum, [id, count]) => (id === activeId ? sum : sum + count), 0)
  return { activeKeyId: activeId, rewrapped, remaining, unreadable }
}

/** Data keys that are not under the active key, wrapped with it; one that does not open is passed over. */
async function rewrapSome(
  { store }: KeyDeps,
  ring: KeyRing,
  limit: number,
): Promise<Pick<Rewrap, 'dataKeys'> & Pick<Rotation, 'unreadable'>> {
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
