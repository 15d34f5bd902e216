import type { Actor } from '../access/actor.js'
import { allowAdministration } from '../access/allow.js'
import { opensCanary } from '../secrets/key-ring.js'
import type { KeyDeps } from './deps.js'

/** What is known of a master key, without the key. */
export interface MasterKey {
  readonly keyId: string
  readonly state: 'ACTIVE' | 'NEW' | 'IN_USE' | 'UNUSED' | 'ABSENT' | 'SURPLUS'
  /** How many data keys it wraps. */
  readonly dataKeyCount: number
  /** Whether the ring has the key that sealed with this id; null when it has none, or has sealed nothing yet. */
  readonly isRight: boolean | null
}

export interface MasterKeyRing {
  readonly source: 'FILE' | 'ENVIRONMENT'
  readonly keys: MasterKey[]
}

/** The ring as a caller who administers everything may see it. */
export async function findMasterKeys(deps: KeyDeps, actor: Actor): Promise<MasterKeyRing> {
  await allowKeys(deps, actor, null)
  return describeRing(deps)
}

/** Passes for who administers all workspaces. */
export async function allowKeys(deps: KeyDeps, actor: Actor, keyId: string | null): Promise<void> {
  await allowAdministration(deps, actor, null, { subject: 'masterKey', subjectId: keyId })
}

/** Every key of the ring, and those that were taken out of it and are not forgotten yet. */
export async function describeRing({ ring, ringSource, store }: KeyDeps): Promise<MasterKeyRing> {
  const canaries = new Map((await store.secrets.canaries()).map(({ masterKeyId, blob }) => [masterKeyId, blob]))
  const counts = await store.secrets.dataKeyCounts()
  const keys = [...new Set([...ring.ids, ...canaries.keys()])].map((keyId): MasterKey => {
    const canary = canaries.get(keyId)
    const dataKeyCount = counts.get(keyId) ?? 0
    const isRight = canary && ring.has(keyId) ? opensCanary(ring, keyId, canary) : null
    return { keyId, state: stateOf(), dataKeyCount, isRight }

    function stateOf(): MasterKey['state'] {
      if (keyId === ring.activeId) return 'ACTIVE'
      if (dataKeyCount > 0) return 'IN_USE'
      if (!ring.has(keyId)) return 'ABSENT'
      if (canary) return 'UNUSED'
      return ringSource.kind === 'file' ? 'NEW' : 'SURPLUS'
    }
  })
  return { source: ringSource.kind === 'file' ? 'FILE' : 'ENVIRONMENT', keys }
}
