import { STATUS_CODES } from 'node:http'
import { usualHeaders } from './headers.js'

const headers = Object.entries({ ...usualHeaders, 'content-type': 'application/json', connection: 'close' })
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')

interface Socket {
  readonly writable: boolean
  end(text: string): void
  destroy(): void
}

/** What is no HTTP at all gets a short answer, and the connection is closed. */
export function refuseUnparsed(error: { code?: string }, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const body = JSON.stringify({ error: { code: 'malformed', message: STATUS_CODES[status] } })
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`)
}
