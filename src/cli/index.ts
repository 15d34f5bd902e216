import { CommanderError, type Command } from 'commander'
import { SetupError } from '../lib/setup-error.js'
import { Failure, misused, refused } from './failure.js'
import { openOutput, write } from './output.js'
import type { Outside } from './outside.js'
import { createProgram } from './program.js'

/**
 * Runs one command and answers its exit code: 0 done, 1 refused or failed, 2 misused.
 * After `serve` the process goes on; what is a bug is thrown.
 */
export async function runCli(given: readonly string[], outside: Outside): Promise<number> {
  const output = openOutput(outside, given.includes('--json'))
  const said: string[] = []
  const program = createProgram({ outside, output }, (text) => said.push(text))
  try {
    refuseEarlyOptions(program, given)
    await program.parseAsync(withCommand(withHelp(program, given)), { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError && helps.has(error.code)) {
      const [stream, exitCode] = error.exitCode === 0 ? [outside.stdout, 0] : [outside.stderr, 2]
      await write(stream, said.join('').trimEnd())
      return exitCode
    }
    const failure = failureOf(error, commandOf(program, given))
    await output.failure(failure)
    return failure.kind === 'misused' ? 2 : 1
  }
}

/** Ends of commander that are help or version, asked for or not. */
const helps: ReadonlySet<string> = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version'])

/** `help keys rotate` and `keys help rotate` ask what `keys rotate --help` does. */
function withHelp(program: Command, given: readonly string[]): readonly string[] {
  const at = given.indexOf('help')
  const before = given.slice(0, Math.max(at, 0))
  const [group, odd] = commandAt(program, before)
  if (at < 0 || odd !== undefined || group.commands.length === 0) return given
  const words = given.slice(at + 1).filter((word) => word !== 'help' && !word.startsWith('-'))
  const [found, unknown] = commandAt(group, words)
  if (unknown !== undefined) throw misused(`There is no command ${unknown}. See ${nameOf(found)} --help.`)
  return [...before, ...words, '--help']
}

/** The command at the end of this path, or as far as there is one, and the word that names none. */
function commandAt(from: Command, path: readonly string[]): [Command, string | undefined] {
  const [word, ...rest] = path
  const next = from.commands.find((one) => one.name() === word)
  return next ? commandAt(next, rest) : [from, word]
}

/** Serving is what is meant when no command is named. */
function withCommand(given: readonly string[]): string[] {
  return isServing(given) ? ['serve', ...given] : [...given]
}

function isServing([first]: readonly string[]): boolean {
  return first === undefined || (first.startsWith('-') && !['-h', '--help', '-V', '--version'].includes(first))
}

/** Before a command they would count as options of `serve`. */
function refuseEarlyOptions({ commands }: Command, given: readonly string[]): void {
  const isEarly = isServing(given) && given.some((word) => commands.some((command) => command.name() === word))
  if (isEarly) throw misused('Options stand after the command. See switchboard --help.')
}

function failureOf(error: unknown, command: string): Failure {
  if (error instanceof Failure) return error
  if (error instanceof SetupError)
    return refused(error.message, error.code === undefined ? [] : [{ code: error.code, message: error.message }])
  if (!(error instanceof CommanderError)) throw error
  const [first = '', ...rest] = error.message.replace(/^error: /, '').replaceAll('\n', ' ')
  const sentence = first.toUpperCase() + rest.join('')
  return misused(`${sentence}${sentence.endsWith('.') ? '' : '.'} See ${command} --help.`)
}

/** The command that was meant, as it is typed. */
function commandOf(program: Command, given: readonly string[]): string {
  return nameOf(commandAt(program, withCommand(given))[0])
}

function nameOf(command: Command): string {
  return [...parentsOf(command), command.name()].join(' ')
}

function parentsOf({ parent }: Command): string[] {
  return parent ? [...parentsOf(parent), parent.name()] : []
}
