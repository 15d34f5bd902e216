import { createApp, type App } from './app.js'
import { readConfig } from './config.js'
import { SetupError } from './lib/setup-error.js'

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const app = await createApp(config)
  const address = await app.http.listen({ host: config.host, port: config.port })
  announce(app, address)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app))
}

function announce({ newKeyFile, firstToken }: App, address: string): void {
  if (newKeyFile !== undefined) {
    console.log(
      `\n  A new master key was made: ${newKeyFile}\n  Without it no secret can ever be opened again. Keep a copy away from the database.\n`,
    )
  }
  if (firstToken) console.log(`  Admin token, shown only now:\n  ${firstToken.open()}\n`)
  console.log(`Switchboard answers on ${address} (GraphQL: ${address}/graphql)`)
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
