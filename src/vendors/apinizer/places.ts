import type { Endpoint } from '../vendor.js'

/** A name or an address and nothing else: no account, no path. */
const host = String.raw`\[[0-9a-f:.%]+\]|[^\s@:,/?#;=()[\]]+`
const wholeHost = new RegExp(String.raw`^(?:${host}|[0-9a-f]*:[0-9a-f:.%]+)$`, 'i')
const broker = new RegExp(String.raw`^(?:[a-z_]+://)?(${host})(?::(\d{1,5}))?$`, 'i')

/** Where a host and a port lead; nowhere when the host is no host. */
export function placeOf(kind: Endpoint['kind'], name: string, port: number): Endpoint[] {
  return wholeHost.test(name) ? [{ kind, host: name, port, database: null, url: null }] : []
}

/** Every broker of a list such as `k1.example:9092,k2.example:9092`. */
export function brokersIn(list: string): Endpoint[] {
  return list.split(',').flatMap((item): Endpoint[] => {
    const [, name, port] = broker.exec(item.trim()) ?? []
    if (name === undefined) return []
    return [{ kind: 'BROKER', host: name, port: port === undefined ? null : Number(port), database: null, url: null }]
  })
}
