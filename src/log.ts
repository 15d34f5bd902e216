import { pino, type DestinationStream, type Logger } from 'pino'
import { openLogLines } from './log-lines.js'

/** Fields that a line may have, besides time, level and message. Whatever else is handed in is left out. */
const allowed: ReadonlySet<string> = new Set([
  ...['requestId', 'edge', 'method', 'route', 'status', 'ms', 'address'],
  ...['err', 'code', 'check', 'connection', 'connections', 'deployment', 'worker', 'attempts', 'failure', 'lines'],
])

/**
 * The log: JSON lines of allow-listed fields. Every message is a fixed text of
 * ours; of an error only its class, its code and its place in the program are
 * written, because a message may repeat what it is about.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    serializers: { err: errorFacts },
    formatters: { log: onlyAllowed },
    hooks: { logMethod: withoutErrorText },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** The log of this process, on its stdout, and what it could not keep. */
export interface OpenLog {
  readonly logger: Logger
  /** How many lines are lost. */
  lost(): number
}

/** Begins the log of this process. That it cannot be written stops nothing, neither the process nor its end. */
export function openLog(level: string): OpenLog {
  const stdout = 1
  const lines = openLogLines(stdout, (lost) =>
    logger.error({ lines: lost }, 'lines of the log are lost here, because it could not be written'),
  )
  const logger = createLog(level, lines)
  process.on('exit', () => lines.flush())
  return { logger, lost: () => lines.lost() }
}

interface ErrorFacts {
  readonly type: string
  readonly code?: string
  readonly at: readonly string[]
  readonly cause?: ErrorFacts
}

function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, at: [] }
  const codeWord = word((error as { code?: unknown }).code)
  return {
    type: word(error.name) ?? 'Error',
    ...(codeWord !== undefined && { code: codeWord }),
    at: framesOf(error),
    ...(error.cause !== undefined && depth < 3 && { cause: errorFacts(error.cause, depth + 1) }),
  }
}

/** A name out of a program, not a text. */
function word(text: unknown): string | undefined {
  return typeof text === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(text) ? text : undefined
}

/** The lines below the message; those that a message has brought along are no places. */
function framesOf({ stack = '', message }: Error): string[] {
  const below = message !== '' && stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack
  return below
    .split('\n')
    .map((line) => /^ +at ([\w.<>[\] #$]{0,100}\(?(?:file:|node:|\/)[^()\s]{1,200}:\d+:\d+\)?)$/.exec(line)?.[1])
    .filter((frame) => frame !== undefined)
    .slice(0, 15)
}

function onlyAllowed(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => allowed.has(name)))
}

type Write = (this: Logger, ...given: unknown[]) => void

/**
 * A message comes after its fields. One that stands alone is another program's, which may have built it from anything:
 * it is kept up to its first colon or quote. Without one, pino would take that of the error.
 */
function withoutErrorText(this: Logger, [first, message]: unknown[], write: unknown): void {
  const fields = typeof first === 'object' && first !== null ? (first instanceof Error ? { err: first } : first) : {}
  const isTheErrors = 'err' in fields && fields.err instanceof Error && fields.err.message === message
  const alone = typeof first === 'string' ? /^[^:"'`]*/.exec(first)?.[0] : undefined
  ;(write as Write).call(this, fields, alone ?? (typeof message === 'string' && !isTheErrors ? message : 'unexpected error'))
}
