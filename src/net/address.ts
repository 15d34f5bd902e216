import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Address = ipaddr.IPv4 | ipaddr.IPv6

/** An address in its plain spelling, without a zone; undefined for every other text, so that nobody can read it differently. */
export function readAddress(text: string): Address | undefined {
  return isIP(text) !== 0 && !text.includes('%') ? ipaddr.parse(text) : undefined
}

/** Where clouds, containers and their hosts hand out credentials. Azure's is in the middle of public addresses. */
const metadata = [
  ...['169.254.169.254', '169.254.170.2', '169.254.170.23', '169.254.42.42', '100.100.100.200', '168.63.129.16', '192.0.0.192'],
  ...['fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254', 'fd00:c1::a9fe:a9fe', 'fd00:42::42', 'fe80::a9fe:a9fe'],
].map((text) => ipaddr.parse(text).toString())

export function isMetadata(address: Address): boolean {
  return metadata.includes(address.toString())
}

/** The part of IPv6 that is given out at all. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an address is anyone's on the internet: no special range of any kind, no metadata, and it carries no other address. */
export function isPublic(address: Address): boolean {
  const isGlobal = address.kind() === 'ipv4' || inRange(address, globalUnicast)
  return isGlobal && address.range() === 'unicast' && !isMetadata(address) && carried(address).length === 0
}

export function inRange(address: Address, [network, bits]: readonly [Address, number]): boolean {
  return address.kind() === network.kind() && address.match(network, bits)
}

/** The IPv4 addresses that a packet to this IPv6 address may end at. */
export function carried(address: Address): readonly ipaddr.IPv4[] {
  if (!('parts' in address)) return []
  const bytes = address.toByteArray()
  const at = (start: number): ipaddr.IPv4 => new ipaddr.IPv4(bytes.slice(start, start + 4))
  switch (address.range()) {
    case '6to4':
      return [at(2)]
    case 'teredo':
      return [at(4), new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff))]
    case 'ipv4Mapped':
    case 'rfc6145':
    case 'rfc6052':
      return [at(12)]
    case 'loopback':
    case 'unspecified':
      return []
    default:
      return isCompatible(address) || isIsatap(address) ? [at(12)] : []
  }
}

const compatible = ipaddr.IPv6.parseCIDR('::/96')

function isCompatible(address: ipaddr.IPv6): boolean {
  return inRange(address, compatible)
}

/** RFC 5214: the second half of any IPv6 address is `0:5efe` or `200:5efe` and an IPv4 address. */
function isIsatap({ parts: [, , , , e = 0, f] }: ipaddr.IPv6): boolean {
  return (e & ~0x200) === 0 && f === 0x5efe
}
