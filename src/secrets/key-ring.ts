import { SetupError } from '../lib/setup-error.js'
import type { Canary, Store } from '../store/store.js'
import { decrypt, encrypt } from './cipher.js'

export { newKeyEntry } from '../lib/key-entry.js'

/** Master keys by id; the active one seals. */
export interface KeyRing {
  readonly activeId: string
  /** In the order in which they stand in the ring: the active one first. */
  readonly ids: readonly string[]
  /** Throws when the ring has no such key. */
  key(id: string): Buffer
  has(id: string): boolean
}

/** Reads `id:base64,id:base64`, 32 bytes each; the first is active. `source` names where it stands, for the refusal. */
export function parseKeyRing(text: string, source: string): KeyRing {
  const keys = new Map<string, Buffer>()
  for (const [index, entry] of text.trim().split(',').entries()) {
    const [, id, base64] = /^\s*([A-Za-z0-9._-]{1,64}):([A-Za-z0-9+/]+={0,2})\s*$/.exec(entry) ?? []
    const key = base64 === undefined ? undefined : Buffer.from(base64, 'base64')
    if (id === undefined || key?.length !== 32) {
      throw new SetupError(
        `Entry ${index + 1} of ${source} is not an id, a colon and 32 bytes in base64. Correct it, or put back what was there; for a new gateway make a key with: openssl rand -base64 32`,
      )
    }
    if (keys.has(id)) throw new SetupError(`${source} names the key ${id} twice.`)
    keys.set(id, key)
  }
  return ringOf(keys)
}

function ringOf(keys: ReadonlyMap<string, Buffer>): KeyRing {
  const ids = [...keys.keys()]
  const [activeId = ''] = ids
  return {
    activeId,
    ids,
    has: (id) => keys.has(id),
    key: (id) => {
      const key = keys.get(id)
      if (!key) throw new Error(`The key ring has no master key ${id}.`)
      return key
    },
  }
}

/** The entries of a ring that have these ids, in their order, as `parseKeyRing` reads them. */
export function printKeyRing(ring: KeyRing, ids: readonly string[]): string {
  return ids.map((id) => `${id}:${ring.key(id).toString('base64')}`).join(',')
}

const canaryText = Buffer.from('switchboard')
/** The first kind is from before there was an audit chain. */
const canaryBinding = (kind: 1 | 2, id: string) => [`switchboard canary ${kind}`, id]

/** A known text sealed by a key of the ring: what finds a wrong key of that id later, and tells that the audit chain has begun. */
export function canaryOf(ring: KeyRing, id: string): Buffer {
  return encrypt(ring.key(id), canaryText, canaryBinding(2, id))
}

/** Whether a canary was made with the key that the ring has of that id. */
export function opensCanary(ring: KeyRing, id: string, blob: Buffer): boolean {
  return isCanary(ring, 2, id, blob) || isCanary(ring, 1, id, blob)
}

/** Whether it tells, too, that the audit chain has begun: nobody can take that back who lacks the key. */
export function tellsOfChain(ring: KeyRing, id: string, blob: Buffer): boolean {
  return isCanary(ring, 2, id, blob)
}

function isCanary(ring: KeyRing, kind: 1 | 2, id: string, blob: Buffer): boolean {
  const key = ring.key(id)
  try {
    return decrypt(key, blob, canaryBinding(kind, id)).equals(canaryText)
  } catch {
    return false
  }
}

/** Refuses a ring that lacks or contradicts a key that this database was sealed with, by the key's id. */
export async function checkKeyRing(ring: KeyRing, { secrets }: Store): Promise<void> {
  refuseWrongRing(ring, await secrets.canaries(), await secrets.masterKeysInUse())
}

/** The same for what was read of a database. */
export function refuseWrongRing(ring: KeyRing, canaries: readonly Canary[], inUse: readonly string[]): void {
  for (const { masterKeyId: id, blob } of canaries) {
    if (ring.has(id) && !opensCanary(ring, id, blob)) {
      throw new SetupError(
        `The master key ${id} is not the key of that id that this database was sealed with. Put the right one into the key ring.`,
      )
    }
  }
  for (const id of inUse) {
    if (!ring.has(id)) {
      throw new SetupError(
        `The master key ${id} is missing, and secrets in this database are sealed with it. Put it back into the key ring.`,
      )
    }
    if (!canaries.some(({ masterKeyId }) => masterKeyId === id)) {
      throw new SetupError(`The database has lost what tells whether the master key ${id} is the right one. Restore it from a backup.`)
    }
  }
}
