import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { Command } from 'commander'
import { beforeAll, describe, expect, it } from 'vitest'
import { openOutput } from '../../src/cli/output.js'
import { createProgram } from '../../src/cli/program.js'
import { SetupError } from '../../src/lib/setup-error.js'
import type { Outside } from '../../src/cli/outside.js'
import { run, screen, type Around, type Ran } from './command-line.js'
import { nowhere } from './others.js'

let address: string
beforeAll(async () => {
  address = await nowhere()
})

const nothing = () => Promise.reject(new SetupError('No database is here.'))
const outside: Outside = {
  env: {},
  stdin: Readable.from([]),
  stdout: screen(),
  stderr: screen(),
  now: Date.now,
  serve: async () => undefined,
  upkeep: nothing,
}
const program = createProgram({ outside, output: openOutput(outside, false) }, () => undefined)
const everyCommand = (command: Command, path: string[] = []): [string, string[]][] => [
  [path.join(' ') || 'switchboard', path],
  ...command.commands.flatMap((one) => everyCommand(one, [...path, one.name()])),
]
const commands = everyCommand(program)
const leaves = commands.filter(([, path]) => path.length > 0 && !commands.some(([, other]) => other.length > path.length && other[0] === path[0]) || path.length > 1) // prettier-ignore
const examplesOf = (help: string): string[] => [...help.matchAll(/^ {2}\$ switchboard (.*)$/gm)].map(([, example = '']) => example)

/** Runs a command with a token where nobody listens and nothing is kept: what is understood is refused, not misused. */
const tried = (line: readonly string[], around: Around = {}): Promise<Ran> =>
  run(line, {
    env: { SWITCHBOARD_URL: address, SWITCHBOARD_TOKEN: 'swb_1_1' },
    serve: async () => undefined,
    upkeep: nothing,
    ...around,
  })

describe('help', () => {
  it('knows every command', () => {
    expect(commands.map(([name]) => name)).toEqual([
      'switchboard',
      'serve',
      'workspace',
      'workspace add',
      'workspace list',
      'token',
      'token create',
      'token list',
      'token revoke',
      'connection',
      'connection list',
      'connection get',
      'keys',
      'keys status',
      'keys add',
      'keys rotate',
      'keys retire',
      'audit',
      'audit list',
      'audit export',
      'audit verify',
      'schema',
      'doctor',
      'backup',
      'restore',
    ])
  })

  it.each(commands)('of %s is printed on stdout, with examples that are understood', async (_name, path) => {
    const { code, out, err } = await run([...path, '--help'])
    expect([code, err]).toEqual([0, ''])
    const examples = examplesOf(out)
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      expect(example.startsWith(path.join(' '))).toBe(true)
      const words = example.split(/ [|>] /)[0]?.split(' ') ?? []
      expect(await tried(words), example).toMatchObject(
        words[0] === 'serve' ? { code: 0 } : { code: 1, err: expect.stringMatching(/No (gateway answers|database)/) },
      )
    }
  })

  it.each(leaves)('of %s tells of --json', async (_name, path) => {
    expect((await run([...path, '--help'])).out).toContain('--json')
  })

  it('is asked for by the word help as well, and fits the terminal', async () => {
    expect((await run(['help'])).out).toBe((await run(['--help'])).out)
    expect((await run(['help', 'token'])).out).toBe((await run(['token', '--help'])).out)
    const { code, out: asked, err } = await run(['keys', 'rotate', '--help'])
    for (const line of [
      ['help', 'keys', 'rotate'],
      ['keys', 'help', 'rotate'],
    ])
      expect(await run(line)).toMatchObject({ code, out: asked, err })
    const { out } = await run(['token', 'create', '--help'], { columns: 80 })
    const options = out.slice(0, out.indexOf('Examples'))
    expect(Math.max(...options.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('is shown on stderr when a command of a group is missing, and counts as misuse', async () => {
    expect(await run(['token'])).toMatchObject({ code: 2, out: '', err: (await run(['token', '--help'])).out })
  })

  it.each(commands)('of %s tells the exit codes', async (_name, path) => {
    expect((await run([...path, '--help'])).out).toContain('Exit codes: 0 done, 1 refused or failed, 2 misused.')
  })

  it('tells where address and token come from', async () => {
    const { out } = await run(['-h'])
    for (const word of ['SWITCHBOARD_URL', 'SWITCHBOARD_TOKEN', '--token-file']) expect(out).toContain(word)
  })
})

it('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(await run(['--version'])).toMatchObject({ code: 0, out: `${version}\n`, err: '' })
})

describe('misuse ends with 2, one sentence on stderr and nothing on stdout', () => {
  it.each([
    ['an unknown command', 'foo', 'See switchboard --help.'],
    ['an unknown command of a group', 'token foo', 'See switchboard token --help.'],
    ['help of an unknown command', 'help nope', 'There is no command nope. See switchboard --help.'],
    ['help of an unknown command of a group', 'help keys nope', 'There is no command nope. See switchboard keys --help.'],
    ['help of a command that has none below', 'help keys rotate nope', 'There is no command nope. See switchboard keys rotate --help.'],
    ['a misspelled command', 'conection list', 'Did you mean connection?'],
    ['an unknown option', 'workspace list --vender chartbrew', 'Did you mean --vendor?'],
    ['an unknown option of the default command', '--dmo', 'Did you mean --demo?'],
    ['a token as an option', 'token list --token swb_1_2', 'token list --help'],
    ['options before the command', '--demo token list', 'Options stand after the command'],
    ['a missing argument', 'workspace add chartbrew', "'key'"],
    ['too many arguments', 'token revoke tok_1 tok_2', 'Too many arguments'],
    ['a missing option', 'token create ci', '--role'],
    ['options that exclude each other', 'connection list --all --limit 3', '--limit'],
    ['an unknown vendor', 'workspace add acme 7', 'one of apinizer, chartbrew, credible, versori'],
    ['an unknown vendor to list', 'workspace list --vendor acme', 'one of apinizer, chartbrew'],
    ['an unknown role', 'token create ci --role BOSS', 'one of ADMIN, EDITOR, REVEALER, TESTER, VIEWER'],
    ['a workspace without a key', 'token create ci --role VIEWER --workspace chartbrew', 'VENDOR/KEY'],
    ['a workspace with a bad escape', 'connection list --workspace apinizer/100%', '%25'],
    ['a connection without a key', 'connection get chartbrew/7', 'VENDOR/WORKSPACE/KEY'],
    ['a connection of an unknown vendor', 'connection get acme/7/1', 'one of apinizer'],
    ['a limit of none', 'connection list --limit 0', '1 to 999999'],
    ['a limit that is no number', 'connection list --limit many', '1 to 999999'],
    ['a span without a unit', 'token create ci --role VIEWER --expires 30', '30d'],
    ['a day that no calendar has', 'token create ci --role VIEWER --expires 2027-02-30', '2027-01-31'],
    ['a month that no calendar has', 'token create ci --role VIEWER --expires 2027-13-01', '2027-01-31'],
    ['a time without a zone', 'token create ci --role VIEWER --expires 2027-01-31T09:30', '2027-01-31'],
    ['an address that is none', 'schema --url localhost', '--url must be an address'],
    ['an address of another protocol', 'schema --url ftp://127.0.0.1', '--url must be an address'],
    ['an address with a password', 'schema --url http://ann:q7-Lark@127.0.0.1', '--url must be an address alone'],
    ['a token file that is not there', 'token list --token-file /nonexistent/token', '/nonexistent/token'],
  ])('%s', async (_what, line, words) => {
    const { code, out, err } = await tried(line.split(' '))
    expect([code, out]).toEqual([2, ''])
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(err).toMatch(/^\S.*\.\n$/)
    expect(err).toContain(words)
    expect(err).not.toContain('q7-Lark')
    const asJson = await tried([...line.split(' '), '--json'])
    expect([asJson.code, asJson.out, JSON.parse(asJson.err)]).toEqual([2, '', { error: { message: err.trimEnd(), reasons: [] } }])
  })
})
