import { parseCookie } from 'cookie'
import type { FastifyRequest } from 'fastify'
import { Problem } from '../lib/problem.js'

/** The text after the scheme Bearer, in any case; undefined without one. */
export function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
}

/** A token in a cookie. A write by cookie must come from a page of this origin, or from no page at all. */
export function cookieToken(request: FastifyRequest, name: string): string | undefined {
  const { headers, method } = request
  const token = parseCookie(headers.cookie ?? '')[name]
  if (token !== undefined && method !== 'GET' && method !== 'HEAD' && !isSameOrigin(request)) {
    throw new Problem('badToken', 'A cookie opens writes only from the same origin.')
  }
  return token
}

/** Behind a proxy that ends TLS and is not trusted to say so, a page by https meets a gateway by http; never the other way round. */
function isSameOrigin({ headers, protocol }: FastifyRequest): boolean {
  const { origin, host, 'sec-fetch-site': site = 'none' } = headers
  if (site !== 'none' && site !== 'same-origin') return false
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const page = new URL(origin)
  return page.host === host && (protocol !== 'https' || page.protocol === 'https:')
}
