import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinPath, splitPath, valueAt, withValue, withValues } from '../../src/lib/field-path.js'

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

describe('values at many paths', () => {
  const name = fc.constantFrom('a', 'b', 'c', '0', '__proto__')
  const listed = fc.record({ name, id: name, x: fc.dictionary(name, fc.string()) }, { requiredKeys: [] })
  const document = fc.dictionary(name, fc.oneof(fc.string(), fc.dictionary(name, fc.constant({})), fc.array(listed, { maxLength: 4 })))
  const path = fc.tuple(name, name, name, fc.constant('end')).map((segments) => joinPath(...segments))
  const values = fc.uniqueArray(fc.tuple(path, fc.option(fc.string(), { nil: undefined })), { selector: ([one]) => one, maxLength: 6 })

  it('are put as one after the other would be, and the document given stays as it was', () => {
    fc.assert(
      fc.property(document, values, (given, list) => {
        const before = structuredClone(given)
        const each = list.reduce<Record<string, unknown>>((whole, [at, value]) => withValue(whole, at, value), given)
        expect(withValues(given, list)).toEqual(each)
        expect(given).toEqual(before)
      }),
      { numRuns: 500 },
    )
  })

  it('find the first item of a name, and of an id only where none has the name', () => {
    const list = [{ id: 'b', n: 0 }, { name: 'a', n: 1 }, { name: 'b', n: 2 }, { name: 'a', n: 3 }, { id: 'c', n: 4 }, { id: 'c', n: 5 }] // prettier-ignore
    expect(['a', 'b', 'c', 'd'].map((segment) => valueAt({ list }, `list/${segment}/n`))).toEqual([1, 2, 4, undefined])
    const { list: placed } = withValues({ list }, ['a', 'b', 'c', 'd'].map((segment) => [`list/${segment}/n`, 9])) as { list: { n: number }[] } // prettier-ignore
    expect(placed.map(({ n }) => n)).toEqual([0, 9, 9, 3, 9, 5])
  })
})
