import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** What a ciphertext is bound to: it opens nowhere else. */
export type Binding = readonly (string | number)[]

/** Nonce, tag and ciphertext of AES-256-GCM under a 32-byte key. */
export function encrypt(key: Buffer, plaintext: Buffer, binding: Binding): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(bytesOf(binding))
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** The plaintext; throws when key, binding or a single bit is not the one it was sealed with. */
export function decrypt(key: Buffer, blob: Buffer, binding: Binding): Buffer {
  if (blob.length < nonceBytes + tagBytes) throw new Error('A ciphertext is too short.')
  const decipher = createDecipheriv(algorithm, key, blob.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(bytesOf(binding))
    .setAuthTag(blob.subarray(nonceBytes, nonceBytes + tagBytes))
  return Buffer.concat([decipher.update(blob.subarray(nonceBytes + tagBytes)), decipher.final()])
}

/** The key of the marks of one owner's values. */
export function macKeyOf(dataKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'switchboard mac 1', 32))
}

/** A keyed mark of a field's value: equal for equal values of one owner, and nothing to anyone without the key. */
export function macOf(macKey: Buffer, field: string, plaintext: Buffer): Buffer {
  return createHmac('sha256', macKey)
    .update(bytesOf([field]))
    .update(plaintext)
    .digest()
}

export function sameMac(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Unambiguous whatever the parts hold. */
function bytesOf(binding: Binding): Buffer {
  return Buffer.from(JSON.stringify(binding), 'utf8')
}
