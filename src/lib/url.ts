import { readBrokers, type BrokerList } from './brokers.js'
import { isJdbc, jdbcAddresses, jdbcWithoutCredentials } from './jdbc.js'
import { decoded, hosts, isAccountName, isSecretName, type Address } from './url-parts.js'

const scheme = /^[a-z][a-z0-9+.-]*(?::[a-z0-9+.-]+)*:\/\//i
const webScheme = /^https?:\/\//i
const bareHost = /^[^\s@:/?#;=]+(?::\d{1,5})?(?:[/?#][^\s@]*)?$/

/**
 * An address without user, password and secret parameters; null when its form is not understood.
 * It errs on the side of taking out too much: a password may hold unescaped `/`, `?` or `@`.
 */
export function withoutCredentials(address: string): string | null {
  if (isJdbc(address)) return jdbcWithoutCredentials(address)
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

/** On the web `?user=` asks for a user; anywhere else it says who connects. */
function withoutSecretParameters(text: string, isWeb: boolean): string {
  const at = text.search(/[?#;]/)
  if (at < 0) return text
  const isSecret = (parameter: string): boolean => {
    const [name = '', ...values] = decoded(parameter.slice(1)).split('=')
    const [, inner] = values.join('=').split('://', 2)
    return isSecretName(name) || (!isWeb && isAccountName(name)) || inner?.includes('@') === true
  }
  const kept = text
    .slice(at)
    .split(/(?=[?&;#])/)
    .filter((parameter) => !isSecret(parameter))
    .join('')
  return text.slice(0, at) + (kept.startsWith('&') ? `?${kept.slice(1)}` : kept)
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
