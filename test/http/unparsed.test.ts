import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../src/log.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'

const metricsToken = 'metrics-token_0123456789'
const lines: string[] = []
let app: TestApp
let ports: Record<'gateway' | 'metrics', number>

beforeAll(async () => {
  app = await boot({
    env: { SWITCHBOARD_METRICS_TOKEN: metricsToken, SWITCHBOARD_METRICS_PORT: '0' },
    logger: createLog('info', { write: (line) => void lines.push(line) }),
  })
  const gateway = await app.app.http.listen({ port: 0, host: '127.0.0.1' })
  ports = { gateway: Number(new URL(gateway).port), metrics: Number(new URL(app.app.metricsAddress ?? '').port) }
})
afterAll(() => app.close())

interface Talk {
  /** Sends, and waits until what has come back matches. */
  say(text: string, until: RegExp): Promise<string>
  /** Everything that has come back when the gateway has closed the connection. */
  all(text: string): Promise<string>
}

function talk(port = ports.gateway): Talk {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  let arrived = (): void => undefined
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(received)))
  socket.setEncoding('latin1').on('data', (data: string) => {
    received += data
    arrived()
  })
  socket.on('error', () => undefined)
  return {
    say: async (text, until) => {
      socket.write(text)
      while (!until.test(received)) await new Promise<void>((resolve) => (arrived = resolve))
      return received
    },
    all: (text) => {
      socket.write(text)
      return closed
    },
  }
}

const statuses = (text: string): string[] => text.match(/HTTP\/1\.1 \d+/g) ?? []
const auth = `Authorization: Bearer ${adminToken}`
const refusedSoFar = async (method: string, status = '4xx'): Promise<number> => {
  const { text } = await app.rest('GET', '/metrics', undefined, { token: metricsToken })
  const series = `switchboard_http_request_duration_seconds_count{edge="none",method="${method}",route="none",status="${status}"} `
  const line = text.split('\n').find((one) => one.startsWith(series))
  return Number(line?.slice(series.length) ?? 0)
}

describe('what never becomes a request of a route', () => {
  it.each([
    ['an expectation that nobody meets', 417, 'POST', 'POST /graphql HTTP/1.1\r\nHost: x\r\nExpect: zq-Marked\r\nContent-Length: 2\r\n\r\n{}', 'EXPECTATION'],
    ['a tunnel', 400, 'CONNECT', 'CONNECT zq-marked.example:443 HTTP/1.1\r\nHost: x\r\n\r\n', 'CONNECT'],
    ['no HTTP', 400, 'none', 'zq-Marked\r\n\r\n', 'HPE_INVALID_METHOD'],
    ['headers without end', 431, 'none', `GET / HTTP/1.1\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`, 'HPE_HEADER_OVERFLOW'],
  ])('%s has a clean answer with a request id, one line in the log and one in the metrics', async (_what, status, method, request, code) => {
    const [before, counted] = [lines.length, await refusedSoFar(method)]
    const answer = await talk().all(request)
    expect(statuses(answer)).toEqual([`HTTP/1.1 ${status}`])
    expect(answer).not.toMatch(/zq-marked/i)
    for (const header of ['x-content-type-options: nosniff', 'x-frame-options: DENY', 'cache-control: no-store', 'connection: close'])
      expect(answer.toLowerCase()).toContain(`${header.toLowerCase()}\r\n`)
    const { error } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
    expect(error).toEqual({ code: 'malformed', message: expect.any(String), requestId: expect.stringMatching(/^[0-9A-Z]{26}$/) })
    expect(answer.toLowerCase()).toContain(`x-request-id: ${error.requestId.toLowerCase()}\r\n`)
    const told = lines.slice(before).map((line) => JSON.parse(line)).filter(({ requestId }) => requestId === error.requestId)
    expect(told).toEqual([expect.objectContaining({ msg: 'request', status, code, address: '127.0.0.1' })])
    expect(lines.join('')).not.toMatch(/zq-marked/i)
    expect(await refusedSoFar(method)).toBe(counted + 1)
  }) // prettier-ignore

  it('without a host it is refused in the words of its door, and counted', async () => {
    const counted = await refusedSoFar('GET')
    const answer = await talk().all('GET /no/such/path HTTP/1.1\r\nX-Request-Id: of-a-caller-1\r\nConnection: close\r\n\r\n')
    expect(statuses(answer)).toEqual(['HTTP/1.1 400'])
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toEqual({
      error: { code: 'malformed', message: 'A request needs a Host header.', requestId: 'of-a-caller-1' },
    })
    expect(await refusedSoFar('GET')).toBe(counted + 1)
    expect(statuses(await talk().all('GET /livez HTTP/1.0\r\n\r\n'))).toEqual(['HTTP/1.1 200'])
  })
})

describe('garbage', () => {
  const query = 'mutation { createWorkspace(input: { vendor: CHARTBREW, key: "9001", name: "Nine" }) { workspace { key } } }'
  const body = JSON.stringify({ query })
  const write = `POST /graphql HTTP/1.1\r\nHost: x\r\n${auth}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`

  it('behind a write takes nothing from its answer, which is the last of the connection', async () => {
    const answer = await talk().all(`${write}zq-Marked\0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(statuses(answer)).toEqual(['HTTP/1.1 200'])
    expect(answer).toContain('{"workspace":{"key":"9001"}}')
    expect(answer.toLowerCase()).toContain('connection: close\r\n')
  })

  it('behind several requests takes nothing from their answers', async () => {
    const ask = 'GET /schema.graphql HTTP/1.1\r\nHost: x\r\n\r\n'
    expect(statuses(await talk().all(`${ask}${ask}${ask}zq-Marked\0\r\n\r\n`))).toEqual(Array(3).fill('HTTP/1.1 200'))
  })

  it('in the rest of a body that was refused already gets no second answer', async () => {
    const connection = talk()
    await connection.say(
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n',
      /UNAUTHENTICATED/,
    )
    expect(statuses(await connection.all('zz\r\n'))).toEqual(['HTTP/1.1 401'])
  })

  it('in a body that is awaited is refused', async () => {
    const start = `POST /graphql HTTP/1.1\r\nHost: x\r\n${auth}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
    expect(statuses(await talk().all(`${start}2\r\n{}\r\nzz\r\n`))).toEqual(['HTTP/1.1 400'])
  })

  it('after an answer is a request of its own, and refused', async () => {
    const connection = talk()
    await connection.say('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n', /\{"status":"ok"\}/)
    expect(statuses(await connection.all('zq-Marked\r\n\r\n'))).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
  })
})

describe('the port of the metrics', () => {
  it.each([
    ['a body that is none', 400, 'POST /metrics', '{bad'],
    ['a body', 404, 'POST /metrics', '{}'],
    ['a path that is not there', 404, 'GET /zq-Marked', ''],
    ['a path that is none', 404, 'GET /%zz', ''],
    ['the metrics', 200, 'GET /metrics', ''],
  ])('answers %s with %s and the usual headers', async (_what, status, line, sent) => {
    const head = `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${sent.length}\r\n\r\n`
    const answer = await talk(ports.metrics).all(head + sent)
    expect(statuses(answer)).toEqual([`HTTP/1.1 ${status}`])
    expect(answer).not.toContain('zq-Marked')
    for (const header of ['x-content-type-options: nosniff', "content-security-policy: default-src 'none'", 'x-frame-options: DENY'])
      expect(answer).toContain(header)
    expect(answer).toMatch(/^x-request-id: \S+\r$/m)
  })
})
