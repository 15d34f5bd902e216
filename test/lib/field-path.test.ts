import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinPath, splitPath, valueAt, withValue } from '../../src/lib/field-path.js'

const odd = fc.constantFrom('__proto__', 'constructor', 'toString')
const segment = fc.oneof(fc.string({ minLength: 1 }), fc.stringMatching(/^[~/01]{1,6}$/), odd)
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.boolean(), fc.constant(null), fc.dictionary(segment, tie('value'), { maxKeys: 4 })),
})).value
const segments = fc.array(segment, { minLength: 1, maxLength: 5 })

describe('a field path', () => {
  it('gives back its segments, whatever they hold', () => {
    fc.assert(
      fc.property(segments, (list) => {
        expect(splitPath(joinPath(...list))).toEqual(list)
      }),
    )
  })

  it('tells different segments apart', () => {
    fc.assert(
      fc.property(segments, segments, (a, b) => {
        expect(joinPath(...a) === joinPath(...b)).toBe(JSON.stringify(a) === JSON.stringify(b))
      }),
    )
  })

  it('escapes as a JSON Pointer does', () => {
    expect(joinPath('a/b', '~', '~1')).toBe('a~1b/~0/~01')
    expect(splitPath('')).toEqual([])
  })
})

describe('a value at a path', () => {
  it('is read back where it was put, and the document given stays as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(segment, json), segments, json, (document, list, value) => {
        const before = structuredClone(document)
        expect(valueAt(withValue(document, joinPath(...list), value), joinPath(...list))).toEqual(value)
        expect(document).toEqual(before)
      }),
    )
  })

  it('is gone after it was taken out', () => {
    fc.assert(
      fc.property(fc.dictionary(segment, json), segments, json, (document, list, value) => {
        const path = joinPath(...list)
        expect(valueAt(withValue(withValue(document, path, value), path, undefined), path)).toBeUndefined()
      }),
    )
  })

  it('reaches an item of a list by its name or else its id, wherever it stands', () => {
    const list = [
      { name: 'a', pass: 1 },
      { id: 'b', name: 'x', pass: 2 },
    ]
    expect(valueAt({ list }, 'list/b/pass')).toBe(2)
    expect(valueAt({ list: list.toReversed() }, 'list/b/pass')).toBe(2)
    expect(valueAt({ list }, 'list/x/pass')).toBe(2)
    expect(withValue({ list }, 'list/a/pass', 3)).toEqual({ list: [{ name: 'a', pass: 3 }, list[1]] })
    expect(withValue({ list }, 'list/a/pass', undefined)).toEqual({ list: [{ name: 'a' }, list[1]] })
    expect(withValue({ list }, 'list/c/pass', 3)).toEqual({ list })
  })

  it('leaves a document alone when there is nothing to take out', () => {
    for (const a of ['text', null, 1, [], {}]) expect(withValue({ a }, 'a/b/c', undefined)).toEqual({ a })
    expect(withValue({ a: 1 }, 'b/c', undefined)).toEqual({ a: 1 })
    expect(withValue({ a: { b: 1 } }, 'a/c', undefined)).toEqual({ a: { b: 1 } })
  })

  it('is undefined for what an object inherits', () => {
    expect(valueAt({}, 'constructor')).toBeUndefined()
    expect(valueAt({ a: {} }, 'a/toString')).toBeUndefined()
  })
})
