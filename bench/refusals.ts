import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from '../test/start/gateway.js'
import { hostile, type Hostile } from './hostile.js'

/**
 * How long a hostile request keeps the gateway, at both edges: `npm run bench:refusals`. Each is sent to a real process on one
 * core, a first time and then again and again. It ends with 1 when the median of one is over the bar, or one is not refused.
 */
const token = 'bench-admin-token-0123456789abcdef'
const barMs = 50
/** For what is as much as may be sent, and taken. */
const allowedBarMs = 100
const rounds = 15
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-bench-'))
const settings = {
  SWITCHBOARD_DATA_DIR: dataDir,
  SWITCHBOARD_ADMIN_TOKEN: token,
  SWITCHBOARD_LOG_LEVEL: 'error',
  SWITCHBOARD_RATE_LIMITS: 'off',
}
const gateway = start('.', settings, '--demo')
try {
  const address = await gateway.address
  execFileSync('taskset', ['-acp', '0', String(gateway.process.pid)])
  execFileSync('taskset', ['-acp', '1', String(process.pid)])
  await warmUp()
  console.log(`${'median'.padStart(8)} ${'slowest'.padStart(8)} ${'first'.padStart(8)}  ms`)
  for (const one of hostile) await measure(address, one)
} finally {
  agent.destroy()
  await gateway.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function measure(address: string, one: Hostile): Promise<void> {
  const [first = 0, ...times] = await timesOf(address, one)
  const sorted = times.toSorted((a, b) => a - b)
  const bar = one.isAllowed ? allowedBarMs : barMs
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  const shown = [median, sorted.at(-1) ?? 0, first].map((ms) => ms.toFixed(1).padStart(8))
  console.log(`${shown.join(' ')}  ${one.name}${median > bar ? `  over ${bar} ms` : ''}`)
  if (median > bar) process.exitCode = 1
}

async function timesOf(address: string, one: Hostile): Promise<number[]> {
  const body = one.body === undefined ? undefined : Buffer.from(one.body)
  const times: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now()
    const status = await ask(address, one, body)
    times.push(performance.now() - began)
    if ((status < 400 && !one.isAllowed) || status >= 500) throw new Error(`${one.name} is answered with ${status}.`)
  }
  return times
}

/** Sends it over the one connection, and answers the status when all of the answer has come. */
async function ask(address: string, { path, method = 'POST', type = 'application/json' }: Hostile, body?: Buffer): Promise<number> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/graphql-response+json, */*',
    ...(body && { 'content-type': type, 'content-length': body.length }),
  }
  return new Promise((done, failed) => {
    const asked = request(address + path, { agent, method, headers }, (answer) => {
      answer.resume().once('end', () => done(answer.statusCode ?? 0))
    })
    asked.once('error', failed).end(body)
  })
}

/** What the client itself takes for its first requests, and for a long one, is nobody's refusal. */
async function warmUp(): Promise<void> {
  const echo = createServer((asked, answer) => asked.resume().once('end', () => answer.end())).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const address = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`
  for (let round = 0; round <= rounds; round++) await ask(address, { name: 'warm up', path: '/' }, Buffer.alloc(8_000_000))
  echo.close()
  echo.closeAllConnections()
}
