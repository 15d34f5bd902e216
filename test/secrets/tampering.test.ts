import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../src/lib/problem.js'
import { Secret } from '../../src/lib/secret.js'
import { newKeyEntry, parseKeyRing } from '../../src/secrets/key-ring.js'
import { createVault, type Owner } from '../../src/secrets/vault.js'
import type { SealedField, SealedSecrets, WrappedKey } from '../../src/store/rows.js'

const vault = createVault(parseKeyRing(`${newKeyEntry('k1')},${newKeyEntry('k2')}`, 'the test'))
const text = 'teal-Oak-5'

interface Row {
  readonly owner: Owner
  readonly dataKey: WrappedKey
  readonly field: SealedField
}

/** The same text in several workspaces, owners, fields and versions, each in the row that it was sealed for. */
const rows: readonly Row[] = ['wks_1', 'wks_2'].flatMap((workspaceId) =>
  ['con_1', 'con_2', 'crd_1', 'wrk_1'].flatMap((name) => {
    const owner = { id: `${name}${workspaceId}`, workspaceId }
    const secrets = { password: new Secret(text), 'a/password': new Secret(text), token: new Secret(text) }
    const first = vault.seal(owner, secrets, 1, 1000).change
    const { dataKey } = first
    if (!dataKey) throw new Error('A new owner gets a data key.')
    const others = { password: new Secret('other'), 'a/password': new Secret('other') }
    const second = vault.seal(owner, others, 2, 2000, { dataKey, fields: first.added }).change
    return [...first.added, ...second.added].map((field): Row => ({ owner, dataKey, field }))
  }),
)

const open = ({ owner, dataKey, field }: Row): unknown => vault.open(owner, { dataKey, fields: [field] })[field.field]?.open()

/** Passes when it does not open, and the refusal tells no value and is the same for every reason. Without matchers: there are thousands. */
function expectClosed(row: Row): void {
  let refusal: unknown
  try {
    open(row)
  } catch (error) {
    refusal = error
  }
  const message = `A secret of ${row.owner.id} does not open: what is kept of it, or its key, is not what it was.`
  const isRight = refusal instanceof Problem && refusal.code === 'unreadable' && refusal.message === message && refusal.cause === undefined
  if (!isRight) throw new Error(`It opens, or is refused otherwise: ${String(refusal)}`)
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return copy
}

const pairs = rows.flatMap((one) => rows.filter((other) => other !== one).map((other) => [one, other] as const))

describe('what is sealed opens in its own row', () => {
  it('and each row of the test does', () => {
    expect(new Set(rows.map(open))).toEqual(new Set([text, 'other']))
  })

  it('and never when any two ciphertexts change places, whatever row, field, version or workspace they are of', () => {
    expect(pairs.length).toBeGreaterThan(1500)
    for (const [one, other] of pairs) expectClosed({ ...one, field: { ...one.field, blob: other.field.blob } })
  })

  it('and never when rows of secrets change places as a whole, or change their owner', () => {
    for (const [one, other] of pairs) {
      if (one.owner === other.owner) continue
      expectClosed({ ...one, field: other.field })
      expectClosed({ ...one, field: other.field, dataKey: { ...one.dataKey, id: other.dataKey.id } })
      expectClosed({ ...one, owner: other.owner })
    }
  })

  it('and never when data keys change places, by their bytes or as whole rows', () => {
    for (const [one, other] of pairs) {
      if (one.owner === other.owner) continue
      expectClosed({ ...one, dataKey: other.dataKey })
      expectClosed({ ...one, dataKey: { ...one.dataKey, wrapped: other.dataKey.wrapped } })
      expectClosed({ ...one, field: other.field, dataKey: other.dataKey })
    }
  })

  it('and never when a data key says that another master key wraps it, or one that there is not', () => {
    for (const row of rows) for (const masterKeyId of ['k2', 'k3']) expectClosed({ ...row, dataKey: { ...row.dataKey, masterKeyId } })
  })
})

describe('a bit that differs closes it', () => {
  it('be it any of a text and of the key that seals it', () => {
    const [row] = rows
    if (!row) throw new Error('There are no rows.')
    const { dataKey, field } = row
    for (let bit = 0; bit < field.blob.length * 8; bit += 1) expectClosed({ ...row, field: { ...field, blob: flipped(field.blob, bit) } })
    for (let bit = 0; bit < dataKey.wrapped.length * 8; bit += 1)
      expectClosed({ ...row, dataKey: { ...dataKey, wrapped: flipped(dataKey.wrapped, bit) } })
  })

  it('in a thousand texts of any kind', () => {
    const owner: Owner = { id: 'con_1', workspaceId: 'wks_1' }
    const { change } = vault.seal(owner, {}, 1, 1000)
    if (!change.dataKey) throw new Error('A new owner gets a data key.')
    const before: SealedSecrets = { dataKey: change.dataKey, fields: [] }
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, nth) => {
        const secret = new Secret(JSON.parse(JSON.stringify(value)))
        const [field] = vault.seal(owner, { a: secret }, 2, 1000, before).change.added
        if (!field) throw new Error('Nothing was sealed.')
        const row = { owner, dataKey: before.dataKey, field }
        expect(open(row)).toEqual(secret.open())
        expectClosed({ ...row, field: { ...field, blob: flipped(field.blob, nth % (field.blob.length * 8)) } })
      }),
      { numRuns: 1000 },
    )
  })
})

describe('another length closes it', () => {
  const [row] = rows
  const lengths = (bytes: Buffer): Buffer[] => [
    ...Array.from({ length: bytes.length }, (_, length) => bytes.subarray(0, length)),
    ...Array.from({ length: bytes.length }, (_, length) => bytes.subarray(length + 1)),
    ...[1, 12, 16, 28].map((more) => Buffer.concat([bytes, Buffer.alloc(more)])),
    ...[1, 12, 16, 28].map((more) => Buffer.concat([Buffer.alloc(more), bytes])),
  ]

  it('be it cut or made longer at either end, and so of a tag that is shorter than 16 bytes', () => {
    if (!row) throw new Error('There are no rows.')
    const { dataKey, field } = row
    for (const blob of lengths(field.blob)) expectClosed({ ...row, field: { ...field, blob } })
    for (const wrapped of lengths(dataKey.wrapped)) expectClosed({ ...row, dataKey: { ...dataKey, wrapped } })
    const shorterTag = (bytes: Buffer, tag: number) => Buffer.concat([bytes.subarray(0, 12 + tag), bytes.subarray(28)])
    for (const tag of [0, 4, 8, 12, 15]) expectClosed({ ...row, field: { ...field, blob: shorterTag(field.blob, tag) } })
  })
})
