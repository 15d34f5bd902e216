import { describe, expect, it } from 'vitest'
import { readEgress } from '../../src/net/policy.js'
import { mayDialAt } from './target.js'

const mayDial = (allow: string | undefined, place: string) => {
  const [, host = '', port, address = ''] = /^(\S+?)(?: port (\d+))? at (\S+)$/.exec(place) ?? []
  return mayDialAt(host, Number(port ?? 443), address, allow)
}

describe('the list opens what its entries name, and no more', () => {
  it.each([
    ['10.0.0.0/8', 'a.example at 10.1.2.3', 'a.example at 192.168.0.1, a.example at 127.0.0.1'],
    ['10.0.0.7', 'a.example at 10.0.0.7', 'a.example at 10.0.0.8'],
    ['10.0.0.7:8443', 'a.example port 8443 at 10.0.0.7', 'a.example port 443 at 10.0.0.7'],
    ['fd12::/16', 'a.example at fd12::1', 'a.example at fd13::1, a.example at 10.0.0.1'],
    ['::1', 'localhost at ::1', 'localhost at 127.0.0.1, localhost at ::2'],
    ['[::1]:8080', 'localhost port 8080 at ::1', 'localhost port 80 at ::1'],
    ['localhost', 'localhost at 127.0.0.1', 'a.localhost at 127.0.0.1, localhost.example at 127.0.0.1'],
    ['localhost:8080', 'localhost port 8080 at ::1', 'localhost port 8081 at ::1'],
    ['hooks.example.', 'hooks.example at 10.0.0.1', 'example at 10.0.0.1'],
    ['HOOKS.Example', 'hooks.example at 10.0.0.1', 'hooks.examples at 10.0.0.1'],
    ['bücher.example', 'xn--bcher-kva.example at 10.0.0.1', 'bucher.example at 10.0.0.1'],
    ['*.corp.example', 'a.b.corp.example at 10.0.0.1', 'corp.example at 10.0.0.1, acorp.example at 10.0.0.1'],
    ['*.corp.example:99', 'a.corp.example port 99 at 10.0.0.1', 'a.corp.example at 10.0.0.1'],
    [' 10.0.0.0/8 , localhost ', 'localhost at 127.0.0.1', 'a.example at 192.168.0.1'],
    ['0.0.0.0/0', 'a.example at 127.0.0.1', 'a.example at ::1'],
    ['::ffff:0:0/96,10.0.0.0/8', 'a.example at ::ffff:10.0.0.1', 'a.example at ::ffff:127.0.0.1'],
    ['10.0.0.0/8', 'a.example at 10.0.0.1', 'a.example at ::ffff:10.0.0.1, a.example at 64:ff9b::10.0.0.1'],
  ])('%s opens %s, not %s', (allow, open, shut) => {
    expect(mayDial(allow, open)).toBe(true)
    for (const place of shut.split(', ')) expect(mayDial(allow, place)).toBe(false)
  })

  it('a public address needs no entry', () => {
    expect(mayDial(undefined, 'a.example at 8.8.8.8')).toBe(true)
    expect(mayDial('10.0.0.0/8', 'a.example at 8.8.8.8')).toBe(true)
  })

  it.each(['0.0.0.0/0', '169.254.0.0/16', '*.internal', '169.254.169.254/31'])('%s is too wide for a metadata address', (allow) => {
    expect(mayDial(allow, 'metadata.internal at 169.254.169.254')).toBe(false)
  })

  it.each(['169.254.169.254', '169.254.169.254/32', 'metadata.internal'])('%s opens the metadata address that it names', (allow) => {
    expect(mayDial(allow, 'metadata.internal at 169.254.169.254')).toBe(true)
  })
})

describe('an entry that can be misread stops the start', () => {
  it.each([
    ...['', ' ', '*', '*.', '*.*.example', 'a.*.example', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '10/8', '/8', '10.0.0.0/8:443'],
    ...[
      '127.1',
      '0177.0.0.1',
      '0x7f.1',
      '2130706433',
      '256.1.1.1',
      '127.0.0.1.',
      '[10.0.0.1]:80',
      '[::1',
      '::1]',
      'fe80::1%eth0',
      '[::1]x',
    ],
    ...[
      'https://hooks.example',
      'hooks.example/path',
      'ann:q7-Lark@hooks.example',
      'hooks.example:0',
      'hooks.example:65536',
      'hooks.example:',
    ],
    ...['hooks..example', '.example', 'hooks example', 'hooks.example;localhost', 'localhost#', 'localhost?'],
  ])('"%s"', (entry) => {
    expect(() => readEgress(`10.0.0.0/8,${entry}`)).toThrow(expect.objectContaining({ name: 'SetupError', message: refusalOf(2) }))
  })

  it('wherever it stands', () => {
    expect(() => readEgress('10/8,localhost')).toThrow(expect.objectContaining({ message: refusalOf(1) }))
  })
})

function refusalOf(entry: number) {
  return expect.stringMatching(new RegExp(`^Entry ${entry} of SWITCHBOARD_EGRESS_ALLOW is not (?!.*q7-Lark)`))
}
