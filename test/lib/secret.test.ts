import { Console } from 'node:console'
import { PassThrough } from 'node:stream'
import { inspect } from 'node:util'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { Secret } from '../../src/lib/secret.js'

const text = 'q7-Lark-5'
const secret: any = new Secret(text)

it.each([
  ['JSON', () => JSON.stringify({ secret })],
  ['a template', () => `${secret}`],
  // eslint-disable-next-line @typescript-eslint/restrict-plus-operands -- this addition is what is tested
  ['an addition', () => 'is ' + secret],
  ['String', () => String(secret)],
  ['join', () => [secret, secret].join()],
  ['inspect', () => inspect({ deep: [{ secret }] }, { depth: null, showHidden: true })],
  ['inspect without custom inspection', () => `[secret]${inspect(secret, { customInspect: false, showHidden: true })}`],
  ['an error with a cause', () => inspect(new Error('failed', { cause: { secret } }))],
  ['the console', () => written((stream) => new Console(stream).log('%s %o %j', secret, { secret }, secret))],
  ['a log line', () => written((stream) => pino(stream).info({ secret, inner: { secret } }, 'opened'))],
])('a secret prints as [secret] by %s', (_way, print) => {
  const printed = print()
  expect(printed).toContain('[secret]')
  expect(printed).not.toContain(text)
})

it('a secret shows nothing to what looks through its keys', () => {
  expect(Object.keys(secret)).toEqual([])
  expect({ ...secret }).toEqual({})
  expect(structuredClone(secret)).toEqual({})
})

it('a secret opens to the very value it was made of', () => {
  const document = { user: 'ann', pass: text }
  expect(new Secret(document).open()).toBe(document)
})

function written(write: (stream: PassThrough) => void): string {
  const stream = new PassThrough()
  write(stream)
  return String(stream.read())
}
