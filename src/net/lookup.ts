import { lookup } from 'node:dns/promises'
import { readAddress, type Address } from './address.js'
import { Failed, failed } from './failure.js'
import type { Egress } from './policy.js'
import { hostOf } from './url.js'

/** Every address of a host name, A and AAAA. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** As the machine resolves names, its hosts file too. */
export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address)
}

/** The addresses to dial, resolved once. One that may not be dialled refuses them all. */
export async function findAddresses(url: URL, egress: Egress, resolve: Resolve, signal: AbortSignal): Promise<readonly Address[]> {
  signal.throwIfAborted()
  const host = hostOf(url)
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const texts = readAddress(host) ? [host] : await beforeEnd(resolve(host), signal)
  if (texts.length === 0) throw new Failed('dns')

  const dialled = texts.map(readAddress).flatMap((address) => (address && egress.allows(host, port, address) ? [address] : []))
  if (dialled.length < texts.length) throw new Failed('refusedAddress')
  return dialled
}

/** A look-up cannot be stopped, only left. */
function beforeEnd<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const end = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(failed(signal.reason)), { once: true }))
  return Promise.race([promise, end])
}
