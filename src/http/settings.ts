import ipaddr from 'ipaddr.js'
import { Secret } from '../lib/secret.js'
import { SetupError } from '../lib/setup-error.js'
import { collide, readHost, type Listening } from './listening.js'

/** How requests are received, counted and ended. */
export interface HttpSettings {
  /** Proxies whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[]
  /** How long a request may have waited for its turn before it is refused, in milliseconds; undefined is for ever. */
  readonly longestQueueMs: number | undefined
  /** How long a stop waits for what is under way, in milliseconds. */
  readonly stopMs: number
  readonly metrics: {
    /** A port of its own, which asks for no token. */
    readonly listen: Listening | undefined
    /** Opens `/metrics` beside everything else. */
    readonly token: Secret<string> | undefined
  }
}

type Setting = (name: string) => string | undefined

/** Reads what the settings say of a gateway that listens there; `setting` answers the text of one that is set. */
export function readHttpSettings(setting: Setting, gateway: Listening): HttpSettings {
  const queue = setting('MAX_QUEUE_MS') ?? '500'
  return Object.freeze({
    trustedProxies: readTrustedProxies(setting('TRUST_PROXY')),
    longestQueueMs: queue === 'off' ? undefined : readNumber('SWITCHBOARD_MAX_QUEUE_MS', queue, 10, 60_000, ' of milliseconds, or off'),
    stopMs: 1000 * readNumber('SWITCHBOARD_STOP_SECONDS', setting('STOP_SECONDS') ?? '10', 1, 600, ' of seconds'),
    metrics: Object.freeze({
      listen: readMetricsPlace(setting('METRICS_HOST'), setting('METRICS_PORT'), gateway),
      token: readMetricsToken(setting('METRICS_TOKEN')),
    }),
  })
}

function readMetricsPlace(host: string | undefined, port: string | undefined, gateway: Listening): Listening | undefined {
  if (host !== undefined && port === undefined) throw new SetupError('SWITCHBOARD_METRICS_HOST needs SWITCHBOARD_METRICS_PORT beside it.')
  if (port === undefined) return undefined
  const place = {
    host: readHost('SWITCHBOARD_METRICS_HOST', host ?? '127.0.0.1'),
    port: readNumber('SWITCHBOARD_METRICS_PORT', port, 0, 65535),
  }
  if (collide(place, gateway))
    throw new SetupError('SWITCHBOARD_METRICS_PORT must be another port than SWITCHBOARD_PORT (or PORT), where the gateway itself listens.')
  return Object.freeze(place)
}

function readNumber(name: string, text: string, least: number, most: number, unit = ''): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most)) throw new SetupError(`${name} must be a number from ${least} to ${most}${unit}.`)
  return number
}

function readMetricsToken(text: string | undefined): Secret<string> | undefined {
  if (text === undefined) return undefined
  if (!/^[A-Za-z0-9_-]{16,200}$/.test(text)) {
    throw new SetupError(
      'SWITCHBOARD_METRICS_TOKEN must have 16 to 200 characters of A-Z, a-z, 0-9, _ and -. Make one with: openssl rand -hex 32',
    )
  }
  return new Secret(text)
}

function readTrustedProxies(text: string | undefined): readonly string[] {
  const entries = text?.split(',').map((entry) => entry.trim()) ?? []
  for (const [index, entry] of entries.entries()) {
    if (isNetwork(entry)) continue
    throw new SetupError(
      `SWITCHBOARD_TRUST_PROXY: entry ${index + 1} is no address and no network. For example: 127.0.0.1,10.0.0.0/8,fd00::/8`,
    )
  }
  return Object.freeze(entries)
}

/** A network of all addresses would believe everybody, so it is none. */
function isNetwork(text: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)) return true
  return (ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text)) && !/\/0+$/.test(text)
}
