import { runCli } from './cli/index.js'

process.umask(0o077) // What is made here, the database above all, is for its owner alone.
const { argv, env, stdin, stdout, stderr } = process
process.exitCode = await runCli(argv.slice(2), {
  env,
  stdin,
  stdout,
  stderr,
  now: Date.now,
  // Loaded when it is wanted: a command that asks a running gateway needs nothing of it.
  serve: async (isDemo, announce) => (await import('./serve.js')).serve(env, { isDemo, announce }),
  upkeep: async () => (await import('./upkeep/index.js')).openUpkeep(env),
})
