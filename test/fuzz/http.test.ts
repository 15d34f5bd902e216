import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { fuzz } from './fuzz.js'

let app: TestApp
let port = 0
beforeAll(async () => {
  app = await boot()
  await app.workspace('chartbrew', '7')
  await app.app.http.listen({ port: 0, host: '127.0.0.1' })
  port = (app.app.http.server.address() as AddressInfo).port
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
  request('OPTIONS /o/x/connections HTTP/1.1', '', 'Origin: https://a.example', 'Access-Control-Request-Method: POST'),
].map((text) => Buffer.from(text))

const odd = ['\r\n', '\0', '%', '%00', '%ff', '%2e%2e/', '..', '//', '?', '#', ':', ';', '"', '\\', '\u202e', '\xff\xfe', '[', '{', '9'.repeat(20), 'Transfer-Encoding: chunked\r\n', 'Content-Encoding: gzip\r\n', 'Expect: 100-continue\r\n', 'Connection: upgrade\r\nUpgrade: websocket\r\n', 'HTTP/1.1', 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n', 'A'.repeat(17_000)].map((text) => Buffer.from(text, 'latin1')) // prettier-ignore

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
function exchange(bytes: Buffer): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
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

it('any bytes over a socket end with an answer or a closed connection, and the gateway goes on', async () => {
  const bytes = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...requests), fc.array(change, { minLength: 1, maxLength: 3 })).map(([whole, changes]) => changes.reduce(changed, whole)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)) },
  )
  const run = async (sent: Buffer): Promise<void> => {
    const answer = await exchange(sent)
    expect(answer, `It hangs: ${sent.toString('base64')}`).toBeDefined()
    expect(answer).not.toMatch(/^HTTP\/1\.1 5\d\d|node_modules|SQLITE|at \S+ \(/m)
  }
  await fc.assert(fc.asyncProperty(bytes, run), fuzz('bytes', 1200) as fc.Parameters<[Buffer]>)
  expect((await app.rest('GET', '/livez')).status).toBe(200)
}, 180_000) // prettier-ignore
