/** Several broker addresses in one, as JMS clients write them: `failover:(tcp://a:1,tcp://b:2)?randomize=false`. */
export interface BrokerList {
  readonly head: string
  readonly brokers: readonly string[]
  readonly tail: string
}

const heads = /^(?:(?:failover|fanout|discovery|static|masterslave):(?:\/\/)?\(?){1,3}/i
const between = /,\s*(?=[a-z][a-z0-9+.-]*:\/\/)/i

/** The parts of a broker list, which may have nothing around it; undefined for any other address, and for one whose brackets do not fit. */
export function readBrokers(address: string): BrokerList | undefined {
  const head = heads.exec(address)?.[0]
  if (head === undefined) return readPlainList(address)
  let inner = address.slice(head.length)
  let tail = ''
  for (let open = head.split('(').length - 1; open > 0; open -= 1) {
    const close = inner.lastIndexOf(')')
    const options = inner.slice(close + 1)
    if (close < 0 || !/^(?:\?[^()@]*)?$/.test(options)) return undefined
    tail = `)${options}${tail}`
    inner = inner.slice(0, close)
  }
  return { head, brokers: inner.split(between), tail }
}

/** Addresses with nothing around them; on the web a comma is a part of one. */
function readPlainList(address: string): BrokerList | undefined {
  const brokers = address.split(between)
  return brokers.length > 1 && !brokers.some((broker) => /^(?:http|ws)s?:/i.test(broker)) ? { head: '', brokers, tail: '' } : undefined
}

/** Every broker's own address, of one that is a list and of one that is none. */
export function brokerAddresses(address: string): readonly string[] {
  return readBrokers(address)?.brokers ?? [address]
}
