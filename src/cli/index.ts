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
    await program.parseAsync(withCommand(given), { from: 'user' })
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
  if (error instanceof SetupError) return refused(error.message)
  if (!(error instanceof CommanderError)) throw error
  const [first = '', ...rest] = error.message.replace(/^error: /, '').replaceAll('\n', ' ')
  const sentence = first.toUpperCase() + rest.join('')
  return misused(`${sentence}${sentence.endsWith('.') ? '' : '.'} See ${command} --help.`)
}

/** The command that was meant, as it is typed. */
function commandOf(program: Command, given: readonly string[]): string {
  let command = program
  for (const word of withCommand(given)) {
    const next = command.commands.find((one) => one.name() === word)
    if (!next) break
    command = next
  }
  return [...parentsOf(command), command.name()].join(' ')
}

function parentsOf({ parent }: Command): string[] {
  return parent ? [...parentsOf(parent), parent.name()] : []
}
