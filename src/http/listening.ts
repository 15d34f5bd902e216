import ipaddr from 'ipaddr.js'
import { SetupError } from '../lib/setup-error.js'

/** Where something listens. */
export interface Listening {
  readonly host: string
  readonly port: number
}

/**
 * A host name or an address, which may stand in brackets as in a URL. `localhost` is 127.0.0.1: Fastify would make a server
 * for each of its addresses, and only the first would have what is registered at the server itself. Throws SetupError for
 * what no URL could name.
 */
export function readHost(name: string, text: string): string {
  const host = text.replace(/^\[(.*:.*)\]$/, '$1')
  const isHost = host.includes(':')
    ? ipaddr.IPv6.isValid(host) && !host.includes('%')
    : /^[^\s/?#@\\%[\]]+$/.test(host) && URL.canParse(`http://${host}`)
  if (!isHost)
    throw new SetupError(`${name} must be a host name or an address without a port or zone, such as 127.0.0.1, ::1 or localhost.`)
  return host.toLowerCase() === 'localhost' ? '127.0.0.1' : host
}

/** Whether the one that listens second would find the port taken; port 0 is any that is free. */
export function collide(one: Listening, other: Listening): boolean {
  const [a, b] = [canonical(one.host), canonical(other.host)]
  return one.port === other.port && one.port !== 0 && (a === b || isAround(a, b) || isAround(b, a))
}

/** Of names nothing is known but that of this machine. */
function isAround(host: string, other: string): boolean {
  if (host === '::') return true
  return host === '0.0.0.0' && !other.includes(':')
}

function canonical(host: string): string {
  return ipaddr.isValid(host) ? ipaddr.process(host).toString() : host.toLowerCase()
}
