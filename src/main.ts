import { operatorTokenId } from './access/token-text.js'
import { createApp, type App } from './app.js'
import { readConfig, type Config } from './config.js'
import { addDemo } from './demo/index.js'
import { SetupError } from './lib/setup-error.js'

async function main(): Promise<void> {
  process.umask(0o077) // What is made here, the database above all, is for its owner alone.
  const isDemo = readArguments(process.argv.slice(2))
  const config = readConfig(process.env)
  const app = await createApp(config)
  announceNew(app) // Before anything can fail: the token is shown at this start or never.
  if (isDemo) await fillWithDemo(app)
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

/** The one argument there is; any other is a mistake. */
function readArguments(given: readonly string[]): boolean {
  const unknown = given.find((argument) => argument !== '--demo')
  if (unknown !== undefined) throw new SetupError('The only argument is --demo. Settings come from the environment: see the README.')
  return given.length > 0
}

async function fillWithDemo({ deps }: App): Promise<void> {
  const operator = await deps.store.tokens.hashed(operatorTokenId)
  if (!operator) throw new SetupError('There is no operator token to make the demo with. Start once without --demo.')
  const made = await addDemo(deps, operator.token)
  console.log(made === 0 ? 'The demo is there already.' : `The demo has ${made} connections in four workspaces.`)
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
