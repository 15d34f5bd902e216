import { parseCookie } from 'cookie'
import type { FastifyRequest } from 'fastify'
import { Problem } from '../lib/problem.js'

/** The text after the scheme Bearer, in any case; undefined without one. */
export function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
}

/** A token in a cookie. A write by cookie must come from a page of this origin, or from no page at all. */
export function cookieToken({ headers, method }: FastifyRequest, name: string): string | undefined {
  const token = parseCookie(headers.cookie ?? '')[name]
  if (token !== undefined && method !== 'GET' && method !== 'HEAD' && !isSameOrigin(headers.origin, headers.host)) {
    throw new Problem('badToken', 'A cookie opens writes only from the same origin.')
  }
  return token
}

function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
