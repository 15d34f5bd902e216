import type fc from 'fast-check'
import { expect } from 'vitest'
import type { RestAnswer } from '../support/boot.js'

/** Another one at every run; `FUZZ_SEED` plays one again, and `FUZZ_RUNS` multiplies the cases. */
export const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
const factor = Number(process.env.FUZZ_RUNS ?? 1)

/** Settings of one property; the seed is printed, so that a case that failed can be played again. */
export function fuzz(name: string, cases: number): fc.Parameters<unknown> {
  const numRuns = Math.ceil(cases * factor)
  console.log(`fuzz ${name}: ${numRuns} cases, FUZZ_SEED=${seed}`)
  return { seed, numRuns, endOnFailure: true }
}

/** What programs stumble over, whatever the field. */
export const nasty: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53 - 1, 1e300, 5e-324,
  '', ' ', 'a', '0', '-1', 'null', 'true', '__proto__', 'constructor', 'toString',
  'a\u0000b', 'a\r\nSet-Cookie: b', '\u202ea', '\ud800', '\ufffe', 'ﬃ'.repeat(300), '𝒳', 'e\u0301',
  "'; DROP TABLE connections; --", '%00%ff', '../../etc/passwd', '${jndi:ldap://x.example}', '{{7*7}}', '<script>', '\\u0000',
  'x'.repeat(5000), '('.repeat(2000), 'a@'.repeat(2000), 'https://'.repeat(500), `jdbc:${';'.repeat(3000)}`, 'http://[::1', 'http://u:p@h:99999/?a=b#c', 'mongodb+srv://a:b@,,,/',
  '{"__proto__":{}}', '{"a":1,"a":2}', '['.repeat(100), '1e400', 'AAAA====', '2026-13-45T99:99:99Z',
  [], [[]], [null], [{}], {}, { a: {} }, { constructor: { a: 1 } }, { toJSON: 'x' }, { length: -1 }, { then: 'x' },
] // prettier-ignore

const inside =
  /node_modules|\bat \S+ \(|\bat file:|SQLITE|sqlite|\bSELECT\b|INSERT INTO|\/src\/|\.ts:\d|RangeError|TypeError|Maximum call stack/

/** No answer is a fault of ours, and none shows what is inside. */
export function expectSound({ status, text }: Pick<RestAnswer, 'status' | 'text'>, what: () => string): void {
  if (status >= 200 && status < 500 && !/INTERNAL_SERVER_ERROR|Something went wrong here/.test(text) && !inside.test(text)) return
  expect.fail(`${status} ${text.slice(0, 500)}\n${what().slice(0, 3000)}`)
}
