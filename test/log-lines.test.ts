import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLogLines } from '../src/log-lines.js'

let folder: string
let full: number
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-log-'))
  full = openSync('/dev/full', 'w')
})
afterAll(() => {
  closeSync(full)
  rmSync(folder, { recursive: true, force: true })
})

/** A pipe that nobody reads from until `read` is called. */
function makePipe(): { readonly fd: number; read(): string } {
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const bytes = Buffer.alloc(1 << 20)
  const read = (): string => {
    try {
      return bytes.toString('utf8', 0, readSync(fd, bytes))
    } catch {
      return '' // Nothing is there yet.
    }
  }
  return { fd, read }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return String(port)
}

it('what nobody reads is kept within bounds; what is lost is counted, and told where it is missing', async () => {
  const { fd, read } = makePipe()
  const told: number[] = []
  const lines = openLogLines(fd, (lost) => {
    told.push(lost)
    lines.write(`lost ${lost}\n`)
  })
  const text = 'x'.repeat(990)
  for (let number = 0; number < 2000; number += 1) {
    lines.write(`${number} ${text}\n`)
    if (number === 0) await new Promise(setImmediate)
  }
  const lost = lines.lost()
  expect(lost).toBeGreaterThan(500)
  expect(told).toEqual([])

  let output = ''
  await expect.poll(() => (output += read()).includes('lost'), { interval: 5, timeout: 10_000 }).toBe(true)
  lines.write('afterwards\n')
  await expect.poll(() => (output += read()).includes('afterwards'), { interval: 5, timeout: 10_000 }).toBe(true)
  const kept = output.trim().split('\n').map((line) => line.split(' x')[0]) // prettier-ignore
  expect(kept).toEqual([...Array.from({ length: 2000 - lost }, (_, number) => String(number)), `lost ${lost}`, 'afterwards'])
  expect([told, lines.lost()]).toEqual([[lost], lost])
  closeSync(fd)
})

it('the end of a process writes what waits, and waits for no disk that is full', () => {
  const file = join(folder, 'file')
  const fd = openSync(file, 'w+')
  for (const one of [fd, full]) {
    const lines = openLogLines(one, () => undefined)
    lines.write('first\n')
    lines.write('last\n')
    lines.flush()
  }
  const bytes = Buffer.alloc(100)
  expect(bytes.toString('utf8', 0, readSync(fd, bytes, 0, 100, 0))).toContain('last\n')
  closeSync(fd)
})

it('a gateway whose log cannot be written serves, and ends when it is told to', async () => {
  const port = await freePort()
  const settings = { SWITCHBOARD_DATA_DIR: join(folder, 'data'), SWITCHBOARD_ADMIN_TOKEN: 'q7-Lark_'.repeat(5), SWITCHBOARD_PORT: port }
  const begin = (stdout: 'ignore' | number) =>
    spawn(process.execPath, ['dist/main.js'], { env: { PATH: process.env.PATH ?? '', ...settings }, stdio: ['ignore', stdout, stdout] })
  const livez = (): Promise<unknown> =>
    fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(10_000) }).then(
      ({ status }) => status,
      () => 'no answer',
    )
  const gateways = []
  try {
    for (const stdout of ['ignore', full] as const) {
      const gateway = begin(stdout)
      gateways.push(gateway)
      const ended = once(gateway, 'exit')
      await expect.poll(livez, { timeout: 20_000 }).toBe(200)
      expect([await livez(), await livez(), await livez()]).toEqual([200, 200, 200])
      gateway.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
    }
  } finally {
    for (const gateway of gateways) gateway.kill('SIGKILL')
  }
})
