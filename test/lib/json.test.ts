import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../src/lib/json.js'

/** What a text is refused with: message and path. */
function refusal(text: string, doubled?: Parameters<typeof readJson>[1]): { message: string; path: unknown } | undefined {
  try {
    readJson(text, doubled)
    return undefined
  } catch (error) {
    const { code, message, issues } = error as { code: string; message: string; issues: readonly { path: unknown }[] }
    expect(code).toBe('malformed')
    return { message, path: issues[0]?.path }
  }
}

describe('a key that comes twice', () => {
  it.each([
    ['{"a":1,"a":1}', 'a comes twice.', ['a']],
    ['{"a":{"b":[{"c":1},{"c":1,"d":2,"c":3}]}}', 'a.b[1].c comes twice.', ['a', 'b', 1, 'c']],
    ['{"a":1,"\\u0061":2}', 'a comes twice.', ['a']],
    ['{"p/w d":1,"p/w d":2}', '… comes twice.', ['…']],
    ['{"":1,"":2}', '… comes twice.', ['…']],
    [`{"${'x'.repeat(100)}":1,"${'x'.repeat(100)}":2}`, '… comes twice.', ['…']],
  ])('is refused at its place: %s', (text, message, path) => {
    expect(refusal(text)).toEqual({ message, path })
  })

  it('is refused wherever it stands, and no other text is', () => {
    const key = fc.string({ unit: 'grapheme', maxLength: 4 }).filter((name) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|__proto__/u.test(name))
    const value = fc.dictionary(key, fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.constant({ a: '{"a":1,"a":2}' }))))
    fc.assert(
      fc.property(value, key, (object, twice) => {
        const members = Object.entries({ ...object, [twice]: 'first' }).map(
          ([name, member]) => `${JSON.stringify(name)} : ${JSON.stringify(member)}`,
        )
        const text = (more: string[]) => `{"a":[0,{${[...members, ...more].join()}}]}`
        expect(refusal(text([]))).toBeUndefined()
        expect(refusal(text([`${JSON.stringify(twice)}:1`]))?.message).toMatch(/ comes twice\.$/)
      }),
    )
  })

  it('is one in its own object only', () => {
    expect(readJson('{"a":{"a":[{"a":1},{"a":2}]},"b":"a\\":1,\\"a"}')).toEqual({ a: { a: [{ a: 1 }, { a: 2 }] }, b: 'a":1,"a' })
  })

  it('is taken where a row names it, at the top, with the values it names, twice', () => {
    const type = { key: 'type', first: 'elasticsearch', last: ['READ', 'READ_WRITE'] }
    expect(readJson('{"type": "elasticsearch", "a": 1, "type" : "READ"}', type)).toEqual({ type: 'READ', a: 1 })
    for (const text of [
      '{"type":"elasticsearch","type":"kafka"}',
      '{"type":"READ","type":"elasticsearch"}',
      '{"type":"elasticsearch","type":"READ","type":"READ"}',
      '{"type":"elasticsearch","type":1}',
      '{"a":{"type":"elasticsearch","type":"READ"}}',
      '{"name":"elasticsearch","name":"READ"}',
    ])
      expect(refusal(text, type)?.message).toMatch(/ comes twice\.$/)
  })
})

describe('a number', () => {
  it.each(['0', '-0.5', '-0.000001', '0.0', '0.1', '1.50', '1e3', '1E+3', '100000000000000000000e-5', '9007199254740991', '-9007199254740991', '1e300', '5e-324', '0.30000000000000004', '123456789.123456', '0.000000000000000000001', '0e999', `1.${'0'.repeat(400)}`])('that is kept as sent is read: %s', (text) => {
    expect(readJson(`[${text}]`)).toEqual([Number(text)])
  }) // prettier-ignore

  it.each(['9007199254740992', '-9007199254740993', '1e400', '-1e400', '1e-400', '0.1234567890123456789', '9007199254740993.0', '12345678901234567e1', '9'.repeat(400), '3.14159265358979323846', '1e99999999999999999999', '-0', '-0.0', '-0e1', '-0.00E-2', '-0.00000000000000000'])('that would come back as another is refused: %s', (text) => {
    expect(refusal(`{"a":[1,${text}]}`)).toEqual({ message: 'a[1] is a number that cannot be kept exactly.', path: ['a', 1] })
  }) // prettier-ignore

  it('of JavaScript is always read, and digits in a text are no number', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value) || Math.abs(value) < 2 ** 53 || String(value).includes('e'))
    fc.assert(
      fc.property(number, fc.bigInt(), (value, digits) => {
        const text = JSON.stringify({ value, digits: String(digits) })
        expect(readJson(text)).toEqual(JSON.parse(text))
      }),
      { numRuns: 1000 },
    )
  }) // prettier-ignore
})

describe('a name in JSON', () => {
  it.each(['a\\u0000', '\\u202ea', 'a\u202eb', '\u2066', '\\u000a', 'a\u0085', '\u200f', '\\ud800'])(
    'with control or bidirectional characters is refused: %j',
    (name) => {
      const refused = refusal(`{"a":{"${name}":1}}`)
      expect(refused).toEqual({ message: 'a.… is a name with control or bidirectional characters.', path: ['a', '…'] })
    },
  )

  it('is any other, and a value holds any character', () => {
    const text = '{"naïve 名前 \u200d é":"a\\n\u202e\\u0000"}'
    expect(readJson(text)).toEqual(JSON.parse(text))
  })
})

describe('a text that is no JSON', () => {
  it('is refused in a time that grows with its length alone', () => {
    const long = 1_000_000
    for (const text of ['"'.repeat(long), `"${'\\'.repeat(long)}`, '-'.repeat(long), '9'.repeat(long), `[0.${'0'.repeat(long)}1]`, ',:'.repeat(long), '{"'.repeat(long)])
      expect(refusal(text)).toBeDefined()
  }) // prettier-ignore

  it('is refused whatever it is', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '1', '-', 'e', '.', ' ', 'a', '"a"', 'null', '\u202e')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        let parsed: unknown
        try {
          parsed = JSON.parse(text)
        } catch {
          expect(refusal(text)).toBeDefined()
          return
        }
        if (!refusal(text)) expect(readJson(text)).toEqual(parsed)
      }),
      { numRuns: 5000 },
    )
  })
})
