import { afterAll, beforeAll, expect, it } from 'vitest'
import { pathOf } from '../../src/http/path.js'
import { createLog } from '../../src/log.js'
import { boot, type TestApp } from '../support/boot.js'

const lines: string[] = []
const metricsToken = 'metrics-token_0123456789'
let app: TestApp
beforeAll(async () => {
  app = await boot({
    env: { SWITCHBOARD_RATE_LIMITS: 'address=2/h', SWITCHBOARD_METRICS_TOKEN: metricsToken, SWITCHBOARD_TRUST_PROXY: '127.0.0.1' },
    logger: createLog('info', { write: (line) => void lines.push(line) }),
  })
})
afterAll(() => app.close())

it.each([
  ['/a/b?c=%zz', '/a/b?c=%zz'],
  ['/a%20b/%C3%A9?x', '/a%20b/%C3%A9?x'],
  ['/a/%zz', '/a/%25zz'],
  ['/%ff/%20', '/%25ff/%2520'],
  ['http://gateway.example/a?b=http://c/', '/a?b=http://c/'],
  ['https://gateway.example', '/'],
  ['?a', '/?a'],
])('the path of %s is %s', (target, path) => {
  expect(pathOf(target)).toBe(path)
})

it.each([
  ['that cannot be decoded', '/%zz'],
  ['that is longer than any name', `/team/${'a'.repeat(1500)}/nope`],
])('a path %s is counted, limited and logged like any other', async (_name, path) => {
  const headers = { 'x-forwarded-for': `198.51.100.${path.length % 200}` }
  const before = lines.length
  const statuses: number[] = []
  for (let time = 0; time < 6; time += 1) statuses.push((await app.rest('GET', path, undefined, { token: null, headers })).status)
  expect(statuses).toEqual([404, 404, 404, 404, 429, 429])
  expect(lines.slice(before).map((line) => JSON.parse(line).status)).toEqual(statuses)
  const { text } = await app.rest('GET', '/metrics', undefined, { token: metricsToken })
  expect(text).toMatch(/route="none",status="4xx"} (?:6|12)$/m)
})

it('a whole URL as target is refused in the words of the door that its path is of', async () => {
  const { statusCode, payload } = await app.app.http.inject({ method: 'GET', url: '/team/7/nope' })
  const raw = await app.app.http.inject({ method: 'GET', url: 'http://gateway.example/team/7/nope' })
  expect([raw.statusCode, raw.payload]).toEqual([statusCode, payload])
})
