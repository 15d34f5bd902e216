import type { Writable } from 'node:stream'
import { refused, type Failure } from './failure.js'
import type { Outside } from './outside.js'
import { jsonLine, jsonText, printable, table } from './text.js'

/** Columns that a cell may take on a terminal; in a pipe or a file nothing is cut. */
const widestCell = 40

/** What a command has to say at its end. */
export interface Answer {
  /** For programs. */
  readonly document: unknown
  /** For people. */
  readonly text: string
  /** What else there is to know, beside the answer. */
  readonly note?: string
  /** Of what is shown only now: it fails without a reader, and this says what to do then. */
  readonly ifUnread?: string
}

/** Text for people, or with `--json` one document on stdout and one a line on stderr. */
export interface Output {
  answer(answer: Answer): Promise<void>
  /** A table of items, or the items as they came; a note tells of what is not among them. */
  list(items: readonly unknown[], titles: readonly string[], rows: readonly (readonly string[])[], note?: string): Promise<void>
  /**
   * One of several answers that come over time: a line of text, or a document on one line; one that has to be read fails without a
   * reader. Answers whether there is one.
   */
  line(text: string, document: unknown, isNeeded?: boolean): Promise<boolean>
  note(message: string): Promise<void>
  failure(failure: Failure): Promise<void>
}

export function openOutput({ stdout, stderr }: Outside, isJson: boolean): Output {
  // Each write is told of its own error; without a listener the stream would throw it a second time.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined)
  const note = (message: string): Promise<void> => complain(stderr, isJson ? jsonLine({ note: message }) : printable(message))
  const answer: Output['answer'] = async ({ document, text, note: more, ifUnread }) => {
    await write(stdout, isJson ? jsonText(document) : text, ifUnread !== undefined, ifUnread)
    if (more !== undefined) await note(more)
  }
  return {
    answer,
    list: async (items, titles, rows, more) => {
      if (items.length === 0 && !isJson) return note('There are none.')
      const text = table(titles, rows, stdout.isTTY ? widestCell : Infinity)
      return answer({ document: items, text, ...(more !== undefined && { note: more }) })
    },
    line: (text, document, isNeeded) => write(stdout, isJson ? jsonLine(document) : text, isNeeded),
    note,
    failure: ({ message, reasons }) => complain(stderr, isJson ? jsonLine({ error: { message, reasons } }) : printable(message)),
  }
}

/** Answers whether a line is out. A reader that has gone away, such as `head`, has read enough, unless the line is needed. */
export function write(stream: Writable, text: string, isNeeded = false, remedy?: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    stream.write(`${text}\n`, (error) => {
      const code = codeOf(error)
      if (error && (isNeeded || (code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED')))
        reject(refused([`The output cannot be written (${code}).`, remedy].join(' ').trimEnd()))
      else resolve(!error)
    })
  })
}

/** Where this cannot be said, there is nowhere left to say so. */
function complain(stderr: Writable, text: string): Promise<void> {
  return new Promise((resolve) => {
    stderr.write(`${text}\n`, () => resolve())
  })
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null | undefined)?.code)
}
