import { connect, type AddressInfo, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLog } from '../../src/log.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'

const sendMs = 3000
const megabyte = 1024 * 1024
const metricsToken = 'metrics-token_0123456789'
const lines: string[] = []
let app: TestApp

/** Answered with about nine megabytes, which no system takes off the gateway's hands. */
const names = Array.from({ length: 29 }, (_, index) => `a${index}`.padEnd(64, 'x'))
const query = `{ connections(first: 10) { nodes { ... on ConnectionProfileCommon { endpoints { ${names.map((name) => `${name}: __typename`).join(' ')} } } } } }`
const asking = (token: string): string => post('/graphql', token, JSON.stringify({ query }))

beforeAll(async () => {
  app = await boot({
    env: { SWITCHBOARD_METRICS_TOKEN: metricsToken },
    logger: createLog('info', { write: (line) => void lines.push(line) }),
    unsent: { sendMs, mostUnsent: 28 * megabyte },
  })
  await app.workspace('apinizer', 'Acme')
  const hostPortList = Array.from({ length: 1000 }, () => ({ host: 'h', port: 1 }))
  for (const name of ['one', 'two', 'three', 'four']) {
    const body = { type: 'rabbitMq', name, hostPortList }
    expect(await app.rest('POST', `/apiops/projects/Acme/connections/${name}/`, body)).toHaveProperty('status', 200)
  }
  await app.app.http.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

function post(path: string, token: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

interface Peer {
  readonly socket: Socket
  say(text: string): void
  /** What has come, once that much of it is there or the gateway has closed the connection. */
  hear(until: (text: string) => boolean): Promise<string>
}

/** A client that takes nothing until it is told to hear. */
async function peer(): Promise<Peer> {
  const socket = connect((app.app.http.server.address() as AddressInfo).port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.on('error', () => undefined).setEncoding('latin1')
  let text = ''
  return {
    socket,
    say: (said) => void socket.write(said),
    hear: (until) =>
      new Promise((resolve) => {
        const look = (data: string | boolean): void => {
          if (typeof data === 'string') text += data
          if (!until(text) && !socket.destroyed) return
          socket.off('data', look).off('close', look).pause()
          resolve(text)
        }
        socket.on('close', look)
        socket.on('data', look).resume()
      }),
  }
}

const isAnswered = (text: string): boolean => {
  const head = text.indexOf('\r\n\r\n')
  return head >= 0 && text.length - head - 4 >= Number(/content-length: (\d+)/i.exec(text)?.[1])
}
const statusFor = async (token: string): Promise<number> => (await app.graphAnswer('{ __typename }', {}, token)).status
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await setTimeout(20)
}
const leave = ({ socket }: Peer): Promise<unknown> => new Promise((resolve) => socket.once('close', resolve).destroy())

it('an answer of which nothing is taken is given up, logged and counted; others are answered meanwhile', async () => {
  const idle = await peer()
  idle.say(asking(await app.token(['VIEWER'])).replace('Host: x', 'Host: x\r\nX-Request-Id: never-read-1'))
  await until(async () => {
    expect(await statusFor(adminToken)).toBe(200)
    return lines.some((line) => line.includes('UNREAD'))
  })
  const told = lines.filter((line) => line.includes('UNREAD')).map((line) => JSON.parse(line))
  expect(told).toEqual([expect.objectContaining({ msg: 'request', status: 408, address: '127.0.0.1', requestId: 'never-read-1' })])
  const { text } = await app.rest('GET', '/metrics', undefined, { token: metricsToken })
  expect(text).toContain('duration_seconds_count{edge="none",method="POST",route="none",status="4xx"} 1\n')
  const heard = await idle.hear(isAnswered)
  expect(heard).toMatch(/^HTTP\/1\.1 200 /)
  expect(isAnswered(heard)).toBe(false)
})

it.concurrent('an answer that is taken slowly but steadily is sent whole, however long it takes', async () => {
  const slow = await peer()
  slow.say(asking(await app.token(['VIEWER'])))
  let text = await slow.hear((start) => start.includes('\r\n\r\n'))
  const begun = performance.now()
  while (!isAnswered(text) && !slow.socket.destroyed) {
    await setTimeout(80)
    const length = text.length
    text = await slow.hear((more) => more.length > length + 50_000 || isAnswered(more))
  }
  expect(performance.now() - begun).toBeGreaterThan(2 * sendMs)
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n'))).data.connections.nodes).toHaveLength(4)
  await leave(slow)
})

it.concurrent('who is silent for longer before, between and within his requests is answered', async () => {
  const [before, between, within] = await Promise.all([peer(), peer(), peer()])
  const ask = 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n'
  const write = post('/graphql', adminToken, JSON.stringify({ query: '{ __typename }' }))
  between.say(ask)
  await between.hear(isAnswered)
  within.say(write.slice(0, -5))
  await setTimeout(1.5 * sendMs)
  before.say(ask)
  between.say(ask)
  within.say(write.slice(-5))
  expect(await before.hear(isAnswered)).toMatch(/^HTTP\/1\.1 200 /)
  expect((await between.hear((text) => text.split('{"status":"ok"}').length > 2)).match(/HTTP\/1\.1 200 /g)).toHaveLength(2)
  expect(await within.hear(isAnswered)).toMatch(/^HTTP\/1\.1 200 /)
  await Promise.all([before, between, within].map(leave))
})

it('who leaves too much unread is told by every door to come again, until he has read it or is gone; others are answered', async () => {
  const [greedy, modest] = await Promise.all([app.token(['VIEWER']), app.token(['VIEWER'])])
  const unread = await peer()
  unread.say(asking(greedy).repeat(3)) // What waits behind the first is given up with it.
  await until(async () => (await statusFor(greedy)) === 503)
  expect(await statusFor(modest)).toBe(200)
  expect((await app.rest('GET', '/livez')).status).toBe(200)
  const asked = { token: greedy }
  const refusal = await app.rest('GET', '/graphql?query={__typename}', undefined, asked)
  expect(refusal).toMatchObject({
    status: 503,
    headers: { 'retry-after': '1' },
    body: { errors: [{ extensions: { code: 'UNAVAILABLE' } }] },
  })
  expect(await app.rest('GET', '/apiops/projects/', undefined, asked)).toMatchObject({ status: 503, body: { error: 'internal_error' } })

  await leave(unread)
  await until(async () => (await statusFor(greedy)) === 200)
})

it('who reads what he has left is answered again', async () => {
  const token = await app.token(['VIEWER'])
  const late = await peer()
  late.say(asking(token))
  await until(async () => (await statusFor(token)) === 503)
  expect(isAnswered(await late.hear(isAnswered))).toBe(true)
  await until(async () => (await statusFor(token)) === 200)
  await leave(late)
})

it('when too much is unread in all, everybody is told to come again but who asks for health', async () => {
  const many = await Promise.all(Array.from({ length: 4 }, peer))
  for (const one of many) one.say(asking(await app.token(['VIEWER'])))
  await until(async () => (await statusFor(adminToken)) === 503)
  expect((await app.rest('GET', '/readyz')).status).toBe(200)
  await Promise.all(many.map(leave))
  await until(async () => (await statusFor(adminToken)) === 200)
})

it('of large answers that are made at the same time those are dropped for which there is no more room', async () => {
  const token = await app.token(['VIEWER'])
  const all = await Promise.all(Array.from({ length: 6 }, peer))
  for (const one of all) one.say(asking(token))
  const heard = await Promise.all(all.map((one) => one.hear((text) => text.length > 100)))
  expect(heard.filter((text) => text.startsWith('HTTP/1.1 200 '))).toHaveLength(1)
  expect(heard.filter((text) => text.startsWith('HTTP/1.1 503 '))).toHaveLength(5)
  await Promise.all(all.map(leave))
})
