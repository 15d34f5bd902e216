import type { Address } from './address.js'
import { Failed, failed, type Failure } from './failure.js'
import { findAddresses, systemResolve, type Resolve } from './lookup.js'
import type { Egress } from './policy.js'
import { nextHop } from './redirect.js'
import { send, type Answer, type Hop, type Method } from './send.js'
import { readUrl } from './url.js'

export interface OutboundRequest {
  readonly method: Method
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Milliseconds for everything: names, connections, redirects and the whole answer. */
  readonly deadlineMs: number
  /** The largest body of an answer. */
  readonly maxBytes: number
  /** How many redirects are followed; the next one is the answer. Without it, none. */
  readonly maxRedirects?: number
  /** Plain http: to any address that may be dialled, or to this machine only. Without it, none. */
  readonly allowHttp?: true | 'loopback'
}

/** The one way out of the process. */
export interface Net {
  /** Asks, under the outbound policy at every hop. Keeps no connection, no cookie, and knows no proxy. */
  request(request: OutboundRequest): Promise<Answer | Failure>
  /** Ends what is under way, and takes nothing more. */
  close(): Promise<void>
}

/** `resolve` stands in for the machine's own resolver. */
export function createNet(egress: Egress, resolve: Resolve = systemResolve): Net {
  const running = new Map<AbortController, Promise<unknown>>()
  let isClosed = false

  const answer = async (request: OutboundRequest, { signal }: AbortController): Promise<Answer | Failure> => {
    try {
      return await follow(request, egress, resolve, signal)
    } catch (error) {
      const { code, message } = failed(signal.aborted ? signal.reason : error)
      return { failure: code, message }
    }
  }

  return {
    async request(request) {
      const end = new AbortController()
      if (isClosed) end.abort(new Failed('closed'))
      const timer = setTimeout(() => end.abort(new Failed('timeout')), request.deadlineMs)
      const answered = answer(request, end)
      running.set(end, answered)
      return answered.finally(() => {
        clearTimeout(timer)
        running.delete(end)
      })
    },
    async close() {
      isClosed = true
      for (const end of running.keys()) end.abort(new Failed('closed'))
      await Promise.allSettled(running.values())
    },
  }
}

async function follow(request: OutboundRequest, egress: Egress, resolve: Resolve, signal: AbortSignal): Promise<Answer> {
  let hop = firstHop(request)
  for (let left = request.maxRedirects ?? 0; ; left -= 1) {
    const addresses = await findAddresses(hop.url, egress, resolve, signal)
    if (hop.url.protocol === 'http:' && !mayBePlain(addresses, request.allowHttp)) throw new Failed('insecure')
    const answer = await send(hop, addresses, request.maxBytes, signal)
    const next = left > 0 ? nextHop(hop, answer) : undefined
    if (!next) return answer
    hop = next
  }
}

function firstHop({ method, url: text, headers = {}, body }: OutboundRequest): Hop {
  const url = readUrl(text)
  if (!url) throw new Failed('malformedUrl')
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  if ('host' in named) throw new Failed('malformedRequest') // It would name another host to the server than the one checked.
  return { url, method, headers: { ...named, 'accept-encoding': 'identity' }, body }
}

function mayBePlain(addresses: readonly Address[], allowHttp: OutboundRequest['allowHttp']): boolean {
  return allowHttp === true || (allowHttp === 'loopback' && addresses.every((address) => address.range() === 'loopback'))
}
