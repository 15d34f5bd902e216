import { randomBytes } from 'node:crypto'
import type { FieldPath } from '../lib/field-path.js'
import { newId } from '../lib/id.js'
import type { Json } from '../lib/json.js'
import { Secret } from '../lib/secret.js'
import type { SealedField, SealedSecrets, SecretVersions, WrappedKey } from '../store/rows.js'
import type { SealedChange } from '../store/writes.js'
import { decrypt, encrypt, macOf, sameMac } from './cipher.js'
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
   * Seals what differs from before; `version` is the revision that the change makes.
   * `versions` names every secret there is afterwards.
   */
  seal(
    owner: Owner,
    secrets: OpenSecrets,
    version: number,
    now: number,
    before?: SealedSecrets,
  ): { change: SealedChange; versions: SecretVersions }
  /** Throws when a ciphertext is not where it was sealed, or not as it was. */
  open(owner: Owner, sealed: SealedSecrets): OpenSecrets
}

export function createVault(ring: KeyRing): Vault {
  return {
    seal(owner, secrets, version, now, before) {
      const { key, dataKey } = before ? { key: unwrap(ring, owner, before.dataKey), dataKey: before.dataKey } : wrapNew(ring, owner)
      const versions: Record<FieldPath, number> = {}
      const added: SealedField[] = []
      for (const [field, secret] of Object.entries(secrets)) {
        const plaintext = Buffer.from(JSON.stringify(secret.open()), 'utf8')
        const mac = macOf(key, field, plaintext)
        const known = before?.fields.find((sealed) => sealed.field === field)
        const isSame = known !== undefined && sameMac(known.mac, mac)
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
          const plaintext = decrypt(key, blob, fieldBinding(owner, field, version, dataKey.id))
          return [field, new Secret(JSON.parse(plaintext.toString('utf8')) as Json)]
        }),
      )
    },
  }
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
  const masterKeyId = ring.activeId
  const wrapped = encrypt(ring.key(masterKeyId), key, keyBinding(owner, id, masterKeyId))
  return { key, dataKey: { id, masterKeyId, wrapped } }
}

/** A data key out of what a master key wraps. Throws when it is another owner's, or not as it was. */
export function unwrap(ring: KeyRing, owner: Owner, { id, masterKeyId, wrapped }: WrappedKey): Buffer {
  return decrypt(ring.key(masterKeyId), wrapped, keyBinding(owner, id, masterKeyId))
}
