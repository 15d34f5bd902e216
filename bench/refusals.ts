import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
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
const rounds = 15

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
  console.log(`${'median'.padStart(8)} ${'slowest'.padStart(8)} ${'first'.padStart(8)}  ms`)
  for (const one of hostile) await measure(address, one)
} finally {
  await gateway.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function measure(address: string, one: Hostile): Promise<void> {
  const [first = 0, ...times] = await timesOf(address, one)
  const sorted = times.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  const shown = [median, sorted.at(-1) ?? 0, first].map((ms) => ms.toFixed(1).padStart(8))
  console.log(`${shown.join(' ')}  ${one.name}${median > barMs ? `  over ${barMs} ms` : ''}`)
  if (median > barMs) process.exitCode = 1
}

async function timesOf(
  address: string,
  { name, path, method = 'POST', body, type = 'application/json', isAllowed }: Hostile,
): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now()
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/graphql-response+json, */*',
      ...(body !== undefined && { 'content-type': type }),
    }
    const answer = await fetch(address + path, { method, headers, ...(body !== undefined && { body }) })
    await answer.arrayBuffer()
    times.push(performance.now() - began)
    if ((answer.status < 400 && !isAllowed) || answer.status >= 500) throw new Error(`${name} is answered with ${answer.status}.`)
  }
  return times
}
