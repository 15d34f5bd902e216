import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A copy of everything that a start reads, so that building it disturbs nobody. */
export function copyOfTree(): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'switchboard-start-'))
  for (const name of ['schema', 'src', 'codegen.ts', 'tsconfig.json', 'package.json', 'package-lock.json']) {
    cpSync(name, join(root, name), { recursive: true })
  }
  cpSync('dist/web', join(root, 'dist/web'), { recursive: true }) // Built before the tests; only the server is built again.
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'))
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}

/** A gateway in a process of its own. */
export interface Gateway {
  readonly process: ChildProcess
  /** What it has printed so far. */
  output(): string
  errors(): string
  /** Where it listens; rejects when it ends before. */
  readonly address: Promise<string>
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>
  /** Tells it to stop, and answers its exit code. */
  stop(): Promise<number | null>
  startAndStop(): Promise<void>
  /** The admin token that it has printed; empty when it has printed none. */
  token(): string
}

const running = new Set<ChildProcess>()

/** Ends what a failed test has left running. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Starts the real thing with these settings and no others, on a free port unless told. */
export function start(root: string, settings: Readonly<Record<string, string>>, ...args: string[]): Gateway {
  return spawned(root, settings, ['src/start.mjs', ...args])
}

/** The same without the launcher: what was built before the tests, as it is. */
export function startBuilt(settings: Readonly<Record<string, string>>, ...args: string[]): Gateway {
  return startBuiltAt('.', settings, ...args)
}

/** The same of a copy of what was built. */
export function startBuiltAt(root: string, settings: Readonly<Record<string, string>>, ...args: string[]): Gateway {
  return spawned(root, settings, ['dist/main.js', ...args])
}

function spawned(cwd: string, settings: Readonly<Record<string, string>>, words: readonly string[]): Gateway {
  const env = { PATH: process.env.PATH ?? '', SWITCHBOARD_PORT: '0', ...settings }
  const child = spawn(process.execPath, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let [output, errors] = ['', '']
  const ended = new Promise<number | null>((settle) => {
    child.once('close', (code) => {
      running.delete(child)
      settle(code)
    })
  })
  const address = new Promise<string>((found, failed) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const [, url] = /answers on (http:\S+)/.exec(output) ?? []
      if (url !== undefined) found(url)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    void ended.then((code) => failed(new Error(`It ended with ${String(code)}: ${errors}`)))
  })
  address.catch(() => undefined) // Who awaits it is told; a start that is meant to fail has nobody who does.
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM')
    return ended
  }
  return {
    process: child,
    output: () => output,
    errors: () => errors,
    address,
    ended,
    stop,
    startAndStop: async () => {
      await address
      const code = await stop()
      if (code !== 0) throw new Error(`It ended with ${String(code)}: ${errors}`)
    },
    token: () => /\bswb_[0-9a-z]+_[0-9a-z]+\b/.exec(output)?.[0] ?? '',
  }
}

/** The answer of a running gateway to a GraphQL operation. */
export async function graph(address: string, query: string, token?: string): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  })
  return { status: answer.status, body: await answer.json() }
}

export const viewer = '{ viewer { token { id name createdAt } } }'

/** How a gateway receives a token. */
export async function statusOf(address: string, token: string): Promise<number> {
  return (await graph(address, viewer, token)).status
}
