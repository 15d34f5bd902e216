import type { FastifyReply, FastifyRequest } from 'fastify'

/** What a page may do: nothing but load its own files and talk to this gateway. Monaco, the editor of GraphiQL, needs inline styles. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ')

/** On every answer that does not say otherwise: nobody keeps it, frames it, guesses its type or runs anything in it. */
export const usualHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

const hsts = 'max-age=31536000'

/** Sets what every answer carries. That there is TLS is known only from a trusted proxy. */
export function setUsualHeaders(request: FastifyRequest, reply: FastifyReply, hasTrustedProxy: boolean): void {
  reply.headers(usualHeaders).header('x-request-id', request.id)
  if (hasTrustedProxy && request.protocol === 'https') reply.header('strict-transport-security', hsts)
}
