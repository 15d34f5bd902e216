import { SetupError } from '../lib/setup-error.js'
import { carried, inRange, isMetadata, isPublic, readAddress, type Address } from './address.js'
import { hostOf } from './url.js'

/** Which addresses may be dialled. */
export interface Egress {
  /** Public addresses may, all others when an entry of the list names the host or the address. An address that carries another needs both. */
  allows(host: string, port: number, address: Address): boolean
}

interface Entry {
  /** It names one host or one address. Nothing wider opens a metadata address. */
  readonly isExact: boolean
  readonly opens: (host: string, port: number, address: Address) => boolean
}

const source = 'SWITCHBOARD_EGRESS_ALLOW'

/**
 * Reads ranges, addresses and host names, comma between them; an address or a name may have a port.
 * Throws SetupError with the number of the entry that it does not understand.
 */
export function readEgress(text: string | undefined): Egress {
  const entries = text === undefined ? [] : text.split(',').map((entry, index) => readEntry(entry.trim()) ?? refuse(index + 1))
  return Object.freeze({
    allows: (host: string, port: number, address: Address) =>
      [address, ...carried(address)].every(
        (one) => isPublic(one) || entries.some(({ isExact, opens }) => opens(host, port, one) && (isExact || !isMetadata(one))),
      ),
  })
}

function refuse(number: number): never {
  throw new SetupError(
    `Entry ${number} of ${source} is not a range (10.0.0.0/8, fd00::/8), an address (10.0.0.7, 10.0.0.7:8443, [fd00::7]:8443) or a host (hooks.example, hooks.example:8443, *.example).`,
  )
}

function readEntry(text: string): Entry | undefined {
  const [, network = '', bits] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
  const address = readAddress(bits === undefined ? text : network)
  if (address) return rangeEntry(address, bits === undefined ? undefined : Number(bits))

  const [, bracketed, plain = '', digits] = /^(?:\[([^[\]]*:[^[\]]*)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const port = digits === undefined ? undefined : Number(digits)
  if (port === 0 || (port ?? 0) > 65535) return undefined
  const host = readAddress(bracketed ?? plain)
  return host ? rangeEntry(host, undefined, port) : nameEntry(plain, port)
}

function rangeEntry(network: Address, bits?: number, port?: number): Entry | undefined {
  const length = network.kind() === 'ipv4' ? 32 : 128
  const prefix = bits ?? length
  const opens: Entry['opens'] = (_host, dialled, address) => isPort(port, dialled) && inRange(address, [network, prefix])
  return prefix > length ? undefined : { isExact: prefix === length, opens }
}

function nameEntry(text: string, port: number | undefined): Entry | undefined {
  const isWide = text.startsWith('*.')
  const name = readName(isWide ? text.slice(2) : text)
  if (name === undefined) return undefined
  const isNamed = (host: string): boolean => (isWide ? host.endsWith(`.${name}`) : host === name)
  return { isExact: !isWide, opens: (host, dialled) => isPort(port, dialled) && isNamed(host) }
}

/** A host name as a URL spells it; undefined for a text that means an address or more than a host. */
function readName(text: string): string | undefined {
  const url = `https://${text}`
  const name = /^[^\s/?#@\\:%*]+$/.test(text) && URL.canParse(url) ? hostOf(new URL(url)) : ''
  return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name) && !readAddress(name) ? name : undefined
}

function isPort(wanted: number | undefined, dialled: number): boolean {
  return wanted === undefined || wanted === dialled
}
