import { expect } from 'vitest'
import type { RestAnswer } from '../../support/boot.js'

export const anUlid: unknown = expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
export const aTime: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)

const words: unknown = expect.stringMatching(/\w/)

/** A refusal in the vendor's error body; with `fields`, exactly these are at fault. */
export function expectRefusal(answer: RestAnswer, status: number, fields?: readonly string[], about?: string): void {
  expect(answer.status, about ?? answer.text).toBe(status)
  expect(answer.headers['content-type'], about).toMatch(/^application\/json\b/)
  expect(answer.body, about).toEqual({
    code: `${status}000`,
    message: words,
    ...(fields && { fields: fields.map((field) => ({ field, message: words })) }),
  })
}
