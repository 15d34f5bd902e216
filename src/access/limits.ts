import ipaddr from 'ipaddr.js'
import { createLimiter, type Limiter, type Rate } from '../lib/limiter.js'
import { later } from '../lib/problem.js'
import { SetupError } from '../lib/setup-error.js'

/** What is counted: requests of a token, requests without one from an address, tokens from an address that do not open, secrets that a token asks for. */
export const limitNames = ['token', 'address', 'failures', 'reveals'] as const
export type LimitName = (typeof limitNames)[number]

export type Rates = Readonly<Record<LimitName, Rate>>
export type Limits = Readonly<Record<LimitName, Limiter>>

const defaults = 'token=5000/s, address=500/s, failures=10/m, reveals=60/m'
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }
/** How long somebody who goes on guessing may have to wait, in seconds. */
const longestWait = 900

/** Reads `token=5000/s, address=500/s, failures=10/m`; what is not named stays as it is. Undefined is `off`. */
export function readRates(text: string | undefined): Rates | undefined {
  if (text === 'off') return undefined
  return Object.freeze({ ...readEntries(defaults), ...(text !== undefined && readEntries(text)) }) as Rates
}

function readEntries(text: string): Readonly<Record<string, Rate>> {
  const rates = new Map<string, Rate>()
  for (const entry of text.split(',')) {
    const [, name = '', count, unit = ''] = /^\s*(token|address|failures|reveals)=(\d{1,9})\/([smh])\s*$/.exec(entry) ?? []
    if (!(Number(count) > 0)) {
      throw new SetupError(
        `SWITCHBOARD_RATE_LIMITS must be off, or name=count/unit with a comma between, of ${limitNames.join(', ')} and s, m or h. For example: ${defaults}`,
      )
    }
    if (rates.has(name)) throw new SetupError(`SWITCHBOARD_RATE_LIMITS names the limit ${name} twice. Leave one of them.`)
    rates.set(name, rateOf(name, Number(count), units[unit] ?? 1))
  }
  return Object.fromEntries(rates)
}

/** A client that works may go to twice its count for a moment; one that guesses may not, and pays for each further guess. */
function rateOf(name: string, count: number, unitSeconds: number): Rate {
  const perSecond = count / unitSeconds
  if (name === 'failures') return { atOnce: count, perSecond, longestWait }
  return { atOnce: name === 'reveals' ? count : 2 * count, perSecond }
}

/** Limits at these rates; none without. `refused` is told of each request that is too much. */
export function createLimits(rates: Rates | undefined, refused: (name: LimitName) => void): Limits {
  const limit = (name: LimitName): Limiter => {
    if (!rates) return () => 0
    const limiter = createLimiter(rates[name])
    return (key) => {
      const wait = limiter(key)
      if (wait > 0) refused(name)
      return wait
    }
  }
  return { token: limit('token'), address: limit('address'), failures: limit('failures'), reveals: limit('reveals') }
}

/** Throws `rateLimited` when this one is too much. */
export function refuseTooMany(limiter: Limiter, key: string): void {
  const wait = limiter(key)
  if (wait > 0) throw later('rateLimited', 'There were too many requests.', wait)
}

/** What an address is counted as: IPv6 by its /64, which one customer has whole; IPv4 in IPv6 as IPv4. */
export function networkOf(address: string): string {
  if (!address.includes(':') || !ipaddr.IPv6.isValid(address)) return address
  const parsed = ipaddr.IPv6.parse(address)
  return parsed.isIPv4MappedAddress()
    ? parsed.toIPv4Address().toString()
    : parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')
}
