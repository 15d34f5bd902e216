import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, mayDialAt, names } from './target.js'

const classes: Readonly<Record<string, readonly string[]>> = {
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'unique local': ['fc00::1', 'fd12:3456::1'],
  'site local': ['fec0::1'],
  'link local': ['169.254.0.1', 'fe80::1', 'febf::1'],
  'carrier NAT': ['100.64.0.1', '100.127.255.255'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  broadcast: ['255.255.255.255'],
  reserved: ['240.0.0.1', '192.0.0.8', '192.88.99.1', '2001:1::1', '2001:20::1', '3fff::1', '5f00::1', '4000::1', 'e000::1', '100::1'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1'],
  benchmarking: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  metadata: [
    ...['169.254.169.254', '169.254.170.2', '169.254.170.23', '169.254.42.42', '100.100.100.200', '168.63.129.16', '192.0.0.192'],
    ...['fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254', 'fd00:c1::a9fe:a9fe', 'fd00:42::42', 'fe80::a9fe:a9fe'],
  ],
  mapped: ['::ffff:127.0.0.1', '::ffff:8.8.8.8'],
  compatible: ['::127.0.0.1', '::8.8.8.8'],
  translated: ['::ffff:0:10.0.0.1', '::ffff:0:8.8.8.8'],
  NAT64: ['64:ff9b::10.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::10.0.0.1', '64:ff9b:1:2:3:4:808:808'],
  '6to4': ['2002:7f00:1::1', '2002:808:808::1'],
  Teredo: ['2001:0:808:808::f5ff:fffe', '2001:0:7f00:1::f7f7:f7f7'],
  ISATAP: ['2606:4700::5efe:10.0.0.1', '2606:4700::200:5efe:8.8.8.8', 'fe80::5efe:10.0.0.1'],
}
const refused = Object.entries(classes).flatMap(([kind, addresses]) => addresses.map((address) => [kind, address] as const))
const inUrl = (address: string) => (address.includes(':') ? `[${address}]` : address)
const mayDial = (address: string, allow?: string) => mayDialAt('hooks.example', 443, address, allow)

describe('an address that is not public is refused', () => {
  it.each(refused)('%s %s, in a URL', async (_, address) => {
    expect(await ask(`https://${inUrl(address)}/`)).toHaveProperty('failure', 'refusedAddress')
  })

  it.each(refused)('%s %s, behind a name', async (_, address) => {
    const { resolve } = names({ 'hooks.example': [address] })
    expect(await ask('https://hooks.example/', { resolve })).toHaveProperty('failure', 'refusedAddress')
  })

  it.each(['', '10.0.0', '0177.0.0.1', 'fe80::1%eth0', 'localhost'])('and what no resolver should answer, "%s"', async (address) => {
    const { resolve } = names({ 'hooks.example': [address] })
    expect(await ask('https://hooks.example/', { resolve, allow: '0.0.0.0/0,::/0' })).toHaveProperty('failure', 'refusedAddress')
  })

  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.255.255', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    'while %s is anyone’s',
    (address) => {
      expect(mayDial(address)).toBe(true)
    },
  )
})

describe('a host in an odd spelling is the address that it means', () => {
  it.each([
    ...['2130706433', '0x7f.1', '0x7f000001', '0177.0.0.1', '017700000001', '127.1', '127.0.0.1.', '0', '0x'],
    ...['127。0。0。1', '１２７.0.0.1', '①②⑦.0.0.1', '%31%32%37.0.0.1', '127.0.0.1\t', '169.254.43518', '0xA9FEA9FE'],
    ...['[::ffff:127.0.0.1]', '[::FFFF:7F00:1]', '[0:0:0:0:0:0:0:1]', '[::127.0.0.1]', '[64:ff9b::a00:1]'],
  ])('%s is refused', async (host) => {
    expect(await ask(`https://${host}/`)).toHaveProperty('failure', 'refusedAddress')
  })

  it.each(['[fe80::1%25eth0]', '[fe80::1%eth0]', '1.2.3.4.5', '256.1.1.1', 'localhost%00', '[::1].', '%5b::1%5d', '127.0.0.1%2f', ''])(
    '%s is no host',
    async (host) => {
      expect(await ask(`https://${host}/`)).toHaveProperty('failure', 'malformedUrl')
    },
  )

  it.each([
    ['LOCALHOST', 'localhost'],
    ['localhost.', 'localhost'],
    ['ＬＯＣＡＬＨＯＳＴ', 'localhost'],
    ['hooks。example', 'hooks.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('%s is looked up as %s', async (host, name) => {
    const { asked, resolve } = names({ [name]: ['127.0.0.1'] })
    expect(await ask(`https://${host}/`, { resolve })).toHaveProperty('failure', 'refusedAddress')
    expect(asked).toEqual([name])
  })
})

const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))
const prefixes: readonly (readonly [readonly number[], number])[] = [
  [[0], 8],
  [[10], 8],
  [[100, 64], 10],
  [[127], 8],
  [[169, 254], 16],
  [[172, 16], 12],
  [[192, 168], 16],
  [[198, 18], 15],
  [[224], 3],
]
/** Any address of a range that is refused. */
const refusedV4 = fc.tuple(fc.constantFrom(...prefixes), v4).map(([[network, bits], free]) =>
  free.map((byte, index) => {
    const mask = bits >= 8 * index + 8 ? 0 : 0xff >> Math.max(0, bits - 8 * index)
    return (network[index] ?? 0) | (byte & mask)
  }),
)
const groups = (bytes: readonly number[]) => {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 4)}:${hex.slice(4)}`
}
const inverse = (bytes: readonly number[]) => bytes.map((byte) => byte ^ 0xff)
/** Every way to put an IPv4 address into an IPv6 one, and a range of those. */
const embeddings: Readonly<Record<string, (bytes: readonly number[]) => string>> = {
  '::/96': (bytes) => `::${groups(bytes)}`,
  '::ffff:0:0/96': (bytes) => `::ffff:${groups(bytes)}`,
  '::ffff:0:0:0/96': (bytes) => `::ffff:0:${groups(bytes)}`,
  '64:ff9b::/96': (bytes) => `64:ff9b::${groups(bytes)}`,
  '64:ff9b:1::/48': (bytes) => `64:ff9b:1::${groups(bytes)}`,
  '2002::/16': (bytes) => `2002:${groups(bytes)}::1`,
  '2001::/32': (bytes) => `2001:0:808:808:0:0:${groups(inverse(bytes))}`,
  '2001::/16': (bytes) => `2001:0:${groups(bytes)}:0:0:f7f7:f7f7`,
  '2606:4700::/32': (bytes) => `2606:4700::5efe:${groups(bytes)}`,
}

describe.each(Object.entries(embeddings))('an IPv4 address inside %s', (range, embed) => {
  it('is refused, plain and embedded', () => {
    fc.assert(
      fc.property(refusedV4, (bytes) => {
        expect(mayDial(bytes.join('.'))).toBe(false)
        expect(mayDial(embed(bytes))).toBe(false)
      }),
    )
  })

  it('is refused even when the range around it is allowed', () => {
    fc.assert(
      fc.property(refusedV4, (bytes) => {
        fc.pre(!(range === '::/96' && bytes.slice(0, 3).every((byte) => byte === 0))) // `::1` is no IPv4 address.
        expect(mayDial(embed(bytes), range)).toBe(false)
      }),
    )
  })

  it('is allowed with the range when it is public', () => {
    expect(mayDial(embed([8, 8, 8, 8]))).toBe(false)
    expect(mayDial(embed([8, 8, 8, 8]), range)).toBe(true)
  })
})
