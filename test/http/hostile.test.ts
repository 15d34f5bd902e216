import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminToken, boot, type RestAnswer, type TestApp } from '../support/boot.js'

let app: TestApp
beforeAll(async () => {
  app = await boot()
  await app.workspace('chartbrew', '7')
  await app.workspace('credible', 'orchard')
  await app.workspace('apinizer', 'Shop')
  await app.workspace('versori', organisation)
  await app.app.http.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'
/** A door of every edge, and what its refusals look like. */
const doors = {
  graphql: ['/graphql', { errors: [{ message: expect.any(String), extensions: expect.objectContaining({ code: expect.any(String), requestId: expect.any(String) }) }] }],
  chartbrew: ['/team/7/connections', { error: expect.any(String) }],
  credible: ['/api/v0/projects/orchard/connections/one', { code: expect.any(Number), message: expect.any(String) }],
  apinizer: ['/apiops/projects/Shop/connections/one/', { error: expect.any(String), error_description: expect.any(String) }],
  versori: [`/o/${organisation}/protocols/http/connections`, expect.objectContaining({ code: expect.any(String), message: expect.any(String) })],
} as const satisfies Record<string, readonly [string, unknown]> // prettier-ignore

const inside = /node_modules|\bat \S+:\d+|SQLITE|SELECT |\/src\/|zq-Marked/

function expectRefused({ status, body, text }: RestAnswer, expected: number, shape: unknown): void {
  expect(status, text).toBe(expected)
  expect(body).toEqual(shape)
  expect(text).not.toMatch(inside)
}

describe.each(Object.entries(doors))('at the edge of %s', (name, [path, shape]) => {
  const post = (body: unknown, headers: Record<string, string> = {}): Promise<RestAnswer> => app.rest('POST', path, body, { headers })

  it.each([
    ['malformed JSON', '{"name":"zq-Marked'],
    ['65 levels', `${'{"a":'.repeat(65)}"zq-Marked"${'}'.repeat(65)}`],
    ['100,000 levels', '['.repeat(100_000)],
    ['a key that comes twice', '{"name":"zq-Marked","name":"zq-Marked"}'],
    ['a key deep down that comes twice', '{"a":[{"b":{"c":"zq-Marked","c":1}}]}'],
    ['a key that reaches a prototype', '{"a":{"__proto__":{"b":"zq-Marked"}}}'],
    ['an integer past 2^53', '{"port":9007199254740993}'],
    ['a number past all numbers', '{"port":1e400}'],
    ['a decimal that would come back as another', '{"port":0.1234567890123456789}'],
    ['a key that runs from right to left', '{"a\u202e":"zq-Marked"}'],
    ['a key with a line break', '{"a\\n":"zq-Marked"}'],
  ])('a body with %s is refused with 400, in its shape', async (_, body) => {
    expectRefused(await post(body), 400, shape)
  })

  it('a body that is no UTF-8 is refused with 400', async () => {
    const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')])
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
    const { statusCode: status, payload: text } = await app.app.http.inject({ method: 'POST', url: path, headers, payload: bytes })
    expectRefused({ status, text, body: JSON.parse(text), headers: {} }, 400, shape)
  })

  it('a body over its limit is refused with 413', async () => {
    const limit = (name === 'graphql' ? 8 : 1) * 1024 * 1024
    expectRefused(await post(`{"name":"${'x'.repeat(limit)}"}`), 413, shape)
    const fitting = `{"query":1,"name":"${'x'.repeat(limit - 100)}"}`
    expect((await post(fitting)).status).not.toBe(413)
  })

  it('a client that sends far too much reads why, over the socket that it still writes to', async () => {
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
    const { port } = app.app.http.server.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: ' '.repeat(32 * 1024 * 1024) })
    expect([answer.status, await answer.json()]).toEqual([413, shape])
  })

  it('a compressed body, another character set and another media type are refused with 415', async () => {
    const packed = gzipSync('{"name":"zq-Marked"}').toString('latin1')
    for (const headers of [{ 'content-encoding': 'gzip' }, { 'content-encoding': 'br, gzip' }, { 'content-type': 'application/json; charset=utf-16' }, { 'content-type': 'application/json;charset="utf-7"' }, { 'content-type': 'application/xml' }, { 'content-type': 'application/json5' }])
      expectRefused(await post(packed, headers), 415, shape)
  }) // prettier-ignore

  it('a caller without a token is told nothing of his body', async () => {
    const { status, text } = await app.rest('POST', path, '{"name":"zq-Marked","name":1', { token: null })
    expect(status).toBe(401)
    expect(text).not.toMatch(inside)
  })

  it('a path that is no path is refused, in its shape', async () => {
    const root = name === 'credible' ? 'api/v0' : path.split('/')[1]
    for (const odd of [`/${root}/%`, `/${root}/%zz/%c0%af`, `/${root}/%00%0d%0aset-cookie:x`, `/${root}/${'a'.repeat(2000)}/nope`])
      expectRefused(await app.rest('GET', odd), 404, shape)
  })
})

it('QUERY, of which Fastify wants to know the content type before it looks for a route, is refused by a 4xx at every door', async () => {
  for (const url of ['/nope', '/graphql', '/livez', '/team/7/connections']) {
    const { statusCode, payload } = await app.app.http.inject({ method: 'QUERY' as 'GET', url })
    expect([statusCode, payload]).toEqual([
      expect.toSatisfy((status: number) => status >= 400 && status < 500),
      expect.not.stringMatching(inside),
    ])
  }
})

it('a file outside of the pages is not there', async () => {
  for (const path of ['/assets/%2e%2e%2fpackage.json', '/assets/..%5cpackage.json', '/assets/%00', '/assets//etc/passwd', '/assets/a%2f..%2f..%2f..%2fpackage.json'])
    expectRefused(await app.rest('GET', path), 404, { error: { code: 'routeNotFound', message: expect.any(String), requestId: expect.any(String) } })
}) // prettier-ignore

describe('over a socket', () => {
  const auth = `Authorization: Bearer ${adminToken}`
  /** What comes back until the gateway closes the connection, or until an answer is whole. */
  async function exchange(...pieces: readonly (string | Buffer)[]): Promise<string> {
    const socket = connect((app.app.http.server.address() as AddressInfo).port, '127.0.0.1')
    let received = ''
    socket.setEncoding('latin1').on('data', (data: string) => (received += data))
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()).on('error', () => resolve()))
    for (const piece of pieces) socket.write(piece)
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5000))])
    socket.destroy()
    return received
  }
  const head = (first: string, ...headers: string[]): string => [first, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n')

  it.each<[string, RegExp, string]>([
    ['no HTTP at all', /^HTTP\/1\.1 400 /, 'zq-Marked\r\n\r\n'],
    ['a method that is none', /^HTTP\/1\.1 400 /, head('ZQ /livez HTTP/1.1')],
    ['a length and chunks at once', /^HTTP\/1\.1 400 /, `${head('POST /graphql HTTP/1.1', auth, 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\nGET /livez HTTP/1.1\r\n\r\n`],
    ['two lengths', /^HTTP\/1\.1 400 /, `${head('POST /graphql HTTP/1.1', auth, 'Content-Length: 4', 'Content-Length: 5')}abcde`],
    ['chunks that are hidden from others', /^HTTP\/1\.1 400 /, `${head('POST /graphql HTTP/1.1', auth, 'Transfer-Encoding: chunked, identity')}0\r\n\r\n`],
    ['a chunk that is none', /^HTTP\/1\.1 400 /, `${head('POST /graphql HTTP/1.1', auth, 'Content-Type: application/json', 'Transfer-Encoding: chunked')}zz\r\n`],
    ['a header over two lines', /^HTTP\/1\.1 400 /, head('GET /livez HTTP/1.1', 'X-A: b', ' c')],
    ['a header with a bare line feed', /^HTTP\/1\.1 400 /, 'GET /livez HTTP/1.1\nHost: x\r\nX: a\rb\r\n\r\n'],
    ['headers without end', /^HTTP\/1\.1 431 /, head('GET /livez HTTP/1.1', `X-A: ${'a'.repeat(20_000)}`)],
    ['a path without end', /^HTTP\/1\.1 431 /, head(`GET /${'a'.repeat(20_000)} HTTP/1.1`)],
    ['no host', /^HTTP\/1\.1 400 /, 'GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['an expectation that nobody has', /^HTTP\/1\.1 417 /, head('POST /graphql HTTP/1.1', auth, 'Expect: zq-Marked', 'Content-Length: 0')],
    ['a host that is none, at GraphQL', /^HTTP\/1\.1 400 /, `${head('POST /graphql HTTP/1.1', auth, 'Content-Type: application/json', 'Content-Length: 24').replace('Host: x', 'Host: [a b')}{"query":"{__typename}"}`],
    ['a host that is missing at GraphQL, by HTTP/1.0', /^HTTP\/1\.1 200 /, `${head('POST /graphql HTTP/1.0', auth, 'Content-Type: application/json', 'Content-Length: 24').replace('Host: x\r\n', '')}{"query":"{__typename}"}`],
    ['a host that is empty, at GraphQL', /^HTTP\/1\.1 200 /, `${head('POST /graphql HTTP/1.1', auth, 'Content-Type: application/json', 'Content-Length: 24').replace('Host: x', 'Host:')}{"query":"{__typename}"}`],
    ['a host with a byte that no host has, at GraphQL', /^HTTP\/1\.1 400 .*names no host/s, `${head('POST /graphql HTTP/1.1', auth, 'Content-Type: application/json', 'Content-Length: 24').replace('Host: x', 'Host: a%zz')}{"query":"{__typename}"}`],
    ['no host by HTTP/1.0', /^HTTP\/1\.1 200 /, 'GET /livez HTTP/1.0\r\n\r\n'],
    ['a tunnel', /^HTTP\/1\.1 400 /, head('CONNECT zq-marked.example:443 HTTP/1.1')],
    ['TRACE', /^HTTP\/1\.1 404 /, head('TRACE /graphql HTTP/1.1', auth)],
    ['PROPFIND', /^HTTP\/1\.1 404 /, head('PROPFIND /team/7/connections HTTP/1.1', auth)],
    ['an upgrade', /^HTTP\/1\.1 200 /, head('GET /livez HTTP/1.1', 'Upgrade: h2c').replace('close', 'close, Upgrade')],
    ['the path of another server', /^HTTP\/1\.1 (400|404) /, head('GET http://other.example/graphql HTTP/1.1', auth)],
  ])('%s gets a short answer, and nothing of it', async (_, expected, request) => {
    const answer = await exchange(request)
    expect(answer).toMatch(expected)
    expect(answer).not.toMatch(/ 5\d\d |zq-Marked|stack/)
    expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1)
  }) // prettier-ignore

  it('garbage after a request ends the connection, and nothing behind it is answered', async () => {
    const answer = await exchange('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n', 'zq-Marked\0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(answer.match(/HTTP\/1\.1 \d+/g)?.join(' ')).toMatch(/^HTTP\/1\.1 200(?: HTTP\/1\.1 400)?$/)
    expect(answer).not.toContain('zq-Marked')
  })

  it('a request id that could not stand in a log is made anew', async () => {
    for (const id of ['zq Marked', 'a'.repeat(5000), '"><script>', '%0d%0aset-cookie: x']) {
      const answer = await exchange(head('GET /livez HTTP/1.1', `X-Request-Id: ${id}`))
      expect(answer).toMatch(/^x-request-id: [0-9A-Z]{26}\r$/im)
    }
  })
})
