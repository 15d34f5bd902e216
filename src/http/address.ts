import ipaddr from 'ipaddr.js'
import type { FastifyRequest } from 'fastify'

/** Where a request comes from: what a trusted proxy says if that is an address, else the other end of the connection. */
export function addressOf({ ip, socket }: FastifyRequest): string {
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(ip) || ipaddr.IPv6.isValid(ip)
  return isAddress ? ip : (socket.remoteAddress ?? 'unknown')
}
