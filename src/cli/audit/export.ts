import type { Command } from 'commander'
import type { AuditEventFieldsFragment, ExportedAuditEventsQuery } from '../../generated/cli/graphql.js'
import { done, present } from '../answers.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import type { Gateway } from '../gateway.js'
import { openProgress } from '../progress.js'
import { jsonLine } from '../text.js'
import { exportDocument, exportedDocument } from './documents.js'
import { spanFilter, withSpan, type Span } from './filter.js'

const pageSize = 100

type Page = NonNullable<ExportedAuditEventsQuery['auditEvents']>

export function addAuditExport(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      withSpan(
        group.command('export').description('print audit events as JSON, one a line, the oldest first; needs ADMIN and leaves a record'),
      ),
    ),
    'audit export > audit.jsonl',
    'audit export --since 30d | jq -r \'select(.action == "DENIED") | .actorTokenId\'',
  ).action(async ({ since, until, ...options }: GatewayOptions & Span) => {
    const gateway = await connect(cli, options)
    const filter = spanFilter({ ...(since && { since }), ...(until && { until }) }, cli.outside.now())
    const { cursor } = done((await gateway.ask(exportDocument, { input: { filter } })).exportAuditEvents, {})
    const { show, stop } = openProgress(cli.outside)
    let count = 0
    try {
      for await (const { events, total } of pagesOf(gateway, present(cursor), filter)) {
        for (const event of events) if (!(await cli.output.line(jsonLine(event), event))) return
        count += events.length
        show(count, total)
      }
    } finally {
      stop()
    }
  })
}

/** What stood in the list when the export was recorded, from its far end on. */
async function* pagesOf(
  gateway: Gateway,
  after: string,
  filter: ReturnType<typeof spanFilter>,
): AsyncGenerator<{ readonly events: readonly AuditEventFieldsFragment[]; readonly total: number }> {
  let [before, total, isFirst]: [string | null, number, boolean] = [null, 0, true]
  do {
    const page: Page = present((await gateway.ask(exportedDocument, { last: pageSize, after, before, filter, isFirst })).auditEvents)
    total = page.totalCount ?? total
    yield { events: page.nodes.toReversed(), total }
    before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null
    isFirst = false
  } while (before !== null)
}
