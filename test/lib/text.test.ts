import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../src/lib/fold.js'
import { readJson, sameJson } from '../../src/lib/json.js'
import { printPath } from '../../src/lib/problem.js'

describe('folded text', () => {
  it('is the same for every case and every way to write an accent', () => {
    expect(fold('CAF\u00c9')).toBe(fold('cafe\u0301'))
    expect(fold('J\u030C')).toBe(fold('\u01F0'))
    expect(fold('Straße')).not.toBe(fold('Strasse'))
  })

  it('is whole as long as a name, and cut where a longer one has more marks in a row than any script', () => {
    const [acute, grave] = ['\u0301', '\u0316'] // in the normal form the second comes first
    expect(fold(`X${acute.repeat(40)}${grave}`)).toBe(`x${grave}${acute.repeat(40)}`)
    const long = 'X'.repeat(1100)
    expect(fold(`${long}${acute.repeat(29)}${grave}Σ`)).toBe(`${long.toLowerCase()}${grave}${acute.repeat(29)}σ`)
    expect(fold(`${long}${acute.repeat(30)}${grave}`)).toBe(`${long.toLowerCase()}${acute.repeat(30)}${grave}`)
    expect(fold(`X${acute.repeat(250_000)}${grave.repeat(250_000)}`)).toHaveLength(500_001)
  })

  it('folds to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })
})

describe('a printed path', () => {
  it.each([
    [['name'], 'name'],
    [['environments', 0, 'credentials', 'action', 2, 'id'], 'environments[0].credentials.action[2].id'],
    [[0, 'name'], '[0].name'],
    [['list', 1, 2], 'list[1][2]'],
    [[], ''],
    [['map', 'k'.repeat(300), 'value'], `map.${'k'.repeat(255)}….value`],
  ])('of %j is %j', (path, text) => {
    expect(printPath(path)).toBe(text)
  })
})

describe('JSON from outside', () => {
  it.each([
    '{"__proto__": {"isAdmin": true}}',
    '{"a": [{"__proto__": null}]}',
    '{"\\u005f_proto__": {}}',
    '{"constructor": {"prototype": {"isAdmin": true}}}',
    '{"a": {"constructor": {"prototype": {}}}}',
  ])('is refused when a key reaches a prototype: %s', (text) => {
    expect(() => readJson(text)).toThrow(expect.objectContaining({ code: 'malformed' }))
    expect({}).not.toHaveProperty('isAdmin')
  })

  it('is refused without a word of what it held when it is no JSON', () => {
    for (const text of ['{"password": "q7-Lark', 'q7-Lark', '{q7-Lark: 1}', '']) {
      expect(() => readJson(text)).toThrow(/^The body is not valid JSON\.$/)
    }
  })

  it('is refused beyond 64 levels, and brackets inside of strings are no levels', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
    expect(readJson(nested(64))).toHaveLength(1)
    for (const text of [nested(65), nested(100_000), `{"a":${nested(64)}}`, '['.repeat(1_000_000)]) {
      expect(() => readJson(text)).toThrow(expect.objectContaining({ code: 'malformed', message: expect.stringContaining('64 levels') }))
    }
    for (const inside of ['['.repeat(100), '\\"['.repeat(100), '\\\\', '"'.repeat(2_000_000)]) {
      expect(readJson(JSON.stringify({ inside }))).toEqual({ inside })
    }
  })

  it('is read as it stands', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!/\d{16}|"(?:__proto__|constructor)":/.test(text)) // What may be refused: too many digits, a way to a prototype.
        expect(readJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })
})

describe('the same JSON', () => {
  it('is the same in any order of keys, and with a member that is undefined', () => {
    expect(sameJson({ a: 1, b: { c: [1, { d: 2, e: undefined }] } }, { b: { c: [1, { d: 2 }] }, a: 1 })).toBe(true)
  })

  it.each([
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: null }, {}],
    [{ a: '1' }, { a: 1 }],
    [[], {}],
    [null, {}],
  ])('is not %j and %j', (a, b) => {
    expect(sameJson(a, b)).toBe(false)
  })
})
