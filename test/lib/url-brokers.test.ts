import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokerAddresses } from '../../src/lib/brokers.js'
import { addressOf, withoutCredentials } from '../../src/lib/url.js'

describe('a broker address without credentials', () => {
  it.each([
    ['tcp://amq.example:61616', 'tcp://amq.example:61616'],
    ['tcp://jms:q7-Lark@amq.example:61616', 'tcp://amq.example:61616'],
    ['amqps://jms:q7-Lark@amq.example:5671', 'amqps://amq.example:5671'],
    [
      'tcp://amq.example:61616?jms.userName=ann&jms.password=q7-Lark&jms.useAsyncSend=true',
      'tcp://amq.example:61616?jms.useAsyncSend=true',
    ],
    ['ssl://amq.example:61617?transport.keyStorePassword=q7-Lark', 'ssl://amq.example:61617'],
    ['failover:(tcp://a.example:61616,tcp://b.example:61616)', 'failover:(tcp://a.example:61616,tcp://b.example:61616)'],
    [
      'failover:(tcp://ann:q7-Lark@a.example:1,tcp://ann:q7-Lark@b.example:2)?randomize=false',
      'failover:(tcp://a.example:1,tcp://b.example:2)?randomize=false',
    ],
    [
      'failover:(amqp://ann:q7-Lark@a.example:1)?jms.username=ann&jms.password=q7-Lark&timeout=1',
      'failover:(amqp://a.example:1)?timeout=1',
    ],
    ['failover:(tcp://a.example:1?jms.password=q7-Lark,tcp://b.example:2)', 'failover:(tcp://a.example:1,tcp://b.example:2)'],
    ['failover://(tcp://ann:q7-Lark@a.example:1)', 'failover://(tcp://a.example:1)'],
    ['failover:tcp://ann:q7-Lark@a.example:1,tcp://ann:q7-Lark@b.example:2', 'failover:tcp://a.example:1,tcp://b.example:2'],
    ['failover://tcp://ann:q7-Lark@a.example:1', 'failover://tcp://a.example:1'],
    ['FAILOVER:(tcp://ann:q7-Lark@a.example:1)', 'FAILOVER:(tcp://a.example:1)'],
    ['failover:(tcp://ann:q7)Lark,x@a.example:1)', 'failover:(tcp://a.example:1)'],
    ['discovery:(multicast://default)?initialReconnectDelay=100', 'discovery:(multicast://default)?initialReconnectDelay=100'],
    [
      'fanout:(static:(tcp://ann:q7-Lark@a.example:1,tcp://ann:q7-Lark@b.example:2)?maxReconnectAttempts=1&a=1)?backup=true&b=2',
      'fanout:(static:(tcp://a.example:1,tcp://b.example:2)?maxReconnectAttempts=1)?backup=true',
    ],
    ['tcp://a.example:1,tcp://b.example:2', 'tcp://a.example:1,tcp://b.example:2'],
  ])('of %s is %s', (address, form) => {
    expect(withoutCredentials(address)).toBe(form)
  })

  it.each([
    ['brackets that do not close', 'failover:(tcp://ann:q7-Lark@a.example:1'],
    ['something behind the brackets', 'failover:(tcp://a.example:1)q7-Lark'],
    ['an at sign in the options', 'failover:(tcp://a.example:1)?x=q7@Lark'],
    ['what may be the start of a password', 'failover:(tcp://ann:12,tcp://q7-Lark@a.example:1)'],
    ['a member that is no address', 'failover:(ann:q7-Lark@a.example:1)'],
    ['the end of a password that looks like a bracket', 'failover:(tcp://ann:12)?q7-Lark@a.example:1'],
    ['an embedded broker', 'vm:(broker:(tcp://a.example:1)?persistent=false)?marshal=false'],
    ['nothing in the brackets', 'failover:()'],
  ])('is null for %s', (_what, address) => {
    expect(withoutCredentials(address)).toBeNull()
  })

  it('never holds the password, whatever users and passwords are', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[/?#@:;&=%,()a-z0-9]{0,12}$/))
    const secret = fc.tuple(text, text).map(([a, b]) => `${a}q7!Lark${b}`)
    const head = fc.constantFrom('failover:(', 'failover://(', 'failover:', 'fanout:(static:(', '')
    const broker = fc.tuple(fc.constantFrom('tcp', 'amqp', 'ssl'), text, secret, fc.constantFrom('a.example:61616', '[::1]:1', 'b'))
    const tail = fc.constantFrom('', ')', '))', ')?randomize=false', ')?a=1)?b=2')
    fc.assert(
      fc.property(head, fc.array(broker, { minLength: 1, maxLength: 3 }), tail, (before, brokers, after) => {
        const list = brokers.map(([scheme, user, password, host]) => `${scheme}://${user}:${password}@${host}`).join(',')
        expect(withoutCredentials(before + list + after) ?? '').not.toContain('q7!Lark')
      }),
      { numRuns: 5000 },
    )
  })

  it('answers at once whatever it is given', () => {
    const start = performance.now()
    for (const part of ['failover:(', '(', ')', ')?', ',', ', ', ',tcp://', 'a,', '?a=1)', '@'])
      for (const head of ['', 'failover:(', 'failover:', 'failover:(tcp://']) withoutCredentials(head + part.repeat(20_000))
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('where a list of brokers leads', () => {
  it.each([
    ['tcp://a.example:61616', ['a.example:61616']],
    ['failover:(tcp://a.example:1,ssl://b.example:2)?randomize=false', ['a.example:1', 'b.example:2']],
    ['failover:(tcp://a.example:1, tcp://[::1]:2)', ['a.example:1', '[::1]:2']],
    ['failover:tcp://a.example:1,tcp://b.example', ['a.example:1', 'b.example:null']],
    ['tcp://a.example:1,tcp://b.example:2', ['a.example:1', 'b.example:2']],
    ['fanout:(static:(tcp://a.example:1,tcp://b.example:2))', ['a.example:1', 'b.example:2']],
  ])('%s', (address, places) => {
    const found = brokerAddresses(address).map(addressOf)
    expect(found.map(({ host, port }) => `${host}:${port}`)).toEqual(places)
  })
})
