import { readBrokers, type BrokerList } from './brokers.js'
import { isJdbc, jdbcAddresses, jdbcWithoutCredentials } from './jdbc.js'
import { isKnownParameter, schemeWordsOf } from './url-parameters.js'
import { hosts, isPlainPath, isPlainWord, unescaped, type Address } from './url-parts.js'

const scheme = /^[a-z][a-z0-9+.-]*(?::[a-z0-9+.-]+)*:\/\//i
const webScheme = /^(?:http|ws)s?:\/\//i
const template = /\{\{[^{}]*\}\}/g
const bareHost = /^[^\s@:/?#;=%&|]+(?::\d{1,5})?(?:[/?#][^\s@]*)?$/

/**
 * An address without user and password, with no parameters but those that are known to hold no credential, and on the web
 * with its path up to what may be a token; null when its form is not understood.
 * It errs on the side of taking out too much: a password may hold unescaped `/`, `?` or `@`.
 */
export function withoutCredentials(address: string): string | null {
  if (isJdbc(address)) return jdbcWithoutCredentials(address)
  const list = readBrokers(address)
  return list ? listWithoutCredentials(list) : oneWithoutCredentials(address)
}

/** Scheme, host and port of a web address, for one whose path is a credential; null when its form is not understood. */
export function originOf(address: string): string | null {
  return /^(?:http|ws)s?:\/\/[^/?#;]+/i.exec(withoutCredentials(address) ?? '')?.[0] ?? null
}

/** A broker without credentials before one with them may be the start of an unescaped password. */
function listWithoutCredentials({ head, brokers, tail }: BrokerList): string | null {
  const forms = brokers.map(oneWithoutCredentials)
  const bare = brokers.findIndex((broker) => !broker.includes('@'))
  const isUnsure = bare >= 0 && brokers.slice(bare).some((broker) => broker.includes('@'))
  return isUnsure || forms.includes(null)
    ? null
    : head + forms.join(',') + tail.replaceAll(/\?[^()]*/g, (options) => withoutUnknown(options, head))
}

function oneWithoutCredentials(address: string): string | null {
  const start = scheme.exec(address)?.[0]
  if (start === undefined) return bareHost.test(address) ? withoutTokens(address, '') : null

  const isWeb = webScheme.test(start)
  const rest = withoutUser(address.slice(start.length), isWeb)
  if (rest === undefined) return null
  const [place = ''] = rest.replaceAll(template, '0').split(/[?#;]/, 1) // A template stands for a host, a part of one, or a port.
  const [authority = ''] = place.split('/', 1)
  if (!hosts.test(authority) || !(isWeb || isPlainPath(place.slice(authority.length)))) return null
  return start + (isWeb ? withoutTokens(rest, start) : withoutUnknown(rest, start))
}

/** What follows user and password; undefined when they can be read in two ways. */
function withoutUser(rest: string, isWeb: boolean): string | undefined {
  const at = rest.lastIndexOf('@')
  if (at < 0) return rest
  const before = rest.slice(0, at)
  // `https://host/users/@me`: without a colon no password stands before it.
  if (isWeb && /^(?:\[[0-9a-f:.]+\]|[^:@/?#\s]+)[/?#][^:]*$/i.test(before)) return rest
  const isAlsoPath = isWeb && /^[^:@/?#]*(?::(?:\d*|\{\{[^{}]*\}\}))?[/?#]|^[^@]*@[^/?#]*[/?#]/.test(before)
  const isAlsoParameter = /[?&;#][^=?&;#]*=/.test(before)
  return isAlsoPath || isAlsoParameter ? undefined : rest.slice(at + 1)
}

/** The path up to the first segment that may be a token. */
function withoutTokens(text: string, scheme: string): string {
  const [place = ''] = text.split(/[?#;]/, 1)
  const [authority = '', ...path] = place.split('/')
  const end = path.findIndex(mayBeToken)
  const kept = end < 0 ? path : path.slice(0, end)
  return withoutUnknown([authority, ...kept].join('/') + text.slice(place.length), scheme)
}

const version = /^v?\d[\d.-]*(?:alpha|beta|preview|rc)?[\d.]*$/i

/** A parameter, what has escaped delimiters, 20 characters or more, or 12 or more with letters and digits in them that are no version. */
function mayBeToken(segment: string): boolean {
  const word = segment.replaceAll(template, '')
  if (!isPlainWord(word)) return true
  const text = unescaped(word)
  return text.length >= 20 || (text.length >= 12 && /\p{L}/u.test(text) && /\d/.test(text) && !version.test(text))
}

/** Without the parameters that are not known to hold no credential, and without what follows `;` or `#`. */
function withoutUnknown(text: string, scheme: string): string {
  const [place = ''] = text.split(/[?#;]/, 1)
  const [, query] = /^[^?#]*\?([^#]*)/.exec(text) ?? []
  const words = schemeWordsOf(scheme)
  const kept = query?.split('&').filter((parameter) => parameter === '' || isKnownParameter(parameter, words)) ?? []
  const isBare = kept.every((parameter) => parameter === '') && query !== kept.join('&')
  return query === undefined || isBare ? place : `${place}?${kept.join('&')}`
}

/** Where an address without credentials leads. Of several hosts the first counts. */
export function addressOf(address: string): Address {
  const rest = address.replace(scheme, '')
  const [authority = '', ...path] = rest.split(/[?#;]/, 1)[0]?.split('/') ?? []
  const [, host = '', port] = /^(\[[^\]]*\]|[^:,]*)(?::(\d{1,5})(?!\d))?/.exec(authority) ?? []
  return { host: host || null, port: port === undefined ? null : Number(port), database: path.join('/') || null }
}

/** Every place that a database's address without credentials leads to. */
export function addressesOf(address: string): Address[] {
  if (isJdbc(address)) return jdbcAddresses(address)
  const start = scheme.exec(address)?.[0] ?? ''
  const [authority = ''] = address.slice(start.length).split(/[/?#;]/, 1)
  const { database } = addressOf(address)
  return address === '' ? [] : authority.split(',').map((one) => ({ ...addressOf(one), database }))
}
