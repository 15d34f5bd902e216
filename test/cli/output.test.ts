import { join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../../src/cli/index.js'
import { SetupError } from '../../src/lib/setup-error.js'
import { openUpkeep } from '../../src/upkeep/index.js'
import { adminToken } from '../support/boot.js'
import { failing, listen, run, screen, type ListeningApp } from './command-line.js'

const evil = 'Evil\u001b[31m\r\u009b2J\u202Etxt.exe\u2028é'
const spelledOut = 'Evil\\u001b[31m\\u000d\\u009b2J\\u202etxt.exe\\u2028é'

let app: ListeningApp
beforeAll(async () => {
  app = await listen()
  await app.sb(['workspace', 'add', 'chartbrew', '7', '--name', 'Plain'])
  await app.rest('POST', '/team/7/connections', { name: 'Plain', type: 'api' })
  for (const table of ['workspaces', 'connections']) rename(table, 'Plain')
  await app.rest('POST', '/team/7/connections', { name: '日本語の接続', type: 'api' })
  await app.rest('POST', '/team/7/connections', { name: 'x'.repeat(100), type: 'api' })
})
afterAll(() => app.close())

/** Gives a row the name that nothing can be given any more, as an earlier program may have done. */
function rename(table: string, name: string): void {
  const database = new Database(join(app.dataDir, 'switchboard.db'))
  database.prepare(`update ${table} set name = ? where name = ?`).run(evil, name)
  database.close()
}

describe('what is printed', () => {
  it.each([
    ['workspace list'],
    ['workspace list --json'],
    ['connection list'],
    ['connection list --json'],
    ['connection get chartbrew/7/1'],
    ['connection get chartbrew/7/1 --json'],
  ])('by %s spells out what would steer a terminal', async (line) => {
    const { code, out } = await app.sb(line)
    expect(code).toBe(0)
    expect(out).toContain(line.endsWith('--json') ? spelledOut.replace('\\u000d', '\\r') : spelledOut)
    expect(out).not.toMatch(/[^\n\P{C}]|\p{Zl}/u)
  })

  it('of a token does so too, and --json loses nothing of it', async () => {
    const { out, err } = await app.sb(['token', 'create', 'CI', '--role', 'VIEWER'])
    expect(err).toContain('CI')
    rename('tokens', 'CI')
    const { id } = (await app.sb('token list --json')).json()[0]
    expect((await app.sb('token list --json')).json()[0].name).toBe(evil)
    expect((await app.sb(`token revoke ${id}`)).out).toBe(`Revoked ${id} (${spelledOut}).\n`)
    expect(out).toMatch(/^swb_/)
  })

  it('stands in columns, wide signs counted as wide', async () => {
    const lines = (await app.sb('connection list --search 日本')).out.split('\n')
    expect(lines[1]).toBe('chartbrew/7/2  日本語の接続  api   yes')
    expect(lines[0]).toBe('CONNECTION     NAME          TYPE  ENABLED  ENDPOINT')
  })

  it('is cut in a table on a terminal, and nowhere else', async () => {
    const line = `connection list --search ${'x'.repeat(100)}`
    expect((await app.sb(line)).out).toContain('x'.repeat(100))
    const onTerminal = await app.sb(line, { columns: 120 })
    expect(onTerminal.out).toContain(` ${'x'.repeat(39)}… `)
    expect((await app.sb(`${line} --json`, { columns: 120 })).json()[0].name).toBe('x'.repeat(100))
  })
})

describe('a bar', () => {
  /** A clock that a second and a half passes on with each look. */
  const slow = (): (() => number) => {
    let time = 0
    return () => (time += 1500)
  }
  beforeAll(async () => {
    for (let number = 0; number < 200; number += 1) await app.rest('POST', '/team/7/connections', { name: `Api ${number}`, type: 'api' })
  })

  it('tells on a terminal how far a long listing is, and is gone at its end', async () => {
    const { out, err } = await app.sb('connection list --all --json', { columns: 80, now: slow() })
    expect(JSON.parse(out)).toHaveLength(203)
    expect(err).toContain('100 of 203')
    expect(err).toContain('203 of 203')
    expect(err.endsWith('\u001b[2K') || err.endsWith('\u001b[0K')).toBe(true)
  })

  it('is not drawn where there is no terminal, nor for what is done at once', async () => {
    expect((await app.sb('connection list --all', { now: slow() })).err).toBe('')
    expect((await app.sb('connection list --all', { columns: 80, now: () => 0 })).err).toBe('')
  })
})

describe('a stream', () => {
  const ended = async (given: string[], stdout: Writable, stderr: Writable): Promise<number> =>
    runCli(given, {
      env: { SWITCHBOARD_URL: app.url, SWITCHBOARD_TOKEN: adminToken },
      stdin: Readable.from([]),
      stdout,
      stderr,
      now: Date.now,
      serve: async () => undefined,
      upkeep: async () => openUpkeep({}),
    })

  it.each([['connection list --all'], ['connection list --all --json'], ['--help'], ['--version'], ['schema']])(
    'that nobody reads any more ends %s quietly',
    async (line) => {
      const stderr = screen()
      expect(await ended(line.split(' '), failing('EPIPE'), stderr)).toBe(0)
      stderr.end()
      expect(await stderr.said).toBe('')
    },
  )

  it('that cannot be written is told, and fails', async () => {
    const stderr = screen()
    expect(await ended(['connection', 'list'], failing('ENOSPC'), stderr)).toBe(1)
    stderr.end()
    expect(await stderr.said).toBe('The output cannot be written (ENOSPC).\n')
  })

  it.each(['EPIPE', 'ENOSPC'])('that takes no complaint, as of %s, changes no exit code', async (code) => {
    expect(await ended(['foo'], screen(), failing(code))).toBe(2)
  })
})

describe('serve', () => {
  const served = (isFailing = false) => {
    const seen: boolean[] = []
    const serve: Parameters<typeof runCli>[1]['serve'] = async (isDemo, announce) => {
      seen.push(isDemo)
      await announce({ text: 'It listens.', facts: { event: 'listening', port: 4000 } })
      if (isFailing) throw new SetupError('Nothing works. Do something.')
    }
    return { seen, serve }
  }

  it.each([
    [[], false],
    [['--demo'], true],
    [['serve'], false],
    [['serve', '--demo'], true],
  ])('is what %j means', async (given, isDemo) => {
    const { seen, serve } = served()
    expect(await run(given, { serve })).toMatchObject({ code: 0, out: 'It listens.\n', err: '' })
    expect(seen).toEqual([isDemo])
  })

  it('announces in lines of JSON with --json', async () => {
    expect(await run(['--json'], served())).toMatchObject({ code: 0, out: '{"event":"listening","port":4000}\n', err: '' })
  })

  it('goes on where it cannot announce itself, and fails where what it shows only once is not read', async () => {
    const { serve } = served()
    const err = 'The output cannot be written (ENOSPC).\n'
    expect(await run([], { serve, stdout: failing('ENOSPC') })).toMatchObject({ code: 0, err })
    const once: typeof serve = async (_isDemo, announce) => announce({ text: 'A token.', facts: { event: 'token' }, isOnce: true })
    expect(await run([], { serve: once, stdout: failing('ENOSPC') })).toMatchObject({ code: 1, err })
  })

  it('that cannot start says in a sentence what to do', async () => {
    expect(await run(['serve'], served(true))).toMatchObject({ code: 1, err: 'Nothing works. Do something.\n' })
  })
})
