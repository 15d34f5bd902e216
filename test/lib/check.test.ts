import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { check } from '../../src/lib/check.js'
import { Problem } from '../../src/lib/problem.js'

const schema = z.object({
  name: z.string().min(1).max(5),
  port: z.int().min(1).max(65535),
  kind: z.enum(['red', 'blue']),
  code: z.string().regex(/^\d+$/, 'must be digits'),
  link: z.url(),
  tags: z.array(z.string()).max(2),
  inner: z.strictObject({ flag: z.boolean(), exact: z.literal('yes') }),
  either: z.union([z.string().startsWith('a'), z.number()]),
  body: z.discriminatedUnion('type', [z.object({ type: z.literal('a'), a: z.string() }), z.object({ type: z.literal('b') })]),
  map: z.record(z.string().max(3), z.number()),
  own: z.string().refine(() => false, 'is refused'),
})

function refusal(value: unknown): Problem {
  try {
    check(schema, value)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('It passed.')
}

describe('a check', () => {
  it('names every field that is wrong, with its reason', () => {
    const { code, message, issues } = refusal({
      name: '',
      port: 0,
      kind: 'green',
      code: 'x',
      link: 'x',
      tags: [1],
      inner: { flag: 1, exact: 'no' },
      body: {},
      map: {},
      own: 'x',
    })
    expect(code).toBe('invalid')
    expect(Object.fromEntries(issues.map(({ path, message: reason }) => [path.join('.'), reason]))).toEqual({
      name: 'must not be empty',
      port: 'must be at least 1',
      kind: 'must be one of red, blue',
      code: 'must be digits',
      link: 'is not valid',
      'tags.0': 'must be a string',
      'inner.flag': 'must be true or false',
      'inner.exact': 'must be one of yes',
      either: 'is required',
      'body.type': 'is not valid',
      own: 'is refused',
    })
    expect(message).toContain('tags[0] must be a string')
  })

  it('puts the place that was checked before the path', () => {
    expect(() => check(z.object({ a: z.string() }), {}, ['list', 2])).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ path: ['list', 2, 'a'], message: 'is required' })],
        message: 'list[2].a is required.',
      }),
    )
  })

  it('words a missing body and a body of another kind', () => {
    expect(refusal(undefined).message).toBe('is required.')
    expect(refusal('text').message).toBe('must be an object.')
  })

  it('never repeats a value, whatever is wrong with which field', () => {
    const mark = fc.string({ maxLength: 8 }).map((text) => `${text}q7-Lark`)
    const value = fc.oneof(
      mark,
      fc.array(mark),
      mark.map((text) => ({ type: text, flag: text, exact: text, a: text })),
      mark.map((text) => ({ type: 'a', [text]: 1 })),
      fc.constant(1e12),
    )
    const input = fc.record(Object.fromEntries(Object.keys(schema.shape).map((name) => [name, value])), { requiredKeys: [] })
    fc.assert(
      fc.property(fc.oneof(input, value), (whole) => {
        const { message, issues } = refusal(whole)
        const reasons = issues.map((issue) => issue.message).join()
        expect(reasons).not.toMatch(/Lark|1000000000000/)
        if (!JSON.stringify(issues.map(({ path }) => path)).includes('Lark')) expect(message).not.toContain('Lark')
      }),
    )
  })
})
