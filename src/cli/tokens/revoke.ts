import type { Command } from 'commander'
import { done, present } from '../answers.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { printable } from '../text.js'
import { revokeDocument } from './documents.js'

export function addTokenRevoke(group: Command, cli: Cli): void {
  withExamples(
    withGateway(group.command('revoke').description('end a token at once and for good').argument('<id>', 'its id, as token list shows it')),
    'token revoke tok_01j9z3t5e8w2n4k6m9p1r3s5v7',
  ).action(async (id: string, options: GatewayOptions) => {
    const gateway = await connect(cli, options)
    const { revokeToken } = await gateway.ask(revokeDocument, { input: { id } })
    const token = present(done(revokeToken, { id: '<id>' }).token)
    await cli.output.answer({ document: token, text: `Revoked ${token.id} (${printable(token.name)}).` })
  })
}
