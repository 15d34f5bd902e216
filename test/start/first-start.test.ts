import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { killAll, startBuilt, statusOf, type Gateway } from './gateway.js'

let dataDir: string
beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'switchboard-first-')), 'data')
})
afterEach(() => {
  killAll()
  rmSync(join(dataDir, '..'), { recursive: true, force: true })
})

const gateway = (settings: Readonly<Record<string, string>> = {}): Gateway => startBuilt({ SWITCHBOARD_DATA_DIR: dataDir, ...settings })

/** A start that shows a token, which opens. */
async function expectShown(): Promise<string> {
  const started = gateway()
  const address = await started.address
  expect(await statusOf(address, started.token())).toBe(200)
  await started.stop()
  return started.output()
}

it('a first start that fails before it has shown a token leaves the next one to show it', async () => {
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
  const { port } = taken.address() as { port: number }
  const refused = gateway({ SWITCHBOARD_METRICS_PORT: String(port) })
  expect([await refused.ended, refused.token()]).toEqual([1, ''])
  expect(refused.output()).toContain(join(dataDir, 'master.key'))
  taken.close()
  await expectShown()
})

it.each([
  ['is full', '/dev/full', 'ENOSPC'],
  ['is read by nobody', undefined, 'EPIPE'],
])('a start whose output %s ends, and the next one shows what it could not', async (_what, file, code) => {
  const env = { PATH: process.env.PATH, SWITCHBOARD_DATA_DIR: dataDir, SWITCHBOARD_PORT: '0' }
  const stdout = file === undefined ? 'pipe' : openSync(file, 'w')
  const child = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', stdout, 'pipe'] })
  child.stdout?.destroy()
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text))
  expect(await new Promise((ended) => child.once('close', ended))).toBe(1)
  expect(errors).toContain(code)
  expect(await expectShown()).toContain(join(dataDir, 'master.key'))
})

it('a new key file is whole and on the disk before it has its name, whenever the start is killed', async () => {
  for (let step = 1; ; step += 1) {
    const killed = gateway({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(killer(step))}` })
    killed.address.catch(() => undefined)
    const address = await Promise.race([killed.address, killed.ended])
    const file = join(dataDir, 'master.key')
    const isThere = existsSync(file)
    if (isThere) expect(readFileSync(file, 'utf8')).toMatch(/^k1:[A-Za-z0-9+/]{43}=\n$/)
    if (typeof address === 'string') {
      await killed.stop()
      expect(readdirSync(dataDir)).not.toContain('master.key.new')
      expect(step).toBeGreaterThan(3)
      return
    }
    expect(killed.process.signalCode).toBe('SIGKILL')
    if (isThere) rmSync(dataDir, { recursive: true }) // Else the next one begins with what this one has left.
  }
}, 60_000)

/** Kills a start before its nth change of a file, those of the database not counted; a write is done by half. */
const killer = (step: number): string => `
  import fs from 'node:fs'
  import { syncBuiltinESMExports } from 'node:module'
  let left = ${step}
  const kill = () => process.kill(process.pid, 'SIGKILL')
  const { writeFileSync } = fs
  fs.writeFileSync = (file, text, options) => {
    left -= 1
    if (left > 0) return writeFileSync(file, text, options)
    writeFileSync(file, text.slice(0, 5), options)
    kill()
  }
  for (const name of ['linkSync', 'renameSync', 'fsyncSync', 'rmSync']) {
    const real = fs[name]
    fs[name] = (...args) => {
      left -= 1
      if (left === 0) kill()
      return real(...args)
    }
  }
  syncBuiltinESMExports()`

it.each<[string, () => void, string]>([
  ['is a folder', () => mkdirSync(join(dataDir, 'master.key'), { recursive: true }), 'EISDIR'],
  [
    'cannot be made',
    () => {
      mkdirSync(join(dataDir, 'master.key.new'), { recursive: true })
      writeFileSync(join(dataDir, 'master.key.new', 'x'), '')
    },
    'ERR_FS_EISDIR',
  ],
])('a key file that %s ends a start with one sentence', async (_what, arrange, code) => {
  arrange()
  const refused = gateway()
  expect(await refused.ended).toBe(1)
  expect(refused.errors().trim().split('\n')).toHaveLength(1)
  for (const word of [join(dataDir, 'master.key'), code]) expect(refused.errors()).toContain(word)
})
