import { Option, type Command } from 'commander'
import { AuditAction, type ListAuditEventsQuery } from '../../generated/cli/graphql.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { readPages } from '../pages.js'
import { moment } from '../text.js'
import { pathText, readCount } from '../values.js'
import { listDocument } from './documents.js'
import { spanFilter, withSpan, type Span } from './filter.js'

interface Options extends GatewayOptions, Span {
  readonly action?: string
  readonly actor?: string
  readonly of?: string
  readonly limit?: number
}

type Event = NonNullable<ListAuditEventsQuery['auditEvents']>['nodes'][number]

const actions = Object.values(AuditAction)
const defaultLimit = 20

export function addAuditList(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      withSpan(
        group
          .command('list')
          .description('show who did what from where, the newest first; needs ADMIN')
          .addOption(new Option('--action <action>', 'only this').choices(actions.map((action) => action.toLowerCase())))
          .option('--actor <token>', 'only what the token of this id did')
          .option('--of <id>', 'only what was done to this one, be it gone')
          .option('--limit <n>', `how many at most; ${defaultLimit} unless told`, readCount),
      ),
    ),
    'audit list --since 24h --action denied',
    'audit list --of con_01j9z3kq5f8w2n4v6m1p7r3s5t --json',
  ).action(async ({ action, actor, of, limit = defaultLimit, since, until, ...options }: Options) => {
    const gateway = await connect(cli, options)
    const filter = {
      ...spanFilter({ ...(since && { since }), ...(until && { until }) }, cli.outside.now()),
      action: actions.find((one) => one.toLowerCase() === action),
      actorTokenId: actor,
      subjectId: of,
    }
    const { items, total } = await readPages(
      cli.outside,
      limit,
      async (bounds) => (await gateway.ask(listDocument, { ...bounds, filter })).auditEvents,
    )
    const note = items.length < total ? `These are ${items.length} of ${total}: audit export writes every one.` : undefined
    await cli.output.list(items, ['WHEN', 'WHO', 'DID', 'TO', 'WHERE', 'FIELDS'], items.map(row), note)
  })
}

function row({ at, actor, actorTokenId, action, wanted, subject, subjectId, workspace, fields }: Event): string[] {
  const did = [action, wanted ?? ''].join(' ').trim().toLowerCase()
  const place = workspace ? pathText(workspace.vendor, workspace.key) : ''
  return [moment(at), actor?.name ?? actorTokenId, did, [subject.toLowerCase(), subjectId ?? ''].join(' ').trim(), place, fields.join(' ')]
}
