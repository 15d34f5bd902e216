import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start, type Gateway } from '../test/start/gateway.js'
import { load, type Answers } from './load.js'
import { seed } from './seed.js'

/**
 * What becomes of a gateway that is asked for more than it can do: `npm run bench:overload`. The gateway has one core and the
 * clients the other. First it is asked as fast as it answers, then by clients that do not wait for it.
 */
const token = 'bench-admin-token-0123456789abcdef'
const clients = 3000
const seconds = 4
const page = '{ connections(first: 50) { nodes { ... on ConnectionProfileCommon { id name vendor type updatedAt endpoints { host } } } } }'
const one = '{ viewer { token { id name } } }'

const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-bench-'))
try {
  await seed(dataDir, token, 10_000)
  const settings = {
    SWITCHBOARD_DATA_DIR: dataDir,
    SWITCHBOARD_ADMIN_TOKEN: token,
    SWITCHBOARD_LOG_LEVEL: 'error',
    SWITCHBOARD_RATE_LIMITS: 'off',
  }
  const gateway = start('.', settings)
  try {
    const port = Number(new URL(await gateway.address).port)
    pin(gateway)
    for (const [name, query] of Object.entries({ 'page of 50': page, 'one token': one })) await measure(name, port, requestOf(query))
  } finally {
    await gateway.stop()
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

function pin(gateway: Gateway): void {
  execFileSync('taskset', ['-acp', '0', String(gateway.process.pid)])
  execFileSync('taskset', ['-acp', '1', String(process.pid)])
}

function requestOf(query: string): string {
  const body = JSON.stringify({ query })
  const headers = [`host: localhost`, `authorization: Bearer ${token}`, 'content-type: application/json', `content-length: ${body.length}`]
  return ['POST /graphql HTTP/1.1', ...headers, '', body].join('\r\n')
}

async function measure(name: string, port: number, request: string): Promise<void> {
  const atMost = { port, request, clients: 16, rate: 20_000, seconds: 0.3 } // More than it can: it is warm, and says what it can do.
  await load(atMost)
  const began = performance.now()
  const answers = await load(atMost)
  const capacity = (count(answers) / (performance.now() - began)) * 1000
  console.log(`\n${name}: ${capacity.toFixed(0)} a second from 16 clients that wait`)
  for (const times of [0.5, 1, 2, 4]) {
    const before = performance.now()
    const answers = await load({ port, request, clients, rate: capacity * times, seconds })
    const took = (performance.now() - before) / 1000
    console.log([`×${times}`.padEnd(5), ...[...answers].sort(([a], [b]) => a - b).map((entry) => report(entry, took))].join('   '))
  }
}

function report([status, times]: [number, number[]], took: number): string {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)
  return `${status}: ${(times.length / took).toFixed(0).padStart(5)}/s  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`
}

function count(answers: Answers): number {
  return [...answers.values()].reduce((sum, times) => sum + times.length, 0)
}
