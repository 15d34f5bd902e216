import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { commandSuite } from './commands.js'
import { copyOfTree, graph, killAll, start, statusOf, viewer, type Gateway } from './gateway.js'
import { refusalSuite } from './refusals.js'
import { rotationSuite } from './rotation.js'
import { stopSuite } from './stop.js'

const tree = copyOfTree()
let folder: string
let dataDir: string
let gateway: (settings?: Readonly<Record<string, string>>, ...args: string[]) => Gateway

beforeAll(async () => {
  const build = start(tree.root, {}, '--build')
  if ((await build.ended) !== 0) throw new Error(build.output() + build.errors())
}, 120_000)
afterAll(() => tree.remove())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-data-'))
  dataDir = join(folder, 'data')
  gateway = (settings = {}, ...args) => start(tree.root, { SWITCHBOARD_DATA_DIR: dataDir, ...settings }, ...args)
})
afterEach(() => {
  killAll()
  rmSync(folder, { recursive: true, force: true })
})

describe('the first start', () => {
  it('makes data folder and key file for their owner alone, and shows address, key file and an admin token that works', async () => {
    const first = gateway()
    const address = await first.address
    const token = first.token()
    expect(first.output()).toContain(join(dataDir, 'master.key'))
    expect(token).not.toBe('')
    expect(first.output().split(token)).toHaveLength(2)
    expect(await statusOf(address, token)).toBe(200)
    expect(await statusOf(address, `${token}0`)).toBe(401)
    expect([dataDir, join(dataDir, 'master.key')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600])
    expect(await first.stop()).toBe(0)
    expect(first.errors()).not.toContain(token)
  })

  it('listens on 127.0.0.1 and answers whether it lives and can serve', async () => {
    const address = await gateway().address
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const answers = await Promise.all(['livez', 'readyz'].map(async (path) => (await fetch(`${address}/${path}`)).json()))
    expect(answers).toEqual([{ status: 'ok' }, { status: 'ok', checks: { database: 'ok', keys: 'ok' } }])
  })
})

describe('the second start', () => {
  it('builds nothing, shows no token and no key file, and the first token still works', async () => {
    const first = gateway()
    await first.address
    const token = first.token()
    await first.stop()
    const stamp = statSync(join(tree.root, 'dist/main.js')).mtimeMs

    const began = performance.now()
    const second = gateway()
    const address = await second.address
    console.log(`The second start answered after ${Math.round(performance.now() - began)} ms`)
    expect(second.errors()).not.toContain('Building')
    expect(statSync(join(tree.root, 'dist/main.js')).mtimeMs).toBe(stamp)
    expect(second.output()).not.toMatch(/swb_|master\.key/)
    expect(await statusOf(address, token)).toBe(200)
  })
})

describe('the token of the operator', () => {
  const [one, other] = ['q7-Lark_'.repeat(5), 'teal_Oak-'.repeat(5)]

  it('opens, is never printed, and stays as it is when it is set again', async () => {
    const made: unknown[] = []
    for (let round = 0; round < 2; round += 1) {
      const started = gateway({ SWITCHBOARD_ADMIN_TOKEN: one })
      const { status, body } = await graph(await started.address, viewer, one)
      expect(status).toBe(200)
      made.push(body.data)
      expect(await started.stop()).toBe(0)
      expect(started.output() + started.errors()).not.toContain(one)
      expect(started.token()).toBe('')
    }
    expect(made[1]).toEqual(made[0])
    expect(JSON.stringify(made[0])).toContain('createdAt')
  })

  it('is replaced by another, and by none', async () => {
    await gateway({ SWITCHBOARD_ADMIN_TOKEN: one }).startAndStop()
    const second = gateway({ SWITCHBOARD_ADMIN_TOKEN: other })
    const address = await second.address
    expect([await statusOf(address, one), await statusOf(address, other)]).toEqual([401, 200])
    await second.stop()

    const third = gateway()
    expect(await statusOf(await third.address, other)).toBe(200)
    expect(third.token()).toBe('')
  })

  it('takes the place of the token that was shown at the first start', async () => {
    const first = gateway()
    await first.address
    const shown = first.token()
    await first.stop()
    const address = await gateway({ SWITCHBOARD_ADMIN_TOKEN: one }).address
    expect([await statusOf(address, shown), await statusOf(address, one)]).toEqual([401, 200])
  })
})

refusalSuite({ tree: () => tree.root, folder: () => folder, gateway: (settings) => gateway(settings) })
stopSuite((settings) => gateway(settings))
rotationSuite((settings) => gateway(settings))
commandSuite((settings, ...args) => gateway(settings, ...args))

describe('a build', () => {
  it('is done again when a source has changed, and only once', async () => {
    appendFileSync(join(tree.root, 'schema/base.graphql'), '\n# A remark.\n')
    const stamp = readFileSync(join(tree.root, 'dist/.stamp'), 'utf8')
    const changed = gateway()
    await changed.address
    expect(changed.errors()).toContain('Building')
    await changed.stop()
    expect(readFileSync(join(tree.root, 'dist/.stamp'), 'utf8')).not.toBe(stamp)
    const again = gateway()
    await again.address
    expect(again.errors()).not.toContain('Building')
  }, 300_000)
})
