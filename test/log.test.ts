import { afterAll, beforeAll, expect, it } from 'vitest'
import { Problem } from '../src/lib/problem.js'
import { Secret } from '../src/lib/secret.js'
import { createLog } from '../src/log.js'
import { boot, type TestApp } from './support/boot.js'

const marked = 'q7-Lark-5'
const lines: string[] = []
const destination = { write: (line: string) => void lines.push(line) }
const log = createLog('trace', destination)
let app: TestApp
beforeAll(async () => {
  app = await boot({ logger: log })
})
afterAll(() => app.close())

/** What is written meanwhile. */
function written(write: () => void): any {
  const before = lines.length
  write()
  return JSON.parse(lines.slice(before).join(''))
}

it('of a request: what it was, how it ended and from where, and nothing that its sender made up', async () => {
  const before = lines.length
  const headers = { 'user-agent': marked, cookie: `a=${marked}`, 'x-request-id': 'build-4711' }
  await app.rest('GET', `/team/7/connections?project_id=${marked}`, undefined, { headers })
  await app.rest('GET', `/${marked}`, undefined, { token: marked, headers })
  const [answer, unknown, ...more] = lines.slice(before).map((line) => JSON.parse(line))
  expect(more).toEqual([])
  const always = { level: 30, time: expect.any(Number), pid: expect.any(Number), hostname: expect.any(String), msg: 'request' }
  const facts = { requestId: 'build-4711', method: 'GET', ms: expect.any(Number), address: '127.0.0.1' }
  expect(answer).toEqual({ ...always, ...facts, route: '/team/:team_id/connections', edge: 'chartbrew', status: 403 })
  expect(unknown).toEqual({ ...always, ...facts, status: 404 })
  expect(lines.join('')).not.toContain(marked)
})

it('leaves out every field that is not on the list', () => {
  const line = written(() => log.info({ status: 200, password: marked, body: { a: marked }, requestId: new Secret(marked) }, 'request'))
  expect(line).toMatchObject({ status: 200, requestId: '[secret]' })
  expect(JSON.stringify(line)).not.toContain(marked)
})

it.each([
  ['an error', new TypeError(`cannot read ${marked}`), 'TypeError'],
  ['one with a message of several lines', new Error(`first\n    at ${marked} (file:///x:1:1)\n    at end`), 'Error'],
  [
    'one with parameters',
    Object.assign(new Error('Failed query'), { name: 'DrizzleQueryError', params: [marked], query: marked }),
    'DrizzleQueryError',
  ],
  ['one with a cause', new Error('outer', { cause: new Error(marked) }), 'Error'],
  ['a refusal', new Problem('invalid', marked), 'Problem'],
  ['a name that is none', Object.assign(new Error('x'), { name: `${marked} name` }), 'Error'],
])('of %s: its class and its place, never its text', (_what, error, type) => {
  for (const write of [
    () => log.error({ err: error }, 'unexpected error'),
    () => log.error({ err: error }),
    () => log.error({ err: error }, error.message),
    () => log.error(error),
  ]) {
    const line = written(write)
    expect(line).toMatchObject({
      msg: 'unexpected error',
      err: { type, at: expect.arrayContaining([expect.stringContaining('log.test.ts')]) },
    })
    expect(JSON.stringify(line)).not.toContain(marked)
  }
})

it('keeps the code of an error, and of a lone text only what stands before a colon or a quote', () => {
  expect(written(() => log.error({ err: Object.assign(new Error(marked), { code: 'SQLITE_FULL' }) }))).toMatchObject({
    err: { code: 'SQLITE_FULL' },
  })
  expect(written(() => log.error(`Unexpected error processing request: ${marked}`))).toHaveProperty(
    'msg',
    'Unexpected error processing request',
  )
})
