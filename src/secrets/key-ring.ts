import { randomBytes } from 'node:crypto'
import { SetupError } from '../lib/setup-error.js'
import type { Canary, Store } from '../store/store.js'
import { decrypt, encrypt } from './cipher.js'

/** Master keys by id; the active one seals. */
export interface KeyRing {
  readonly activeId: string
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
        `Entry ${index + 1} of ${source} is not an id, a colon and 32 bytes in base64. Make a key with: openssl rand -base64 32`,
      )
    }
    if (keys.has(id)) throw new SetupError(`${source} names the key ${id} twice.`)
    keys.set(id, key)
  }
  const [activeId = ''] = keys.keys()
  return {
    activeId,
    has: (id) => keys.has(id),
    key: (id) => {
      const key = keys.get(id)
      if (!key) throw new Error(`The key ring has no master key ${id}.`)
      return key
    },
  }
}

/** One entry of a ring, with a new random key. */
export function newKeyEntry(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

const canaryText = Buffer.from('switchboard')
const canaryBinding = (id: string) => ['switchboard canary 1', id]

/** Refuses a ring that lacks or contradicts a key that this database was sealed with, by the key's id. */
export async function checkKeyRing(ring: KeyRing, store: Store): Promise<void> {
  const canaries = await store.secrets.canaries()
  refuseWrongRing(ring, canaries, await store.secrets.masterKeysInUse())
  if (!canaries.some(({ masterKeyId }) => masterKeyId === ring.activeId)) {
    const blob = encrypt(ring.key(ring.activeId), canaryText, canaryBinding(ring.activeId))
    await store.secrets.putCanary({ masterKeyId: ring.activeId, blob })
  }
}

/** The same for what was read of a database. */
export function refuseWrongRing(ring: KeyRing, canaries: readonly Canary[], inUse: readonly string[]): void {
  for (const { masterKeyId, blob } of canaries) if (ring.has(masterKeyId)) openCanary(ring, masterKeyId, blob)
  for (const id of inUse) {
    if (ring.has(id)) continue
    throw new SetupError(`The master key ${id} is missing, and secrets in this database are sealed with it. Put it back into the key ring.`)
  }
}

function openCanary(ring: KeyRing, id: string, blob: Buffer): void {
  try {
    decrypt(ring.key(id), blob, canaryBinding(id))
  } catch {
    throw new SetupError(
      `The master key ${id} is not the key of that id that this database was sealed with. Put the right one into the key ring.`,
    )
  }
}
