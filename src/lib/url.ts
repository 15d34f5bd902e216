import { readBrokers, type BrokerList } from './brokers.js'

const scheme = /^[a-z][a-z0-9+.-]*(?::[a-z0-9+.-]+)*:\/\//i
const webScheme = /^https?:\/\//i
const host = String.raw`(?:\[[0-9a-f:.%]+\]|[^\s@:,()=[\]]*)(?::\d{0,5})?`
const hosts = new RegExp(`^${host}(?:,${host})*$`, 'i')
const bareHost = /^[^\s@:/?#;=]+(?::\d{1,5})?(?:[/?#][^\s@]*)?$/

/**
 * An address without user, password and secret parameters; null when its form is not understood.
 * It errs on the side of taking out too much: a password may hold unescaped `/`, `?` or `@`.
 */
export function withoutCredentials(address: string): string | null {
  const list = readBrokers(address)
  return list ? listWithoutCredentials(list) : oneWithoutCredentials(address)
}

/** A broker without credentials before one with them may be the start of an unescaped password. */
function listWithoutCredentials({ head, brokers, tail }: BrokerList): string | null {
  const forms = brokers.map(oneWithoutCredentials)
  const bare = brokers.findIndex((broker) => !broker.includes('@'))
  const isUnsure = bare >= 0 && brokers.slice(bare).some((broker) => broker.includes('@'))
  return isUnsure || forms.includes(null) ? null : head + forms.join(',') + withoutSecretParameters(tail, false)
}

function oneWithoutCredentials(address: string): string | null {
  const start = scheme.exec(address)?.[0]
  if (start === undefined) return bareHost.test(address) ? withoutSecretParameters(address, false) : null

  const isWeb = webScheme.test(start)
  const rest = withoutUser(address.slice(start.length), isWeb)
  if (rest === undefined) return null
  const [authority = ''] = rest.replaceAll(/\{\{[^{}]*\}\}/g, '0').split(/[/?#;]/, 1) // A template stands for a host, a part of one, or a port.
  return hosts.test(authority) ? start + withoutSecretParameters(rest, isWeb) : null
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

const secretName = /key$|pass|pwd|secret|token|^sig$|signature|credential|private|^auth$|authorization|jwt|^authMechanismProperties$/i
const accountName = /(?:^|\.)(?:user(?:[-_]?(?:name|id))?|uid|login)$/i

/** On the web `?user=` asks for a user; anywhere else it says who connects. */
function withoutSecretParameters(text: string, isWeb: boolean): string {
  const at = text.search(/[?#;]/)
  if (at < 0) return text
  const isSecret = (parameter: string): boolean => {
    const [name = '', ...values] = decoded(parameter.slice(1)).split('=')
    const [, inner] = values.join('=').split('://', 2)
    return secretName.test(name) || (!isWeb && accountName.test(name)) || inner?.includes('@') === true
  }
  const kept = text
    .slice(at)
    .split(/(?=[?&;#])/)
    .filter((parameter) => !isSecret(parameter))
    .join('')
  return text.slice(0, at) + (kept.startsWith('&') ? `?${kept.slice(1)}` : kept)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // A stray `%`: what it says is what it means.
  }
}

/** Host, port and database of an address; each null when it is not there. */
export interface Address {
  readonly host: string | null
  readonly port: number | null
  readonly database: string | null
}

/** Where an address without credentials leads. Of several hosts the first counts. */
export function addressOf(address: string): Address {
  const rest = address.replace(scheme, '')
  const [authority = '', ...path] = rest.split(/[?#;]/, 1)[0]?.split('/') ?? []
  const [, host = '', port] = /^(\[[^\]]*\]|[^:,]*)(?::(\d{1,5})(?!\d))?/.exec(authority) ?? []
  return { host: host || null, port: port === undefined ? null : Number(port), database: path.join('/') || null }
}
