import type { Command } from 'commander'
import type { Role } from '../../generated/cli/graphql.js'
import { done, present } from '../answers.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { moment } from '../text.js'
import { readExpiry, readRoles, readWorkspaceNames, roles, type Expiry, type WorkspaceName } from '../values.js'
import { workspaceId } from '../workspaces/find.js'
import { createDocument } from './documents.js'
import { grantsText } from './grants-text.js'

interface Options extends GatewayOptions {
  readonly role: readonly Role[]
  readonly workspace?: readonly WorkspaceName[]
  readonly expires?: Expiry
}

/** What `createToken` calls otherwise. */
const words = { name: '<name>', expiresAt: '--expires', roles: '--role', workspaceId: '--workspace' }

export function addTokenCreate(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      group
        .command('create')
        .description('make a token; its secret is printed here and never again')
        .argument('<name>', 'what it is called, for people')
        .requiredOption('--role <role...>', `what it may do: ${roles.join(', ')}`, readRoles)
        .option('--workspace <vendor/key...>', 'where it may do that; else on all workspaces', readWorkspaceNames)
        .option('--expires <when>', 'when it stops working: 12h, 30d, 4w, or a date; else never', readExpiry),
    ),
    'token create ci --role EDITOR --expires 30d',
    'token create charts --role VIEWER TESTER --workspace chartbrew/7',
  ).action(async (name: string, { role, workspace = [], expires, ...options }: Options) => {
    const gateway = await connect(cli, options)
    const ids = await Promise.all(workspace.map((one) => workspaceId(gateway, cli.outside, one)))
    const grants = ids.length === 0 ? [{ roles: [...role] }] : ids.map((id) => ({ workspaceId: id, roles: [...role] }))
    const expiresAt = expires && ('at' in expires ? expires.at : new Date(cli.outside.now() + expires.inMs).toISOString())
    const { createToken } = await gateway.ask(createDocument, { input: { name, grants, expiresAt } })
    const made = done(createToken, words)
    const [token, secret] = [present(made.token), present(made.secret)]
    const end = token.expiresAt === null ? 'It never expires.' : `It expires at ${moment(token.expiresAt)}.`
    const note = `Made ${token.id} (${token.name}): ${grantsText(token)}. ${end} The secret is shown only now.`
    const ifUnread = `The token is made, and nobody has its secret: switchboard token revoke ${token.id}`
    await cli.output.answer({ document: { token, secret }, text: secret, note, ifUnread })
  })
}
