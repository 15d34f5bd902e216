import { Command } from 'commander'
import { readVersion } from '../lib/version.js'
import { readTokenIfAny } from './address.js'
import { addAuditExport } from './audit/export.js'
import { addAuditList } from './audit/list.js'
import { addAuditVerify } from './audit/verify.js'
import { reach, withExamples, withGateway, withJson, type Cli, type GatewayOptions } from './command.js'
import { addConnectionGet } from './connections/get.js'
import { addConnectionList } from './connections/list.js'
import { addDoctor } from './doctor.js'
import { addBackup } from './database/backup.js'
import { addRestore } from './database/restore.js'
import { Failure } from './failure.js'
import { readSchema } from './gateway.js'
import { addKeysAdd } from './keys/add.js'
import { addKeysRetire } from './keys/retire.js'
import { addKeysRotate } from './keys/rotate.js'
import { addKeysStatus } from './keys/status.js'
import type { Output } from './output.js'
import type { Announcement } from './outside.js'
import { addTokenCreate } from './tokens/create.js'
import { addTokenList } from './tokens/list.js'
import { addTokenRevoke } from './tokens/revoke.js'
import { addWorkspaceAdd } from './workspaces/add.js'
import { addWorkspaceList } from './workspaces/list.js'

const settings = `
Where the gateway is, and the token for it, come from --url and --token-file,
else from SWITCHBOARD_URL and SWITCHBOARD_TOKEN.`
/** Under the help of every command. */
const exitCodes = `
Exit codes: 0 done, 1 refused or failed, 2 misused.`

/** Every command. What commander itself has to say goes to `say`; instead of ending the process it throws. */
export function createProgram(cli: Cli, say: (text: string) => void): Command {
  const { stdout, stderr } = cli.outside
  const program = new Command('switchboard')
    .description('Keeps the connections of several platforms in one place. Without a command it serves.')
    .version(readVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: say,
      writeErr: say,
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
  withExamples(
    program,
    'serve --demo',
    'workspace add chartbrew 7 --name Sales',
    'token create ci --role EDITOR',
    'connection list --search orders',
  )
  program.addHelpText('after', settings).addHelpText('afterAll', exitCodes)
  addServe(program, cli)
  addGroups(program, cli)
  addSchema(program, cli)
  addDoctor(program, cli)
  addBackup(program, cli)
  addRestore(program, cli)
  return program
}

function addGroups(program: Command, cli: Cli): void {
  const workspace = program.command('workspace').description('the groupings that vendors keep their connections in')
  withExamples(workspace, 'workspace add chartbrew 7 --name Sales', 'workspace list --vendor versori')
  addWorkspaceAdd(workspace, cli)
  addWorkspaceList(workspace, cli)

  const token = program.command('token').description('who may call, and to do what')
  withExamples(token, 'token create ci --role EDITOR --expires 30d', 'token list')
  addTokenCreate(token, cli)
  addTokenList(token, cli)
  addTokenRevoke(token, cli)

  const connection = program.command('connection').description('what is kept: how to reach a database, an API or a broker')
  withExamples(connection, 'connection list --search orders', 'connection get chartbrew/7/1')
  addConnectionList(connection, cli)
  addConnectionGet(connection, cli)

  const keys = program.command('keys').description('the master keys that secrets are sealed under; needs ADMIN on all workspaces')
  withExamples(keys, 'keys status', 'keys add', 'keys rotate', 'keys retire k1')
  addKeysStatus(keys, cli)
  addKeysAdd(keys, cli)
  addKeysRotate(keys, cli)
  addKeysRetire(keys, cli)
  const audit = program.command('audit').description('who did what from where')
  withExamples(audit, 'audit list --since 7d', 'audit export --since 2026-01-01 > audit.jsonl', 'audit verify')
  addAuditList(audit, cli)
  addAuditExport(audit, cli)
  addAuditVerify(audit, cli)
}

function addServe(program: Command, { outside, output }: Cli): void {
  withExamples(
    withJson(
      program
        .command('serve')
        .description('start the gateway here, with the settings in the environment')
        .option('--demo', 'with connections of every type to look at'),
    ),
    'serve',
    'serve --demo',
  ).action(async ({ demo = false }: { demo?: boolean }) => {
    await outside.serve(demo, (announcement) => announce(output, announcement))
  })
}

/** What a start tells, without which it goes on unless this is the only time. */
async function announce(output: Output, { text, facts, isOnce }: Announcement): Promise<void> {
  try {
    await output.line(text, facts, isOnce)
  } catch (error) {
    if (isOnce || !(error instanceof Failure)) throw error
    await output.note(error.message)
  }
}

function addSchema(program: Command, cli: Cli): void {
  const { output } = cli
  withExamples(
    withGateway(
      program.command('schema').description('print the GraphQL schema of the gateway; needs a token where introspection is restricted'),
    ),
    'schema > schema.graphql',
    'schema --json | jq -r .sdl',
  ).action(async (options: GatewayOptions) => {
    const { address, token } = await reach(cli, options, readTokenIfAny)
    const sdl = await readSchema(address, token)
    await output.answer({ document: { sdl }, text: sdl.trimEnd() })
  })
}
