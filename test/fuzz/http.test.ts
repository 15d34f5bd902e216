import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { fuzz } from './fuzz.js'

let app: TestApp
let port = 0
let metricsPort = 0
beforeAll(async () => {
  app = await boot({ env: { SWITCHBOARD_METRICS_PORT: '0' } })
  await app.workspace('chartbrew', '7')
  await app.app.http.listen({ port: 0, host: '127.0.0.1' })
  port = (app.app.http.server.address() as AddressInfo).port
  metricsPort = Number(new URL(app.app.metricsAddress ?? '').port)
})
afterAll(() => app.close())

const request = (line: string, body = '', ...headers: string[]): string =>
  [line, 'Host: x', `Authorization: Bearer ${adminToken}`, 'Content-Type: application/json', ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n') // prettier-ignore
const form = '--b\r\nContent-Disposition: form-data; name="sslCa"; filename="a"\r\n\r\nabc\r\n--b--\r\n'
const requests = [
  request('POST /graphql HTTP/1.1', '{"query":"{ viewer { token { id } } }","variables":{"a":[1,2.5]}}'),
  request('GET /graphql?query=%7B__typename%7D&variables=%7B%7D HTTP/1.1', '', 'apollo-require-preflight: 1'),
  request('POST /team/7/connections HTTP/1.1', '{"name":"a","type":"postgres","options":{"a":[1]}}'),
  request('POST /team/7/connections/1/files HTTP/1.1', form).replace('application/json', 'multipart/form-data; boundary=b'),
  request('POST /apiops/auth/token HTTP/1.1', 'grant_type=client_credentials').replace(
    'application/json',
    'application/x-www-form-urlencoded',
  ),
  request('PUT /apiops/projects/Shop/connections/%C3%A9/ HTTP/1.1', '{"type":"email"}', 'If-Match: "1"', 'Cookie: cookie=a'),
  request('GET / HTTP/1.1', '', 'Accept: text/html', 'If-None-Match: *', 'Range: bytes=0-1'),
  request('GET /assets/../../package.json HTTP/1.1'),
  request('POST /graphql HTTP/1.1', '{}', 'Expect: hello'),
  request('GET /livez HTTP/1.1').replace('Host: x\r\n', ''),
  request('CONNECT other.example:443 HTTP/1.1'),
  request('POST /metrics HTTP/1.1', '{bad'),
  request('GET /metrics HTTP/1.1'),
  request('OPTIONS /o/x/connections HTTP/1.1', '', 'Origin: https://a.example', 'Access-Control-Request-Method: POST'),
].map((text) => Buffer.from(text))

const odd = ['\r\n', '\0', '%', '%00', '%ff', '%2e%2e/', '..', '//', '?', '#', ':', ';', '"', '\\', '\u202e', '\xff\xfe', '[', '{', '9'.repeat(20), 'Transfer-Encoding: chunked\r\n', 'Content-Encoding: gzip\r\n', 'Expect: 100-continue\r\n', 'Expect: a\r\n', 'CONNECT a:1 HTTP/1.1\r\n\r\n', 'zz\0\r\n\r\n', 'Connection: upgrade\r\nUpgrade: websocket\r\n', 'HTTP/1.1', 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n', 'A'.repeat(17_000)].map((text) => Buffer.from(text, 'latin1')) // prettier-ignore

interface Change {
  readonly at: number
  readonly drop: number
  readonly put: Buffer
}
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.oneof(fc.constant(0), fc.nat({ max: 4 }), fc.nat({ max: 200 })),
  put: fc.oneof(
    fc.constant(Buffer.alloc(0)),
    fc.constantFrom(...odd),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
  ),
})
const changed = (bytes: Buffer, { at, drop, put }: Change): Buffer => {
  const start = Math.floor(at * bytes.length)
  return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + drop)])
}

/** Sends bytes and hangs up this side; what came back when the gateway has closed the connection, undefined when it did not. */
function exchange(bytes: Buffer, at = port): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(at, '127.0.0.1')
    let received = ''
    const patience = setTimeout(() => {
      socket.destroy()
      resolve(undefined)
    }, 5000)
    socket.setEncoding('latin1').on('data', (data: string) => (received += data))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(patience)
      resolve(received)
    })
    socket.end(bytes)
  })
}

const anyBytes = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...requests), fc.array(change, { minLength: 1, maxLength: 3 })).map(([whole, changes]) => changes.reduce(changed, whole)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)) },
) // prettier-ignore

/** Where an answer begins, after an interim one too. */
const start = /HTTP\/1\.1 (\d{3}) /
const statuses = (text: string): string[] => text.split(start).filter((_, index) => index % 2 === 1)

/** Whatever came back is no fault of ours, and each answer of it carries what every answer does. */
function expectClean(answer: string | undefined, sent: Buffer): void {
  const bytes = sent.toString('base64')
  expect(answer, `It hangs: ${bytes}`).toBeDefined()
  expect(answer).not.toMatch(/HTTP\/1\.1 5\d\d|node_modules|SQLITE|at \S+ \(/)
  const [, ...parts] = (answer ?? '').split(start)
  for (let at = 0; at < parts.length; at += 2) {
    const [head = ''] = (parts[at + 1] ?? '').split('\r\n\r\n', 1)
    if (parts[at] === '100') continue
    for (const header of [/^x-request-id: \S+$/im, /^x-content-type-options: nosniff$/im, /^x-frame-options: DENY$/im])
      expect(head.replaceAll('\r', ''), `${String(parts[at])} is bare: ${bytes}`).toMatch(header)
  }
}

it('any bytes over a socket end with clean answers or a closed connection, and the gateway goes on', async () => {
  const run = async (sent: Buffer): Promise<void> => expectClean(await exchange(sent), sent)
  await fc.assert(fc.asyncProperty(anyBytes, run), fuzz('bytes', 1200) as fc.Parameters<[Buffer]>)
  expect((await app.rest('GET', '/livez')).status).toBe(200)
}, 180_000)

it('any bytes at the port of the metrics end the same way, and it goes on', async () => {
  const run = async (sent: Buffer): Promise<void> => expectClean(await exchange(sent, metricsPort), sent)
  await fc.assert(fc.asyncProperty(anyBytes, run), fuzz('bytes at the metrics', 300) as fc.Parameters<[Buffer]>)
  expect((await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).status).toBe(200)
}, 60_000)

it('garbage behind a request takes nothing from its answer', async () => {
  const garbage = fc.array(fc.oneof(fc.constantFrom(...odd), fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes))), { minLength: 1, maxLength: 3 }).map((pieces) => Buffer.concat(pieces)) // prettier-ignore
  const run = async (whole: Buffer, behind: Buffer): Promise<void> => {
    const [alone = 'nothing'] = statuses((await exchange(whole)) ?? '')
    const sent = Buffer.concat([whole, behind])
    const answer = await exchange(sent)
    expectClean(answer, sent)
    expect(statuses(answer ?? '')[0], sent.toString('base64')).toBe(alone)
  }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...requests), garbage, run),
    fuzz('garbage behind a request', 200) as fc.Parameters<[Buffer, Buffer]>,
  )
}, 60_000)
