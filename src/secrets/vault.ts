import { randomBytes } from 'node:crypto'
import type { FieldPath } from '../lib/field-path.js'
import { newId } from '../lib/id.js'
import type { Json } from '../lib/json.js'
import { Problem } from '../lib/problem.js'
import { Secret } from '../lib/secret.js'
import type { SealedField, SealedSecrets, SecretVersions, WrappedKey } from '../store/rows.js'
import type { SealedChange } from '../store/writes.js'
import { decrypt, encrypt, macKeyOf, macOf, sameMac } from './cipher.js'
import type { KeyRing } from './key-ring.js'

/** The aggregate that secrets belong to. */
export interface Owner {
  readonly id: string
  readonly workspaceId: string
}

export type OpenSecrets = Readonly<Record<FieldPath, Secret<Json>>>

/** Seals and opens the secrets of one aggregate at a time. */
export interface Vault {
  /**
   * Seals what differs from before, and what is `given` even when it does not; `version` is the revision that the change makes.
   * `versions` names every secret there is afterwards.
   */
  seal(
    owner: Owner,
    secrets: OpenSecrets,
    version: number,
    now: number,
    before?: SealedSecrets,
    given?: ReadonlySet<FieldPath>,
  ): { change: SealedChange; versions: SecretVersions }
  /** Throws `unreadable` when a ciphertext is not where it was sealed, or not as it was. */
  open(owner: Owner, sealed: SealedSecrets): OpenSecrets
}

export function createVault(ring: KeyRing): Vault {
  return {
    seal(owner, secrets, version, now, before, given) {
      const { key, dataKey } = before ? { key: unwrap(ring, owner, before.dataKey), dataKey: before.dataKey } : wrapNew(ring, owner)
      const versions: Record<FieldPath, number> = {}
      const added: SealedField[] = []
      const macKey = macKeyOf(key)
      const sealed = new Map(before?.fields.map((one) => [one.field, one]))
      for (const [field, secret] of Object.entries(secrets)) {
        const plaintext = Buffer.from(JSON.stringify(secret.open()), 'utf8')
        const mac = macOf(macKey, field, plaintext)
        const known = sealed.get(field)
        const isSame = known !== undefined && sameMac(known.mac, mac) && given?.has(field) !== true
        versions[field] = isSame ? known.version : version
        if (!isSame)
          added.push({
            field,
            version,
            mac,
            changedAt: now,
            blob: encrypt(key, plaintext, fieldBinding(owner, field, version, dataKey.id)),
          })
      }
      return { change: { dataKey: before ? undefined : dataKey, added }, versions }
    },

    open(owner, { dataKey, fields }) {
      const key = unwrap(ring, owner, dataKey)
      return Object.fromEntries(
        fields.map(({ field, version, blob }) => {
          const plaintext = opened(owner, () => decrypt(key, blob, fieldBinding(owner, field, version, dataKey.id)))
          return [field, new Secret(JSON.parse(plaintext.toString('utf8')) as Json)]
        }),
      )
    },
  }
}

/** The same data key under the master key that is active in this ring; undefined when it does not open. */
export function rewrap(ring: KeyRing, owner: Owner, dataKey: WrappedKey): WrappedKey | undefined {
  const key = tried(() => unwrapped(ring, owner, dataKey))
  return key && wrap(ring, owner, dataKey.id, key)
}

function fieldBinding(owner: Owner, field: FieldPath, version: number, dataKeyId: string): (string | number)[] {
  return ['switchboard field 1', owner.workspaceId, owner.id, field, version, dataKeyId]
}

function keyBinding(owner: Owner, dataKeyId: string, masterKeyId: string): string[] {
  return ['switchboard key 1', owner.workspaceId, owner.id, dataKeyId, masterKeyId]
}

/** A new data key, under the active master key. */
export function wrapNew(ring: KeyRing, owner: Owner): { key: Buffer; dataKey: WrappedKey } {
  const key = randomBytes(32)
  const id = newId('dek')
  return { key, dataKey: wrap(ring, owner, id, key) }
}

function wrap(ring: KeyRing, owner: Owner, id: string, key: Buffer): WrappedKey {
  const masterKeyId = ring.activeId
  return { id, masterKeyId, wrapped: encrypt(ring.key(masterKeyId), key, keyBinding(owner, id, masterKeyId)) }
}

/** A data key out of what a master key wraps. Throws `unreadable` when it is another owner's, or not as it was. */
export function unwrap(ring: KeyRing, owner: Owner, dataKey: WrappedKey): Buffer {
  return opened(owner, () => unwrapped(ring, owner, dataKey))
}

function unwrapped(ring: KeyRing, owner: Owner, { id, masterKeyId, wrapped }: WrappedKey): Buffer {
  return decrypt(ring.key(masterKeyId), wrapped, keyBinding(owner, id, masterKeyId))
}

/** What was decrypted. Why it was not is the same refusal for every reason: it tells nothing to who tries. */
function opened(owner: Owner, decrypted: () => Buffer): Buffer {
  const plaintext = tried(decrypted)
  if (plaintext) return plaintext
  throw new Problem('unreadable', `A secret of ${owner.id} does not open: what is kept of it, or its key, is not what it was.`)
}

function tried(decrypted: () => Buffer): Buffer | undefined {
  try {
    return decrypted()
  } catch {
    return undefined
  }
}
