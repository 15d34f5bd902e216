import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { onTestFinished } from 'vitest'
import { readAddress } from '../../src/net/address.js'
import { readEgress } from '../../src/net/policy.js'
import type { Resolve } from '../../src/net/lookup.js'
import { createNet, type Net, type OutboundRequest } from '../../src/net/request.js'

export interface Target {
  readonly port: number
  readonly url: string
  /** How many connections came, whether or not they asked for something. */
  connections(): number
  /** How many of them are still there. */
  open(): Promise<number>
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

/** A server on this machine for the time of one test. */
export function httpTarget(onRequest: Listener, host = '127.0.0.1', port = 0): Promise<Target> {
  return serve(
    createServer((request, response) => void onRequest(request, response)),
    host,
    port,
  )
}

export async function serve(server: Server, host = '127.0.0.1', port = 0): Promise<Target> {
  let connections = 0
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address() as AddressInfo
  const open = () =>
    new Promise<number>((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))))
  return { port: address.port, url: `http://${host}:${address.port}`, connections: () => connections, open }
}

/** A resolver that answers from a table, and counts. */
export function names(table: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = []
  return {
    asked,
    resolve: async (host: string) => {
      asked.push(host)
      const found = table[host]
      if (!found) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
      return found
    },
  }
}

/** The way out, closed with the test. Without a resolver of its own it asks the machine's. */
export function openNet(allow?: string, resolve?: Resolve): Net {
  const net = createNet(readEgress(allow), resolve)
  onTestFinished(() => net.close())
  return net
}

export const usual = { method: 'GET', deadlineMs: 10_000, maxBytes: 1000 } as const

/** One request with the usual limits that may be plain http. */
export function ask(url: string, { allow, resolve = names({}).resolve, ...more }: Asked = {}) {
  return openNet(allow, resolve).request({ ...usual, url, allowHttp: true, ...more })
}

type Asked = Partial<OutboundRequest> & { readonly allow?: string; readonly resolve?: Resolve }

/** The answer of a target that tells in JSON what came. */
export function told(answer: object): any {
  return 'body' in answer ? JSON.parse(String(answer.body)) : undefined
}

/** What the policy says of an address in its plain spelling. */
export function mayDialAt(host: string, port: number, text: string, allow?: string): boolean {
  const address = readAddress(text)
  if (!address) throw new Error(`${text} is no address.`)
  return readEgress(allow).allows(host, port, address)
}
