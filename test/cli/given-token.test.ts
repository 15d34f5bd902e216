import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminToken } from '../support/boot.js'
import { listen, run, type ListeningApp, type Ran } from './command-line.js'

let app: ListeningApp
let folder: string
beforeAll(async () => {
  app = await listen()
  await app.workspace('chartbrew', '7')
  folder = mkdtempSync(join(tmpdir(), 'switchboard-cli-'))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

describe('the token', () => {
  const ask = (args: string[], env: Record<string, string>, stdin = ''): Promise<Ran> =>
    run(['workspace', 'list', '--url', app.url, ...args], { env, stdin })

  it('comes from the environment, a file, or standard input; a file that is named goes before the environment', async () => {
    const file = join(folder, 'token')
    writeFileSync(file, `  ${adminToken}\n`)
    const answers = [
      await ask([], { SWITCHBOARD_TOKEN: adminToken }),
      await ask(['--token-file', file], { SWITCHBOARD_TOKEN: 'swb_1_1' }),
      await ask(['--token-file', '-'], {}, `${adminToken}\n`),
    ]
    for (const { code, out } of answers) expect([code, out]).toEqual([0, expect.stringContaining('chartbrew/7')])
  })

  it.each([
    ['none', {}, ''],
    ['an empty one', { SWITCHBOARD_TOKEN: ' ' }, ''],
    ['an empty file', { SWITCHBOARD_TOKEN: 'swb_1_1' }, '\n'],
    ['two lines', {}, 'swb_q7Lark_1\nswb_q7Lark_2\n'],
    ['signs that no token has', { SWITCHBOARD_TOKEN: 'swb_q7Lark_é' }, ''],
  ])('is asked for when there is %s, which counts as misuse', async (_what, env, stdin) => {
    const { code, out, err } = await ask(stdin === '' ? [] : ['--token-file', '-'], env, stdin)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Set SWITCHBOARD_TOKEN, or name a file that holds it with --token-file')
    expect(err).not.toContain('q7Lark')
  })

  it.each(['swb_1_1', 'q7-Lark'])('is refused when it does not open: %s', async (token) => {
    const { code, out, err } = await app.sb('workspace list', { token })
    expect([code, out, err]).toEqual([
      1,
      '',
      'The token is unknown, expired or revoked. Give another with SWITCHBOARD_TOKEN or --token-file.\n',
    ])
    const asJson = await app.sb('workspace list --json', { token })
    expect(JSON.parse(asJson.err).error.reasons).toEqual([
      { code: 'UNAUTHENTICATED', message: 'The token is unknown, expired or revoked.', requestId: expect.any(String) },
    ])
  })

  // Port 1 is one that fetch does not call, so that nothing leaves this machine.
  it.each([
    ['http://gateway.invalid:1', true],
    ['http://192.0.2.1:1', true],
    ['http://127.0.0.1:1', false],
    ['http://127.9.9.9:1', false],
    ['http://[::1]:1', false],
    ['http://localhost:1', false],
    ['https://gateway.invalid:1', false],
  ])('that goes to %s is warned about: %s', async (url, isWarned) => {
    const given = ['workspace', 'list', '--url', url, '--json']
    const { err } = await run(given, { env: { SWITCHBOARD_TOKEN: adminToken } })
    expect(err.includes('in the clear')).toBe(isWarned)
    for (const line of err.trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
    expect(err).not.toContain(adminToken)
  })
})
