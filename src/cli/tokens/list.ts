import type { Command } from 'commander'
import type { TokenFieldsFragment } from '../../generated/cli/graphql.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { readPages } from '../pages.js'
import { moment } from '../text.js'
import { listDocument } from './documents.js'
import { grantsText } from './grants-text.js'

export function addTokenList(group: Command, cli: Cli): void {
  withExamples(
    withGateway(group.command('list').description('show the tokens that the token may know of, the newest first')),
    'token list',
    "token list --json | jq -r '.[] | select(.revokedAt == null) | .id'",
  ).action(async (options: GatewayOptions) => {
    const gateway = await connect(cli, options)
    const { items } = await readPages(cli.outside, Infinity, async (bounds) => (await gateway.ask(listDocument, bounds)).tokens)
    const now = cli.outside.now()
    const rows = items.map((token) => [token.id, token.name, grantsText(token), moment(token.createdAt), stateOf(token, now)])
    await cli.output.list(items, ['ID', 'NAME', 'ROLES', 'MADE', 'STATE'], rows)
  })
}

function stateOf({ revokedAt, expiresAt }: TokenFieldsFragment, now: number): string {
  if (revokedAt !== null) return `revoked ${moment(revokedAt)}`
  if (expiresAt === null) return 'works'
  return `${Date.parse(expiresAt) > now ? 'works until' : 'expired'} ${moment(expiresAt)}`
}
