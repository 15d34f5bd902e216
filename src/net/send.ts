import type { LookupFunction } from 'node:net'
import type { Address } from './address.js'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One request to one place. Header names are lower case. */
export interface Hop {
  readonly url: URL
  readonly method: Method
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
}

export interface Answer {
  readonly status: number
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** As it came: a content coding is not undone. */
  readonly body: Buffer
}

/** Sends one request over a connection of its own, to the addresses given and to no other, and closes it. */
export async function send(hop: Hop, addresses: readonly Address[], maxBytes: number, signal: AbortSignal): Promise<Answer> {
  // Not before it is wanted: no gateway needs it to start. In the bundle it has a default export only.
  const { default: undici } = await import('undici')
  const client = new undici.Client(hop.url.origin, {
    connect: { lookup: pinned(addresses), rejectUnauthorized: true, signal, timeout: 0 },
    autoSelectFamily: true,
    headersTimeout: 0, // The signal is the only deadline.
    bodyTimeout: 0,
    maxResponseSize: maxBytes,
  })
  try {
    const { method, headers, body = null } = hop
    const path = hop.url.pathname + hop.url.search
    const answer = await client.request({ method, path, headers, body, reset: true })
    return { status: answer.statusCode, headers: answer.headers, body: Buffer.from(await answer.body.bytes()) }
  } finally {
    await client.destroy()
  }
}

/** Every name leads to the addresses that passed; asked once more, DNS might say something else. */
function pinned(addresses: readonly Address[]): LookupFunction {
  const found = addresses.map((address) => ({ address: address.toString(), family: address.kind() === 'ipv4' ? 4 : 6 }))
  return (_host, _options, done) => done(null, found)
}
