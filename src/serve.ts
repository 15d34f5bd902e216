import { operatorTokenId } from './access/token-text.js'
import { createApp, type App, type News } from './app.js'
import type { Announcement } from './cli/outside.js'
import { readConfig, type Config } from './config.js'
import { addDemo } from './demo/index.js'
import { SetupError } from './lib/setup-error.js'

interface ServeOptions {
  readonly isDemo: boolean
  readonly announce: (announcement: Announcement) => Promise<void>
}

/** Starts the gateway with the settings in the environment; resolves when it listens. It stops on SIGTERM and SIGINT. */
export async function serve(env: NodeJS.ProcessEnv, { isDemo, announce }: ServeOptions): Promise<void> {
  const config = readConfig(env)
  const app = await createApp(config, { show: (news) => announce(announcementOf(news)) })
  if (isDemo) await announce(await fillWithDemo(app))
  const address = await listen(app, config)
  const onSignal = stopOnce(app)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal)
  const graphql = `${address}/graphql`
  if (app.metricsAddress !== undefined) {
    const metrics = `${app.metricsAddress}/metrics`
    await announce({ text: `Metrics are at ${metrics}`, facts: { event: 'metrics', address: metrics } })
  }
  await announce({ text: `Switchboard answers on ${address} (GraphQL: ${graphql})`, facts: { event: 'listening', address, graphql } })
}

/** What is shown once has to be read by someone. */
function announcementOf(news: News): Announcement {
  if ('newDatabase' in news) {
    const text = `\n  Warning: there was a master key, but nothing in ${news.newDatabase}: this is a new gateway.\n  If there was one before, look at SWITCHBOARD_DATABASE_URL, or restore a backup.\n`
    return { text, facts: { event: 'databaseMade', file: news.newDatabase }, isOnce: true }
  }
  if ('keyFile' in news) {
    const text = `\n  A new master key is made: ${news.keyFile}\n  Without it no secret can ever be opened again. Keep a copy away from the database.\n`
    return { text, facts: { event: 'masterKeyMade', file: news.keyFile }, isOnce: true }
  }
  const token = news.firstToken.open()
  return { text: `  Admin token, shown only now:\n  ${token}\n`, facts: { event: 'adminTokenMade', token }, isOnce: true }
}

async function fillWithDemo({ deps }: App): Promise<Announcement> {
  const operator = await deps.store.tokens.hashed(operatorTokenId)
  if (!operator) throw new SetupError('There is no operator token to make the demo with. Start once without --demo.')
  const demo = await addDemo(deps, operator.token)
  const { workspaces, connections, connectionsMade } = demo
  const others = demo.others.map(({ vendor, key }) => `${vendor} ${key}`)
  const left = others.length === 0 ? '' : ` Left alone, since somebody else made it: ${others.join(', ')}.`
  const text = `The demo has ${connections} connections in ${workspaces} workspaces; ${connectionsMade} are new.${left}`
  return { text, facts: { event: 'demo', workspaces, connections, connectionsMade, othersLeft: others.length } }
}

async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    return await app.http.listen({ host, port, listenTextResolver: () => 'listening' })
  } catch (error) {
    await app.close()
    const remedy = remedies[String((error as { code?: unknown }).code)]
    throw remedy === undefined ? error : new SetupError(`Switchboard cannot listen on ${host}:${port}: ${remedy}`)
  }
}

const remedies: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program does. Stop it, or choose another port with SWITCHBOARD_PORT.',
  EACCES: 'this user may not open that port. Choose one above 1023 with SWITCHBOARD_PORT.',
  EADDRNOTAVAIL: 'this machine does not have that address. Choose another with SWITCHBOARD_HOST.',
  ENOTFOUND: 'nobody knows that host. Choose another with SWITCHBOARD_HOST.',
}

/** The first signal stops in order; whoever sends a second one does not want to wait. */
function stopOnce(app: App): () => void {
  let isStopping = false
  return () => {
    if (isStopping) process.exit(1)
    isStopping = true
    void stop(app)
  }
}

/** Readiness red, finish, close, exit 0. */
async function stop(app: App): Promise<void> {
  app.stopping()
  await app.close()
  process.exit(0)
}
