import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Watch } from '../lib/watch.js'
import { usualHeaders } from './headers.js'
import { requestIdOf } from './request-id.js'

/** How long who was refused has to read why, in milliseconds. */
const lingerMs = 1000

type Request = FastifyRequest['raw']
type Response = FastifyReply['raw']
type Socket = Request['socket']
/** The other end of a connection; `remoteAddress` when it is one of the network. */
type Connection = Duplex & { readonly remoteAddress?: string | undefined }

export interface Unparsed {
  /** What is no HTTP gets a short answer, unless a real one is on its way on the same connection or was just sent; it is closed after it. */
  readonly refuse: (error: { readonly code?: string }, connection: Connection) => void
  /**
   * Answers what this server would answer without a word: an expectation that nobody meets, and a tunnel. Cuts a connection
   * off that has taken nothing of its answers for `sendMs`; the server's timeout is to be the same.
   */
  readonly attend: (server: FastifyInstance['server'], sendMs: number) => void
}

/** Answers to what never becomes a request of a route; each is logged and counted like any other. */
export function refuseUnparsed(log: Logger, watch: Watch | undefined): Unparsed {
  const latest = new WeakMap<Connection, Response>()
  const ending = new WeakSet<Connection>()

  const tell = (status: number, code: string, { remoteAddress }: Connection, request?: Request): string => {
    const requestId = requestIdOf(request ?? { headers: {} })
    log.info({ requestId, status, code, address: remoteAddress }, 'request')
    watch?.request(request?.headers ?? {}).end({ edge: 'none', method: request?.method ?? 'none', route: 'none', status, seconds: 0 })
    return requestId
  }
  const answer = (status: number, code: string, connection: Connection, request?: Request): [Headers, string] => {
    const requestId = tell(status, code, connection, request)
    const body = JSON.stringify({ error: { code: 'malformed', message: STATUS_CODES[status], requestId } })
    const own = { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length), connection: 'close' }
    return [{ ...usualHeaders, 'x-request-id': requestId, ...own }, body]
  }
  const end = (connection: Connection, status: number, code: string, request?: Request): void => {
    const response = latest.get(connection)
    if (response && isAnswering(response)) {
      endAfter(response, connection)
      return
    }
    const [headers, body] = answer(status, code, connection, request)
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
    linger(connection)
  }
  const refuse: Unparsed['refuse'] = ({ code = 'none' }, connection) => {
    if (ending.has(connection)) return
    ending.add(connection)
    if (connection.writable) end(connection, statusOf(code), code)
    else connection.destroy()
  }
  const cutUnread = (socket: Socket): void => {
    tell(408, 'UNREAD', socket, latest.get(socket)?.req)
    socket.destroy()
  }
  const attend = (server: FastifyInstance['server'], sendMs: number): void => {
    // Nothing has come, and of what waits to be sent nothing has gone, not even a part of one piece.
    server.on('timeout', (socket: Socket) => {
      if (socket.writableLength > 0) cutUnread(socket)
      else if (socket.timeout !== sendMs) socket.destroy() // It is kept for a next request, for the time that is set then.
    })
    server.on('request', (request: Request, response: Response) => latest.set(request.socket, response))
    server.on('checkExpectation', (request: Request, response: Response) => {
      latest.set(request.socket, response)
      const [headers, body] = answer(417, 'EXPECTATION', request.socket, request)
      response.writeHead(417, headers).end(body)
    })
    server.on('connect', (request: Request, connection: Connection) => {
      connection.on('error', () => connection.destroy()) // Nobody else listens from here on.
      connection.resume()
      end(connection, 400, 'CONNECT', request)
    })
  }
  return { refuse, attend }
}

type Headers = Readonly<Record<string, string>>

function statusOf(code: string): number {
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

/** Whether a whole request waits for this answer, or a part of one has got it already. */
function isAnswering({ req, headersSent, writableFinished }: Response): boolean {
  return req.complete ? !writableFinished : headersSent
}

function endAfter(response: Response, connection: Connection): void {
  const end = (): void => {
    connection.end()
    linger(connection)
  }
  if (!response.headersSent) response.setHeader('connection', 'close')
  if (response.writableFinished) end()
  else response.once('close', end)
}

function linger(connection: Connection): void {
  const patience = setTimeout(() => connection.destroy(), lingerMs).unref()
  connection.once('close', () => clearTimeout(patience))
}
