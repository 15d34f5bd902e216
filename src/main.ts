import { createApp, type App } from './app.js'
import { readConfig, type Config } from './config.js'
import { SetupError } from './lib/setup-error.js'

async function main(): Promise<void> {
  process.umask(0o077) // What is made here, the database above all, is for its owner alone.
  const config = readConfig(process.env)
  const app = await createApp(config)
  announceNew(app) // Before anything can fail: the token is shown at this start or never.
  const address = await listen(app, config)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app))
  console.log(`Switchboard answers on ${address} (GraphQL: ${address}/graphql)`)
}

function announceNew({ newKeyFile, firstToken }: App): void {
  if (newKeyFile !== undefined) {
    console.log(
      `\n  A new master key was made: ${newKeyFile}\n  Without it no secret can ever be opened again. Keep a copy away from the database.\n`,
    )
  }
  if (firstToken) console.log(`  Admin token, shown only now:\n  ${firstToken.open()}\n`)
}

async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    return await app.http.listen({ host, port })
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

/** Readiness red, finish, close, exit 0. */
async function stop(app: App): Promise<void> {
  app.stopping()
  await app.close()
  process.exit(0)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exit(1)
}
