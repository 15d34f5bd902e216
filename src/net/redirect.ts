import { Failed } from './failure.js'
import type { Answer, Hop } from './send.js'
import { readUrl } from './url.js'

const statuses = [301, 302, 303, 307, 308]
/** What another origin may see. Any other header may be a credential, whatever its name. */
const harmless = ['accept', 'accept-encoding', 'accept-language', 'user-agent']

/** The request that an answer asks for instead; undefined when it asks for none. A body never goes to another origin. */
export function nextHop(hop: Hop, { status, headers: { location } }: Answer): Hop | undefined {
  if (!statuses.includes(status) || typeof location !== 'string') return undefined
  const url = readUrl(location, hop.url.href)
  if (!url) throw new Failed('redirect')

  const kept = keepsMethod(hop, status) ? hop : withoutBody(hop)
  if (url.origin === hop.url.origin) return { ...kept, url }
  if (kept.body !== undefined) throw new Failed('redirect')
  return { ...kept, url, headers: only(kept.headers, (name) => harmless.includes(name)) }
}

function keepsMethod({ method }: Hop, status: number): boolean {
  if (status === 307 || status === 308 || method === 'GET' || method === 'HEAD') return true
  return status !== 303 && method !== 'POST'
}

function withoutBody(hop: Hop): Hop {
  return { ...hop, method: 'GET', body: undefined, headers: only(hop.headers, (name) => !name.startsWith('content-')) }
}

function only(headers: Hop['headers'], isKept: (name: string) => boolean): Hop['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isKept(name)))
}
