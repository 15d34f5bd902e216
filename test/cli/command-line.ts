import { PassThrough, Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { runCli } from '../../src/cli/index.js'
import type { Outside, Screen } from '../../src/cli/outside.js'
import { openUpkeep } from '../../src/upkeep/index.js'
import { adminToken, boot, type BootOptions, type TestApp } from '../support/boot.js'

/** What a command has done. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  /** What it has printed, parsed; throws when that is no JSON. */
  readonly json: () => any
}

export interface Around extends Partial<Omit<Outside, 'stdin' | 'stderr'>> {
  readonly stdin?: string
  /** Columns of the terminal that both streams lead to; left out, they lead to none. */
  readonly columns?: number
}

/** A stream that keeps what is written to it. */
export function screen(columns?: number): Screen & { readonly said: Promise<string> } {
  const stream = new PassThrough()
  return Object.assign(stream, { said: text(stream), ...(columns !== undefined && { isTTY: true, columns }) })
}

/** A stream whose every write fails. */
export function failing(code: string): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('It failed.'), { code })) })
}

/** Runs one command as the process would, with nothing in its environment but what is given. */
export async function run(given: readonly string[], { stdin = '', columns, ...outside }: Around = {}): Promise<Ran> {
  const [stdout, stderr] = [screen(columns), screen(columns)]
  const nobody = (): Promise<void> => Promise.reject(new Error('Nothing is served here.'))
  const env = outside.env ?? {}
  const upkeep = async () => openUpkeep(env)
  const all: Outside = { env, now: Date.now, serve: nobody, upkeep, stdin: Readable.from([stdin]), stdout, stderr, ...outside }
  const code = await runCli(given, all)
  stdout.end()
  stderr.end()
  const [out, err] = await Promise.all([stdout.said, stderr.said])
  return { code, out, err, json: () => JSON.parse(out) }
}

/** A gateway that listens, and commands that ask it. */
export interface ListeningApp extends TestApp {
  readonly url: string
  /** Runs a command with the admin's token, or with another. */
  sb(line: string | readonly string[], around?: Around & { readonly token?: string }): Promise<Ran>
}

export async function listen(options?: BootOptions): Promise<ListeningApp> {
  const app = await boot(options)
  const url = await app.app.http.listen({ host: '127.0.0.1', port: 0 })
  return {
    ...app,
    url,
    sb: (line, { token = adminToken, ...around } = {}) =>
      run(typeof line === 'string' ? line.split(' ') : line, { env: { SWITCHBOARD_URL: url, SWITCHBOARD_TOKEN: token }, ...around }),
  }
}
