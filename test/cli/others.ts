import { createServer, type RequestListener, type Server } from 'node:http'
import type { Server as RawServer } from 'node:net'
import { expect } from 'vitest'
import { adminToken } from '../support/boot.js'
import { run, type Ran } from './command-line.js'

const servers: (Server | RawServer)[] = []

/** Something that listens and is no gateway; answers its address. */
export async function other(server: Server | RawServer): Promise<string> {
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

export const web = (answer: RequestListener): Promise<string> => other(createServer(answer))

/** An address where nobody listens. */
export async function nowhere(): Promise<string> {
  const url = await web(() => undefined)
  await new Promise((done) => servers.pop()?.close(done))
  return url
}

export function closeOthers(): void {
  for (const server of servers.splice(0)) server.close()
}

interface Asked {
  readonly reading: Ran
  readonly changing: Ran
}

/** Asks something at an address, by a command that reads and by one that changes. */
export async function asked(url: string): Promise<Asked> {
  const env = { SWITCHBOARD_URL: url, SWITCHBOARD_TOKEN: adminToken }
  return { reading: await run(['workspace', 'list'], { env }), changing: await run(['token', 'create', 'ci', '--role', 'VIEWER'], { env }) }
}

/** Both were refused in one sentence that holds these words and no secret. */
export function expectRefusal({ reading, changing }: Asked, words: string): void {
  for (const { code, out, err } of [reading, changing]) {
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(words)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(err).not.toContain(adminToken)
    expect(err).not.toContain('    at ')
  }
}
