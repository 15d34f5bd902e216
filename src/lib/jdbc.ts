import { isKnownParameter, schemeWordsOf } from './url-parameters.js'
import { decoded, hosts, isPlainPath, type Address } from './url-parts.js'

/** What is read of a JDBC URL: `head` runs up to the place, `place` is hosts and path, `tail` the parameters with the character before them. */
interface Jdbc {
  readonly head: string
  readonly place: string
  readonly tail: string
}

const slashes = /^jdbc:[a-z][a-z0-9+.-]*(?::[a-z0-9+.-]+)*:\/\/|^jdbc:sybase:tds:/i
const oracle = /^jdbc:oracle:(?:thin|oci8?|kprb):/i
/** Drivers that may be told a database and no host. */
const local = /^jdbc:(?:postgresql|db2|mysql|mariadb):(?=[\w.$-]+(?:[?;]|:(?!\/\/)|$))/i

/** Whether an address is for JDBC, whose drivers each have a grammar of their own. */
export function isJdbc(address: string): boolean {
  return /^jdbc:/i.test(address)
}

/**
 * A JDBC URL without user and password, and with no parameters but those that are known to hold no credential;
 * null when it can be read in two ways, or its grammar is unknown.
 */
export function jdbcWithoutCredentials(url: string): string | null {
  const jdbc = readJdbc(url)
  const parameters = jdbc ? withoutUnknown(jdbc) : null
  return jdbc === undefined || parameters === null ? null : jdbc.head + jdbc.place + parameters
}

/** Every host that a JDBC URL without credentials leads to, with its port and the database. */
export function jdbcAddresses(form: string): Address[] {
  const jdbc = readJdbc(form)
  if (!jdbc) return []
  const { head, place, tail } = jdbc
  if (oracle.test(head)) return oracleAddresses(place)
  if (local.test(form)) return [{ host: null, port: null, database: place }]
  const named = new Map(tokensOf(tail).map(nameAndValue))
  const [authority = '', ...path] = place.split('/')
  const database = named.get('databasename') ?? named.get('database') ?? (path.join('/') || null)
  const stated = named.get('portnumber') ?? named.get('port')
  return (authority || (named.get('servername') ?? ''))
    .split(',')
    .flatMap((one) => addressIn(one, database, stated))
    .filter(({ host }) => host !== null)
}

function readJdbc(url: string): Jdbc | undefined {
  if (oracle.test(url)) return readOracle(url)
  const head = (local.exec(url) ?? slashes.exec(url))?.[0]
  if (head === undefined) return undefined
  const rest = url.slice(head.length)
  const cut = endOfPlace(head, rest)
  const before = rest.slice(0, cut)
  const place = before.slice(before.lastIndexOf('@') + 1)
  const [authority = ''] = place.split('/', 1)
  const isPlace = hosts.test(authority) && isPlainPath(place.slice(authority.length))
  return isPlace ? { head, place, tail: rest.slice(cut) } : undefined
}

/** DB2 puts its parameters behind a colon after the database. */
function endOfPlace(head: string, rest: string): number {
  const end = local.test(head + rest) ? /[?:;]/ : /^jdbc:(?:db2|ibmdb)/i.test(head) ? /[?#;]|:(?<=\/[^:@/]*:)/ : /[?#;]/
  return end.exec(rest)?.index ?? rest.length
}

const name = String.raw`[\w.$-]+`
const oracleHost = String.raw`(?:${name}|\[[0-9a-f:.]+\])(?::\d{1,5})?`
const oraclePlaces = [
  String.raw`(?:(?:tcps?:)?\/\/)?${oracleHost}(?:,${oracleHost})*(?:\/${name}(?::${name})?(?:\/${name})?|:${name})?`,
  String.raw`ldaps?:\/\/${name}(?::\d{1,5})?\/${name}(?:,(?:cn|dc|ou?|c)=[\w.$ -]+)*`,
  String.raw`\([\w.$(),=:/\s*"-]*\)`,
]
const oraclePlace = new RegExp(`^(?:${oraclePlaces.join('|')})$`, 'i')

/** `user/password@place`, `@place`: a place is a host, a name out of tnsnames or LDAP, or a description in brackets. */
function readOracle(url: string): Jdbc | undefined {
  const start = oracle.exec(url)?.[0] ?? ''
  const rest = url.slice(start.length)
  const at = rest.startsWith('@') ? 0 : rest.lastIndexOf('@')
  if (at < 0 || mayBeParameter(rest.slice(0, at))) return undefined
  const locator = rest.slice(at + 1)
  const cut = locator.search(/\?|$/)
  const place = locator.slice(0, cut)
  return oraclePlace.test(place) && isKnownDescription(place) ? { head: `${start}@`, place, tail: locator.slice(cut) } : undefined
}

const describing = new Set(
  `address address_list connect_data connect_timeout delay description description_list enable expire_time failover failover_mode
  global_name host instance_name load_balance method port protocol recv_buf_size retries retry_count retry_delay sdu security
  send_buf_size server service_name sid source_route ssl_server_dn_match ssl_version transport_connect_timeout type`.split(/\s+/),
)

/** Whether a place in brackets has only parts that are known to hold no credential. Any other place holds none by its form. */
function isKnownDescription(place: string): boolean {
  if (!place.startsWith('(')) return true
  const parts = [...place.matchAll(/\(\s*([\w.]+)\s*=\s*([^()=]*)/g)]
  const isKnown = parts.every(([, part = '', value = '']) => describing.has(part.toLowerCase()) && value.length <= 64)
  return isKnown && parts.length === place.split('=').length - 1
}

/** Whether what stands before an `@` may be a parameter, and the `@` a part of its value. */
function mayBeParameter(text: string): boolean {
  const start = text.indexOf('?')
  return start >= 0 && text.includes('=', start)
}

function oracleAddresses(place: string): Address[] {
  const ofName = (database: string | null): Address[] => [{ host: null, port: null, database }]
  if (place.startsWith('(')) return describedAddresses(place)
  if (/^ldaps?:/i.test(place)) return ofName(/\/([^/,]+)[^/]*$/.exec(place)?.[1] ?? null)
  const [, authority = '', service, sid] =
    /^(?:(?:tcps?:)?\/\/)?((?:[^:/,]|:\d{1,5}(?!\d)|,)+)(?:\/([\w.$-]+).*|:([\w.$-]+))?$/i.exec(place) ?? []
  if (!/[:/]/.test(place)) return ofName(place)
  return authority.split(',').flatMap((one) => addressIn(one, service ?? sid ?? null))
}

/** `(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s)))`. */
function describedAddresses(place: string): Address[] {
  const valueOf = (key: string, text: string): string | undefined =>
    new RegExp(String.raw`\(\s*(?:${key})\s*=\s*([\w.:$-]+)\s*\)`, 'i').exec(text)?.[1]
  const database = valueOf('SERVICE_NAME|SID', place) ?? null
  const addresses = place.split(/\(\s*ADDRESS\s*=/i).slice(1)
  return addresses.flatMap((address) => {
    const [host, port] = [valueOf('HOST', address), valueOf('PORT', address)]
    return host === undefined ? [] : addressIn(host, database, port)
  })
}

/** `host:1521`, `host\instance:1433`; a port that stands in a parameter counts where none is stated. */
function addressIn(authority: string, database: string | null, stated?: string): Address[] {
  const [, host, port = stated] = /^(\[[^\]]*\]|[^:\\]*)(?:\\[^:]*)?(?::(\d{1,5}))?$/.exec(authority) ?? []
  return [
    {
      host: host === undefined || host === '' ? null : host,
      port: port !== undefined && /^\d{1,5}$/.test(port) ? Number(port) : null,
      database,
    },
  ]
}

const secretName = /key$|pass|pwd|secret|token|^sig$|signature|credential|private|^auth$|authorization|jwt/i
const accountName = /(?:^|\.)(?:user(?:[-_]?(?:name|id))?|uid|login)$/i
/** The parameter whose value has an `@` and is no secret: `principal=hive/host@REALM`. */
const principal = /principal=[\w.*-]+(?:\/[\w.*-]+)?@[\w.-]+(?=[?#&]|$)/i

/** The parameters that are known to hold no credential; null when another has an `@` that may end a password before it. */
function withoutUnknown({ head, tail }: Jdbc): string | null {
  const tokens = tokensOf(tail)
  if (hasStrayAt(tokens)) return null
  const words = schemeWordsOf(head)
  const kept = tokens.filter((token) => token === '' || isKnownParameter(token, words))
  if (kept.length === tokens.length) return tail
  return kept.every((token) => token === '') ? '' : tail.slice(0, 1) + kept.join(separatorOf(tail))
}

/** Whether an `@` stands outside of what is named as an account or a secret, with what follows it and has no name. */
function hasStrayAt(tokens: readonly string[]): boolean {
  let isInSecret = false
  for (const token of tokens) {
    isInSecret = holdsSecret(token) || (isInSecret && token !== '' && !token.includes('='))
    if (!isInSecret && token.replace(principal, '').includes('@')) return true
  }
  return false
}

/** A parameter may hold others, behind a separator of another style. */
function holdsSecret(token: string): boolean {
  const names = [...decoded(token).matchAll(/(?:^|[;?#&,([{\s])([^;?#&,([{\s=]+)\s*=/g)].map(([, found = '']) => found)
  return names.some((found) => secretName.test(found) || accountName.test(found))
}

/** `?a=1&b=2` or `;a=1;b={x;y}`: the first character tells the style; a value in braces is one. */
function tokensOf(tail: string): string[] {
  if (tail === '') return []
  if (separatorOf(tail) === '&') return tail.slice(1).split('&')
  const tokens: string[] = []
  let isOpen = false
  for (const piece of tail.slice(1).split(';')) {
    if (isOpen) tokens.push(`${tokens.pop() ?? ''};${piece}`)
    else tokens.push(piece)
    isOpen = isOpen ? !piece.replaceAll('}}', '').endsWith('}') : /=\s*\{/.test(piece) && !piece.replaceAll('}}', '').endsWith('}')
  }
  return tokens
}

function separatorOf(tail: string): '&' | ';' {
  return tail.startsWith('?') ? '&' : ';'
}

function nameAndValue(token: string): [string, string] {
  const at = token.indexOf('=')
  return [token.slice(0, Math.max(at, 0)).trim().toLowerCase(), token.slice(at + 1).trim()]
}
