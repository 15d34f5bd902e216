import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

export interface RawAnswer {
  readonly status: number
  readonly body: unknown
}

/** A client that sends a request piece by piece, and may leave in the middle of it. */
export interface RawClient {
  send(...pieces: readonly (string | Buffer)[]): Promise<void>
  /** The next answer on this connection. */
  answer(): Promise<RawAnswer>
  leave(): Promise<void>
}

/** Connects to the gateway over a real socket; it is told to listen when it does not yet. */
export async function rawClient(http: FastifyInstance): Promise<RawClient> {
  if (!http.server.listening) await http.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((http.server.address() as AddressInfo).port, '127.0.0.1')
  let received = Buffer.alloc(0)
  let arrived = (): void => undefined
  socket.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data])
    arrived()
  })
  socket.on('close', () => arrived())
  socket.on('error', () => arrived())

  const nextAnswer = (): RawAnswer | undefined => {
    const head = received.indexOf('\r\n\r\n')
    if (head < 0) return undefined
    const headers = received.subarray(0, head).toString()
    const end = head + 4 + Number(/^content-length: (\d+)/im.exec(headers)?.[1])
    if (received.length < end) return undefined
    const body: unknown = JSON.parse(received.subarray(head + 4, end).toString())
    received = received.subarray(end)
    return { status: Number(headers.slice(9, 12)), body }
  }

  return {
    send: async (...pieces) => {
      for (const piece of pieces) await new Promise<void>((resolve) => socket.write(piece, () => resolve()))
    },
    answer: async () => {
      for (;;) {
        const found = nextAnswer()
        if (found) return found
        if (socket.destroyed) throw new Error('The connection was closed without an answer.')
        await new Promise<void>((resolve) => {
          arrived = resolve
        })
      }
    },
    leave: () =>
      new Promise((resolve) => {
        socket.once('close', () => resolve())
        socket.destroy()
      }),
  }
}
