import { decoded, hosts, isAccountName, isSecretName, type Address } from './url-parts.js'

/**
 * What is read of a JDBC URL. `head` runs up to the place, `place` is hosts and
 * path, `tail` the parameters with the character before them.
 */
interface Jdbc {
  readonly head: string
  readonly place: string
  readonly tail: string
}

const slashes = /^jdbc:[a-z][a-z0-9+.-]*(?::[a-z0-9+.-]+)*:\/\//i
const oracle = /^jdbc:oracle:(?:thin|oci8?|kprb):/i
const tds = /^jdbc:sybase:tds:/i
/** A driver that is told a database and no host. */
const local = /^jdbc:(?:postgresql|db2|mysql|mariadb):(?=[\w.$-]+(?:[?:;]|$))/i

/** Whether an address is for JDBC, whose drivers each have a grammar of their own. */
export function isJdbc(address: string): boolean {
  return /^jdbc:/i.test(address)
}

/** A JDBC URL without user, password and secret parameters; null when it can be read in two ways, or its driver is unknown. */
export function jdbcWithoutCredentials(url: string): string | null {
  const jdbc = readJdbc(url)
  if (!jdbc) return null
  const { head, place, tail } = jdbc
  const kept = withoutSecrets(tail)
  return kept === null ? null : head + place + kept
}

/** Every host that a JDBC URL without credentials leads to, with port and database. */
export function jdbcAddresses(form: string): Address[] {
  const jdbc = readJdbc(form)
  if (!jdbc) return []
  const { head, place, tail } = jdbc
  if (place.startsWith('(')) return describedAddresses(place)
  const named = new Map(tokensOf(tail).map((token) => splitName(token)))
  const [authority = '', ...path] = head.endsWith('@') && !/[/]|:\d/.test(place) ? ['', place] : place.replace(/^(?:tcps?:)?\/\//i, '').split('/')
  const inPath = path.join('/') || null
  const database = named.get('databasename') ?? named.get('database') ?? inPath
  if (head.endsWith('@')) return [oracleAddress(authority, inPath)]
  if (local.test(head + place)) return [{ host: null, port: null, database: place }]
  const stated = authority === '' ? [named.get('servername') ?? ''] : authority.split(',')
  return stated.map((one) => hostAndPort(one, named.get('portnumber') ?? named.get('port'), database)).filter(({ host: name }) => name !== null)
}

function readJdbc(url: string): Jdbc | undefined {
  if (oracle.test(url)) return readOracle(url)
  const start = (slashes.exec(url) ?? tds.exec(url))?.[0]
  if (start === undefined) return readLocal(url)
  const rest = url.slice(start.length)
  // DB2 puts its parameters behind a colon after the database.
  const end = /^jdbc:(?:db2|ibmdb)/i.test(start) ? /[?#;]|(?<=\/[^:@/]*):/.exec(rest)?.index : rest.search(/[?#;]/)
  const cut = end === undefined || end < 0 ? rest.length : end
  const before = rest.slice(0, cut)
  const place = before.slice(before.lastIndexOf('@') + 1)
  const [authority = ''] = place.split('/', 1)
  return hosts.test(authority) && !/[:=\s]/.test(place.slice(authority.length)) ? { head: start, place, tail: rest.slice(cut) } : undefined
}

function readLocal(url: string): Jdbc | undefined {
  const head = local.exec(url)?.[0]
  if (head === undefined) return undefined
  const rest = url.slice(head.length)
  const cut = rest.search(/[?:;]|$/)
  return { head, place: rest.slice(0, cut), tail: rest.slice(cut) }
}

const name = String.raw`[\w.$-]+`
const places = [
  String.raw`(?:tcps?:)?(?:\/\/)?(?:${name}|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:,(?:${name}|\[[0-9a-f:.]+\])(?::\d{1,5})?)*(?:\/${name}(?::${name})?(?:\/${name})?|:${name})?`,
  String.raw`ldaps?:\/\/${name}(?::\d{1,5})?\/[\w.$,= -]+`,
  String.raw`\([\w.$(),=:/\s*"-]*\)`,
]
const oraclePlace = new RegExp(`^(?:${places.join('|')})$`, 'i')

/** `user/password@place`, `@place`: a place is a host, a name out of tnsnames or LDAP, or a description in brackets. */
function readOracle(url: string): Jdbc | undefined {
  const start = oracle.exec(url)?.[0] ?? ''
  const rest = url.slice(start.length)
  const at = rest.startsWith('@') ? 0 : rest.lastIndexOf('@')
  if (at < 0 || /\?[^=]*=/.test(rest.slice(0, at))) return undefined
  const locator = rest.slice(at + 1)
  const cut = locator.search(/\?|$/)
  const place = locator.slice(0, cut)
  const isSecret = [...place.matchAll(/\(\s*([\w.$-]+)\s*=/g)].some(([, key = '']) => isSecretName(key) || isAccountName(key))
  return oraclePlace.test(place) && !isSecret ? { head: `${start}@`, place, tail: locator.slice(cut) } : undefined
}

/** Parameters without those that hold a secret or say who connects; null when an `@` is left that may belong to a password. */
function withoutSecrets(tail: string): string | null {
  const tokens = tokensOf(tail)
  const kept: string[] = []
  let isInSecret = false
  for (const token of tokens) {
    // What follows a secret without a name of its own is the rest of that secret.
    isInSecret = holdsSecret(token) || (isInSecret && !token.includes('='))
    if (!isInSecret) kept.push(token)
  }
  if (kept.some((token) => token.replace(kerberos, '').includes('@'))) return null
  if (kept.length === tokens.length) return tail
  return kept.every((token) => token === '') ? '' : tail.slice(0, 1) + kept.join(separatorOf(tail))
}

/** The one parameter whose value has an `@` and is no secret: `principal=hive/host@REALM`. */
const kerberos = /^\s*\w*principal=[\w.*-]+(?:\/[\w.*-]+)?@[\w.-]+$/i

function holdsSecret(token: string): boolean {
  const names = [...decoded(token).matchAll(/(?:^|[;?#&,([{\s])([^;?#&,([{\s=]+)\s*=/g)].map(([, found = '']) => found)
  return names.some((found) => isSecretName(found) || isAccountName(found))
}

/** `?a=1&b=2` or `;a=1;b={x;y}`: the first character tells, a value in braces is one. */
function tokensOf(tail: string): string[] {
  if (tail === '') return []
  const inside = tail.slice(1)
  return separatorOf(tail) === '&' ? inside.split('&') : inside.split(/;(?=(?:[^{}]*\{(?:[^}]|\}\})*\})*[^{}]*$)/)
}

function separatorOf(tail: string): '&' | ';' {
  return tail.startsWith('?') ? '&' : ';'
}

function splitName(token: string): [string, string] {
  const at = token.indexOf('=')
  return [token.slice(0, Math.max(at, 0)).trim().toLowerCase(), token.slice(at + 1).trim()]
}

/** `host:1521:SID`, `host:1521/service`, or a name out of tnsnames. */
function oracleAddress(authority: string, path: string | null): Address {
  const [, host = null, port, sid] = /^(\[[^\]]*\]|[^:,]*)(?::(\d{1,5}))?(?:,[^:]*(?::\d{1,5})?)*(?::([\w.$-]+))?$/.exec(authority) ?? []
  return { host: host || null, port: port === undefined ? null : Number(port), database: sid ?? path?.split(/[:/]/, 1)[0] ?? null }
}

/** `(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s)))`. */
function describedAddresses(place: string): Address[] {
  const database = /\((?:SERVICE_NAME|SID)\s*=\s*([\w.$-]+)\s*\)/i.exec(place)?.[1] ?? null
  return place.split(/\(\s*ADDRESS\s*=/i).slice(1).flatMap((address) => {
    const found = /\(\s*HOST\s*=\s*([\w.:-]+)\s*\)/i.exec(address)?.[1]
    const port = /\(\s*PORT\s*=\s*(\d{1,5})\s*\)/i.exec(address)?.[1]
    return found === undefined ? [] : [{ host: found, port: port === undefined ? null : Number(port), database }]
  })
}

function hostAndPort(authority: string, stated: string | undefined, database: string | null): Address {
  const [, host = '', port = stated] = /^(\[[^\]]*\]|[^:,]*)(?::(\d{1,5}))?$/.exec(authority) ?? []
  return { host: host || null, port: port !== undefined && /^\d{1,5}$/.test(port) ? Number(port) : null, database }
}
