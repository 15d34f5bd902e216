import { basename, join, resolve } from 'node:path'
import { closest, distance } from 'fastest-levenshtein'
import { readRates, type Rates } from './access/limits.js'
import { readHost } from './http/listening.js'
import { readHttpSettings, type HttpSettings } from './http/settings.js'
import { readIntrospection, type Introspection } from './access/introspection.js'
import { Secret } from './lib/secret.js'
import { SetupError } from './lib/setup-error.js'
import { readEgress, type Egress } from './net/policy.js'
import { readTracing, type TracingSettings } from './tracing/settings.js'

export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** Path of the SQLite file. */
  readonly database: string
  readonly logLevel: LogLevel
  /** Other origins whose pages may read answers. */
  readonly corsOrigins: readonly string[]
  /** Addresses that requests of the gateway may go to. */
  readonly egress: Egress
  /** Whether secrets are shown to those who may see them. */
  readonly canReveal: boolean
  /** How often who may come; undefined is without limits. */
  readonly rates: Rates | undefined
  readonly http: HttpSettings
  /** Where traces are sent; undefined is nowhere. */
  readonly tracing: TracingSettings | undefined
  /** Who may ask what can be asked. */
  readonly introspection: Introspection
  readonly secrets: {
    readonly adminToken: Secret<string> | undefined
    readonly masterKeys: Secret<string> | undefined
  }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

const prefix = 'SWITCHBOARD_'
const own = [
  'HOST',
  'PORT',
  'DATA_DIR',
  'DATABASE_URL',
  'ADMIN_TOKEN',
  'MASTER_KEYS',
  'LOG_LEVEL',
  'CORS_ORIGINS',
  'EGRESS_ALLOW',
  'REVEAL',
  'INTROSPECTION',
]
const ofHttp = ['RATE_LIMITS', 'TRUST_PROXY', 'MAX_QUEUE_MS', 'STOP_SECONDS', 'METRICS_PORT', 'METRICS_HOST', 'METRICS_TOKEN']
/** Settings of the commands that ask a gateway; it makes nothing of them itself. */
const ofCommands = ['URL', 'TOKEN']
const names = [...own, ...ofHttp, ...ofCommands].map((name) => prefix + name)

type Env = Readonly<Record<string, string | undefined>>

/** Settings out of the environment, checked and frozen. Throws SetupError with the name of the setting and what to do. */
export function readConfig(env: Env): Config {
  refuseUnknown(env)
  const setting = (name: string): string | undefined => blankToUndefined(env[prefix + name])
  const dataDir = resolve(setting('DATA_DIR') ?? 'data')
  const listening = {
    host: readHost('SWITCHBOARD_HOST', setting('HOST') ?? '127.0.0.1'),
    port: readPort(setting('PORT') ?? blankToUndefined(env.PORT) ?? '4000'),
  }
  return Object.freeze({
    ...listening,
    dataDir,
    database: readDatabase(setting('DATABASE_URL'), dataDir),
    logLevel: readLogLevel(setting('LOG_LEVEL') ?? 'info'),
    corsOrigins: readOrigins(setting('CORS_ORIGINS')),
    egress: readEgress(setting('EGRESS_ALLOW')),
    canReveal: readSwitch('REVEAL', setting('REVEAL') ?? 'on'),
    rates: readRates(setting('RATE_LIMITS')),
    http: readHttpSettings(setting, listening),
    tracing: readTracing(env),
    introspection: readIntrospection(setting('INTROSPECTION')),
    secrets: Object.freeze({
      adminToken: readAdminToken(setting('ADMIN_TOKEN')),
      masterKeys: optionalSecret(setting('MASTER_KEYS')),
    }),
  })
}

function blankToUndefined(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}

function refuseUnknown(env: Env): void {
  for (const name of Object.keys(env)) {
    if (!name.startsWith(prefix) || names.includes(name)) continue
    const near = closest(name, names)
    const hint = distance(name, near) <= 4 ? ` Did you mean ${near}?` : ` There are: ${names.join(', ')}.`
    throw new SetupError(`The setting ${name} is unknown.${hint}`)
  }
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65535)) throw new SetupError(`SWITCHBOARD_PORT (or PORT) must be a number from 0 to 65535.`)
  return port
}

/** Anything but the two words stops the start: a misspelt `off` must not leave something on. */
function readSwitch(name: string, text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new SetupError(`${prefix}${name} must be on or off.`)
  return text === 'on'
}

function readDatabase(url: string | undefined, dataDir: string): string {
  if (url === undefined) return join(dataDir, 'switchboard.db')
  const path = url.replace(/^(?:file|sqlite):(?:\/\/)?/, '')
  if (path === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
    throw new SetupError('SWITCHBOARD_DATABASE_URL must be the path of a SQLite file, plain or as file:///path/to/switchboard.db.')
  }
  if (path !== url && /[%?#]/.test(path))
    throw new SetupError(
      'SWITCHBOARD_DATABASE_URL has %, ? or # in its URL, which have no meaning here. Set the path alone, plain as the file is called.',
    )
  if (['lock.db', 'master.key'].includes(basename(path)))
    throw new SetupError('SWITCHBOARD_DATABASE_URL names a file that the gateway keeps beside its database. Choose another name.')
  return resolve(path)
}

function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((name) => name === text)
  if (!level) throw new SetupError(`SWITCHBOARD_LOG_LEVEL must be one of ${logLevels.join(', ')}.`)
  return level
}

/** The origins as browsers send them, so that comparing texts is enough. A refused one is named by its place: it may hold a password. */
function readOrigins(text: string | undefined): readonly string[] {
  const origins = text?.split(',').map((entry) => entry.trim()) ?? []
  for (const [index, entry] of origins.entries()) {
    const origin = /^https?:[^*]+$/i.test(entry) && URL.canParse(entry) ? new URL(entry).origin : undefined
    if (origin === entry) continue
    throw new SetupError(
      `SWITCHBOARD_CORS_ORIGINS: entry ${index + 1} is not an exact origin: http or https, a host in lower case, a port only where it is not the usual one, no path, no slash at the end and no *. ` +
        (origin === undefined ? 'For example: https://app.example,http://localhost:5173' : `Did you mean ${origin}?`),
    )
  }
  return Object.freeze(origins)
}

function readAdminToken(text: string | undefined): Secret<string> | undefined {
  if (text !== undefined && !/^[A-Za-z0-9_-]{32,200}$/.test(text)) {
    throw new SetupError(
      'SWITCHBOARD_ADMIN_TOKEN must have 32 to 200 characters of A-Z, a-z, 0-9, _ and -. Make one with: openssl rand -hex 32',
    )
  }
  return optionalSecret(text)
}

function optionalSecret(text: string | undefined): Secret<string> | undefined {
  return text === undefined ? undefined : new Secret(text)
}
