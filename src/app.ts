import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { pino, type Logger } from 'pino'
import { ensureOperatorToken } from './access/operator-token.js'
import type { Config } from './config.js'
import type { Deps } from './connections/deps.js'
import { createCourier } from './deployments/courier.js'
import { keyFile, makeDataFolder, readKeyFile } from './data-folder.js'
import { graphqlEdge, registerGraphql } from './graphql/server.js'
import type { Edge } from './http/edge.js'
import { registerCors } from './http/cors.js'
import { registerHealth } from './http/health.js'
import { registerPages } from './http/pages.js'
import { createHttp } from './http/server.js'
import { Problem } from './lib/problem.js'
import { Secret } from './lib/secret.js'
import { SetupError } from './lib/setup-error.js'
import { createNet } from './net/request.js'
import { registerDialect, restEdge } from './rest/register.js'
import { checkKeyRing, parseKeyRing, type KeyRing } from './secrets/key-ring.js'
import { createVault } from './secrets/vault.js'
import { openStore } from './store/open.js'
import type { Store, StoreOutside } from './store/store.js'
import * as vendors from './vendors/index.js'

export interface App {
  readonly http: FastifyInstance
  readonly deps: Deps
  /** A token to be shown once; undefined when one is known already. */
  readonly firstToken: Secret<string> | undefined
  /** Path of a master key file that was made just now. */
  readonly newKeyFile: string | undefined
  /** Turns readiness red; requests are still answered. */
  stopping(): void
  /** Finishes what is under way, then closes the store. */
  close(): Promise<void>
}

/** Builds every part once and joins them. Throws SetupError when a person has to act first. */
export async function createApp(
  config: Config,
  logger: Logger = pino({ level: config.logLevel }),
  now: () => number = Date.now,
): Promise<App> {
  makeDataFolder(config.dataDir)
  const report: StoreOutside['report'] = ({ code, what }) => logger.error({ code }, `the database does not work: ${what}`)
  const store = openStore(config.database, { now, report })
  try {
    return await join(config, logger, now, store)
  } catch (error) {
    await store.close()
    throw isUnavailable(error)
      ? new SetupError(`Switchboard cannot start. ${error.message} Look at ${config.database} and its disk.`)
      : error
  }
}

function isUnavailable(error: unknown): error is Problem {
  return error instanceof Problem && error.code === 'unavailable'
}

async function join(config: Config, logger: Logger, now: () => number, store: Store): Promise<App> {
  const { ring, isNew } = await openKeyRing(config, store)
  const net = createNet(config.egress)
  const base = { vendors, store, vault: createVault(ring), now }
  const courier = createCourier({ ...base, net, log: logger })
  const deps: Deps = { ...base, courier }
  const firstToken = await ensureOperatorToken(deps, config.secrets.adminToken?.open())

  let isStopping = false
  const http = createHttp(logger, edgeOf)
  await registerCors(http, config.corsOrigins)
  registerHealth(http, { database: () => store.check(), keys: () => checkKeyRing(ring, store) }, () => isStopping)
  await registerPages(http, pages)
  await registerGraphql(http, deps)
  for (const vendor of Object.values(vendors)) registerDialect(http, deps, vendor.rest)
  http.addHook('preClose', () => courier.stop())
  http.addHook('onClose', async () => {
    await net.close()
    await store.close()
  })
  courier.wake()

  return {
    http,
    deps,
    firstToken: firstToken === undefined ? undefined : new Secret(firstToken),
    newKeyFile: isNew ? keyFile(config.dataDir) : undefined,
    stopping: () => {
      isStopping = true
    },
    close: () => http.close(),
  }
}

async function openKeyRing({ secrets, dataDir }: Config, store: Store): Promise<{ ring: KeyRing; isNew: boolean }> {
  const isSealed = (await store.secrets.canaries()).length > 0
  const fromEnvironment = secrets.masterKeys?.open()
  const { text, isNew } = fromEnvironment === undefined ? readKeyFile(dataDir, isSealed) : { text: fromEnvironment, isNew: false }
  const ring = parseKeyRing(text, fromEnvironment === undefined ? keyFile(dataDir) : 'SWITCHBOARD_MASTER_KEYS')
  await checkKeyRing(ring, store)
  return { ring, isNew }
}

const pages = fileURLToPath(new URL('../dist/web', import.meta.url))

const edges = [
  ['graphql', graphqlEdge] as const,
  ...Object.values(vendors).flatMap(({ rest }) => rest.roots.map((root) => [root, restEdge(rest)] as const)),
].sort(([a], [b]) => b.length - a.length)

/** Whose words a path without a route is refused in: of the roots that it begins with, the longest counts. */
function edgeOf(url: string): Edge | undefined {
  const [path = ''] = url.split(/[?#]/, 1)
  return edges.find(([root]) => `${path}/`.startsWith(`/${root}/`))?.[1]
}
