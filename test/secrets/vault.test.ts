import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../src/lib/secret.js'
import { newKeyEntry, parseKeyRing } from '../../src/secrets/key-ring.js'
import { createVault, type OpenSecrets, type Owner } from '../../src/secrets/vault.js'
import type { SealedSecrets } from '../../src/store/rows.js'

const vault = createVault(parseKeyRing(newKeyEntry('k1'), 'the test'))
const owner: Owner = { id: 'con_1', workspaceId: 'wks_1' }
const field = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__')
const values = fc.dictionary(field, fc.jsonValue(), { minKeys: 1, maxKeys: 5 })

function secretsOf(plain: Record<string, unknown>): OpenSecrets {
  return Object.fromEntries(Object.entries(plain).map(([path, value]) => [path, new Secret(JSON.parse(JSON.stringify(value)))]))
}

function sealed(plain: Record<string, unknown>, whose = owner, version = 1): SealedSecrets {
  const { change } = vault.seal(whose, secretsOf(plain), version, 1000)
  if (!change.dataKey) throw new Error('A new owner gets a data key.')
  return { dataKey: change.dataKey, fields: change.added }
}

function opened(secrets: OpenSecrets): Record<string, unknown> {
  return Object.fromEntries(Object.entries(secrets).map(([path, secret]) => [path, secret.open()]))
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes)
  const at = bit % (copy.length * 8)
  copy.writeUInt8(copy.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3)
  return copy
}

describe('what is sealed', () => {
  it('opens to what it was', () => {
    fc.assert(
      fc.property(values, (plain) => {
        expect(opened(vault.open(owner, sealed(plain)))).toEqual(JSON.parse(JSON.stringify(plain)))
      }),
    )
  })

  it('holds nothing of its text, and never looks the same twice', () => {
    const [one, other] = [sealed({ password: 'q7-Lark-55' }), sealed({ password: 'q7-Lark-55' })]
    const bytes = (kept: SealedSecrets) =>
      [kept.dataKey.wrapped, ...kept.fields.flatMap(({ blob, mac }) => [blob, mac])].map((part) => part.toString('latin1'))
    expect(bytes(one).join()).not.toContain('q7-Lark-55')
    expect(bytes(one).filter((part) => bytes(other).includes(part))).toEqual([])
  })

  it.each<[string, Owner]>([
    ['connection', { ...owner, id: 'con_2' }],
    ['workspace', { ...owner, workspaceId: 'wks_2' }],
  ])('never opens for another %s', (_what, other) => {
    fc.assert(
      fc.property(values, (plain) => {
        expect(() => vault.open(other, sealed(plain))).toThrow()
      }),
    )
  })

  it('never opens as another field or version', () => {
    fc.assert(
      fc.property(values, field, fc.integer({ min: 2 }), (plain, name, version) => {
        const { dataKey, fields } = sealed(plain)
        for (const one of fields) {
          expect(() => vault.open(owner, { dataKey, fields: [{ ...one, version }] })).toThrow()
          if (one.field !== name) expect(() => vault.open(owner, { dataKey, fields: [{ ...one, field: name }] })).toThrow()
        }
      }),
    )
  })

  it('never opens in the row of another owner, with its key or with its own', () => {
    const other: Owner = { id: 'con_2', workspaceId: 'wks_1' }
    fc.assert(
      fc.property(values, (plain) => {
        const [mine, theirs] = [sealed(plain), sealed(plain, other)]
        expect(() => vault.open(other, { dataKey: theirs.dataKey, fields: mine.fields })).toThrow()
        expect(() => vault.open(other, { dataKey: mine.dataKey, fields: mine.fields })).toThrow()
        expect(() => vault.open(owner, { dataKey: { ...theirs.dataKey, id: mine.dataKey.id }, fields: mine.fields })).toThrow()
        expect(opened(vault.open(other, theirs))).toEqual(opened(vault.open(owner, mine)))
      }),
    )
  })

  it('never opens with a flipped bit, in the text or in the key that seals it', () => {
    fc.assert(
      fc.property(values, fc.nat(), (plain, bit) => {
        const { dataKey, fields } = sealed(plain)
        for (const one of fields) {
          expect(() => vault.open(owner, { dataKey, fields: [{ ...one, blob: flipped(one.blob, bit) }] })).toThrow()
        }
        expect(() => vault.open(owner, { dataKey: { ...dataKey, wrapped: flipped(dataKey.wrapped, bit) }, fields })).toThrow()
      }),
    )
  })

  it('never opens when it is cut short', () => {
    const { dataKey, fields } = sealed({ password: 'q7-Lark-55' })
    for (const one of fields) {
      for (let length = 0; length < one.blob.length; length += 1) {
        expect(() => vault.open(owner, { dataKey, fields: [{ ...one, blob: one.blob.subarray(0, length) }] })).toThrow()
      }
    }
  })

  it('never opens under another name of its master key, or another key of that name', () => {
    const [key, other] = [newKeyEntry('k1'), newKeyEntry('k1')]
    const { change } = createVault(parseKeyRing(key, 'the test')).seal(owner, secretsOf({ a: 1 }), 1, 1000)
    const kept = { dataKey: change.dataKey ?? sealed({}).dataKey, fields: change.added }
    const renamed = createVault(parseKeyRing(`k2${key.slice(2)}`, 'the test'))
    expect(() => renamed.open(owner, kept)).toThrow()
    expect(() => renamed.open(owner, { ...kept, dataKey: { ...kept.dataKey, masterKeyId: 'k2' } })).toThrow()
    expect(() => createVault(parseKeyRing(other, 'the test')).open(owner, kept)).toThrow()
  })
})

describe('a second seal', () => {
  it('keeps the version of what is unchanged, gives the new one to what differs, and drops what is gone', () => {
    const before = sealed({ kept: 'a', changed: 'b', gone: 'c' })
    const { change, versions } = vault.seal(owner, secretsOf({ kept: 'a', changed: 'B', made: 'd' }), 2, 2000, before)
    expect(versions).toEqual({ kept: 1, changed: 2, made: 2 })
    expect(change.added.map(({ field: path, version, changedAt }) => [path, version, changedAt])).toEqual([
      ['changed', 2, 2000],
      ['made', 2, 2000],
    ])
    expect(change.dataKey).toBeUndefined()
    expect(opened(vault.open(owner, { dataKey: before.dataKey, fields: change.added }))).toEqual({ changed: 'B', made: 'd' })
  })

  it('adds nothing when nothing differs, whatever the values are', () => {
    fc.assert(
      fc.property(values, (plain) => {
        const { change, versions } = vault.seal(owner, secretsOf(plain), 7, 2000, sealed(plain))
        expect(change.added).toEqual([])
        expect(new Set(Object.values(versions))).toEqual(new Set([1]))
      }),
    )
  })

  it('marks the same value differently in every field and for every owner', () => {
    const plain = { a: 'one', b: 'one' }
    const marks = [sealed(plain), sealed(plain, { ...owner, id: 'con_2' })].flatMap(({ fields }) =>
      fields.map(({ mac }) => mac.toString('hex')),
    )
    expect(new Set(marks).size).toBe(4)
    expect(vault.seal(owner, secretsOf({ a: 'two', b: 'one' }), 2, 2000, sealed({ a: 'one', b: 'two' })).versions).toEqual({ a: 2, b: 2 })
  })

  it('refuses a data key that was wrapped for another owner', () => {
    const theirs = sealed({ a: 1 }, { id: 'con_2', workspaceId: 'wks_1' })
    expect(() => vault.seal(owner, secretsOf({ a: 1 }), 2, 2000, theirs)).toThrow()
  })
})
