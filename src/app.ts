import { join } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { badToken, countOpen } from './access/authenticate.js'
import { createLimits } from './access/limits.js'
import { ensureOperatorToken, operatorRecord } from './access/operator-token.js'
import type { Config } from './config.js'
import type { Deps } from './connections/deps.js'
import { createCourier } from './deployments/courier.js'
import { keyFile, makeDataFolder, makeKeyFile, needKeyFile, readKeyFile, ringFile } from './data-folder.js'
import { graphqlEdge, registerGraphql } from './graphql/server.js'
import { addressOf } from './http/address.js'
import { registerAdmission } from './http/admission.js'
import type { Edge } from './http/edge.js'
import { registerCors } from './http/cors.js'
import { registerHealth } from './http/health.js'
import { registerHostCheck } from './http/host.js'
import { listenForMetrics, registerMetrics } from './http/metrics.js'
import { registerPages } from './http/pages.js'
import { createQueue } from './http/queue.js'
import { createHttp } from './http/server.js'
import { closeInOrder, registerStop } from './http/stop.js'
import { boundUnsent, usualMostUnsent } from './http/unsent.js'
import { registerWatch } from './http/watch.js'
import type { Secret } from './lib/secret.js'
import { readVersion } from './lib/version.js'
import { joinWatches } from './lib/watch.js'
import { openLog, type OpenLog } from './log.js'
import { createMetrics } from './metrics/create.js'
import { Problem } from './lib/problem.js'
import { root } from './lib/root.js'
import { SetupError } from './lib/setup-error.js'
import { createNet } from './net/request.js'
import { registerOpenapi } from './rest/openapi/register.js'
import { registerDialect, restEdge } from './rest/register.js'
import { beginSealing } from './secrets/begin.js'
import { checkKeyRing, parseKeyRing, type KeyRing } from './secrets/key-ring.js'
import { liveRing, type RingSource } from './secrets/live-ring.js'
import { createVault } from './secrets/vault.js'
import { openStore } from './store/open.js'
import { watchStore } from './store/watched.js'
import { startTracing } from './tracing/start.js'
import type { Store, StoreOutside } from './store/store.js'
import * as vendors from './vendors/index.js'

export interface App {
  readonly http: FastifyInstance
  readonly deps: Deps
  /** Where metrics are served on a port of their own. */
  readonly metricsAddress: string | undefined
  /** Turns readiness red; requests are still answered. */
  stopping(): void
  /** Finishes what is under way, then closes the store. */
  close(): Promise<void>
}

/** What a person has to see at the start that brings it, and never again: a key file, a database that is begun beside a key file, or a token. */
export type News = { readonly keyFile: string } | { readonly newDatabase: string } | { readonly firstToken: Secret<string> }

export interface AppOptions {
  readonly logger?: Logger
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Milliseconds that never go back, by which waiting is measured. */
  readonly elapsed?: () => number
  /** Shows it; what was not shown is made anew by the next start. */
  readonly show?: (news: News) => Promise<void>
  /** How long who has asked may take nothing of his answer, in milliseconds. */
  readonly sendMs?: number
  /** How much of all answers may wait to be sent, in bytes. */
  readonly mostUnsent?: number
}

type Around = Required<Omit<AppOptions, 'logger' | 'sendMs'>> & Pick<AppOptions, 'sendMs'> & { readonly log: OpenLog }

/** Builds every part once and joins them. Throws SetupError when a person has to act first. */
export async function createApp(
  config: Config,
  {
    logger,
    now = Date.now,
    elapsed = () => performance.now(),
    show = async () => undefined,
    sendMs,
    mostUnsent = usualMostUnsent,
  }: AppOptions = {},
): Promise<App> {
  makeDataFolder(config.dataDir)
  const log = logger ? { logger, lost: () => 0 } : openLog(config.logLevel)
  const report: StoreOutside['report'] = ({ code, what }) => log.logger.error({ code }, `the database does not work: ${what}`)
  const keyFolder = config.secrets.masterKeys ? undefined : config.dataDir
  const store = openStore(config.database, { now, keyFolder, report })
  let opened: { close(): Promise<void> } = store
  try {
    const app = await joinParts(config, { log, now, elapsed, show, mostUnsent, ...(sendMs !== undefined && { sendMs }) }, store)
    opened = app
    // Last of all: a token that was shown at a start that failed would be lost.
    await ensureOperatorToken({ store, now }, config.secrets.adminToken?.open(), (firstToken) => show({ firstToken }))
    return app
  } catch (error) {
    await opened.close()
    throw isUnavailable(error)
      ? new SetupError(`Switchboard cannot start. ${error.message} Look at ${config.database} and its disk.`)
      : error
  }
}

function isUnavailable(error: unknown): error is Problem {
  return error instanceof Problem && error.code === 'unavailable'
}

async function joinParts(config: Config, around: Around, plainStore: Store): Promise<App> {
  const { log, now, elapsed, show, sendMs, mostUnsent } = around
  const { logger } = log
  const { ring: first, source: ringSource } = await openKeyRing(config, plainStore, show)
  const ring = liveRing(first)
  const { listen, token: metricsToken } = config.http.metrics
  const metrics = listen || metricsToken ? createMetrics(() => log.lost()) : undefined
  const tracing = config.tracing && (await startTracing(config.tracing))
  const watch = joinWatches([tracing?.watch, metrics?.watch])
  const store = watch ? watchStore(plainStore, watch) : plainStore
  await beginSealing(ring, store, now(), (told) => operatorRecord(now(), told))
  const net = createNet(config.egress)
  const limits = createLimits(config.rates, (name) => metrics?.limited(name))
  const base = { vendors, store, vault: createVault(ring), now, limits }
  const courier = createCourier({ ...base, net, log: logger })
  const deps: Deps = { ...base, courier, canReveal: config.canReveal, ring, ringSource }

  let isStopping = false
  const http = createHttp(logger, config.http, edgeOf, watch, sendMs)
  if (watch) registerWatch(http, watch)
  registerHostCheck(http)
  await registerCors(http, config.corsOrigins)
  registerStop(http, config.http.stopMs)
  const { longestQueueMs } = config.http
  registerAdmission(http, {
    queue: longestQueueMs === undefined ? undefined : createQueue(longestQueueMs, elapsed),
    countOpen: (presented, address) => countOpen(deps, presented, address),
    shed: () => metrics?.shed(),
  })
  boundUnsent(http, { most: mostUnsent, ownerOf, refused: () => metrics?.shed() })
  registerHealth(http, { database: () => store.check(), keys: () => checkKeyRing(ring, store) }, () => isStopping)
  await registerPages(http, pages, config.introspection)
  await registerGraphql(http, deps, config.introspection, watch)
  for (const vendor of Object.values(vendors)) registerDialect(http, deps, vendor.rest)
  registerOpenapi(http, deps, config.introspection, readVersion())

  const metricsText = metrics && (() => metrics.text(store))
  if (metricsText && metricsToken)
    registerMetrics(http, metricsToken, metricsText, (address) => badToken(deps, address, 'The token of /metrics is needed.'))
  const metricsServer = metricsText && listen && (await listenForMetrics(listen, metricsText, logger))
  closeInOrder(http, config.http.stopMs, { courier, net, others: [metricsServer, store], tracing })
  courier.wake()

  return {
    http,
    deps,
    metricsAddress: metricsServer?.address,
    stopping: () => {
      isStopping = true
    },
    close: () => http.close(),
  }
}

/** Who is asked to wait for what waits to be sent to him; a short-lived token counts as the one that it was made of. */
function ownerOf(request: FastifyRequest): string {
  const token = request.actor?.token
  return token ? (token.parentId ?? token.id) : addressOf(request)
}

async function openKeyRing(config: Config, store: Store, show: Around['show']): Promise<{ ring: KeyRing; source: RingSource }> {
  const { secrets, dataDir, database } = config
  const isSealed = (await store.secrets.canaries()).length > 0
  const fromEnvironment = secrets.masterKeys?.open()
  const ring =
    fromEnvironment === undefined
      ? parseKeyRing(await ringInFile(), keyFile(dataDir))
      : parseKeyRing(fromEnvironment, 'SWITCHBOARD_MASTER_KEYS')
  await checkKeyRing(ring, store)
  return { ring, source: fromEnvironment === undefined ? ringFile(dataDir) : { kind: 'environment' } }

  async function ringInFile(): Promise<string> {
    const kept = readKeyFile(dataDir)
    if (isSealed) return kept ?? needKeyFile(dataDir)
    await show(kept === undefined ? { keyFile: keyFile(dataDir) } : { newDatabase: database })
    return kept ?? makeKeyFile(dataDir)
  }
}

const pages = join(root, 'dist/web')

const edges = [
  ['graphql', graphqlEdge] as const,
  ...Object.values(vendors).flatMap(({ rest }) => rest.roots.map((root) => [root, restEdge(rest)] as const)),
].sort(([a], [b]) => b.length - a.length)

/** Whose words a path without a route is refused in: of the roots that it begins with, the longest counts. */
function edgeOf(url: string): Edge | undefined {
  const [path = ''] = url.split(/[?#]/, 1)
  return edges.find(([root]) => `${path}/`.startsWith(`/${root}/`))?.[1]
}
