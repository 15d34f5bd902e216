import { Option, type Command } from 'commander'
import type { Vendor } from '../../generated/cli/graphql.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { readPages } from '../pages.js'
import { readCount, readVendor, readWorkspaceName, vendors, type WorkspaceName } from '../values.js'
import { workspaceId } from '../workspaces/find.js'
import { listDocument } from './documents.js'
import { endpointText, pathOf } from './words.js'

interface Options extends GatewayOptions {
  readonly vendor?: Vendor
  readonly workspace?: WorkspaceName
  readonly type?: string
  readonly search?: string
  readonly limit?: number
  readonly all?: true
}

const defaultLimit = 20

export function addConnectionList(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      group
        .command('list')
        .description('show the connections that the token may see, by name')
        .option('--vendor <vendor>', `only those of ${vendors.join(', ')}`, readVendor)
        .option('--workspace <vendor/key>', 'only those in this workspace', readWorkspaceName)
        .option('--type <type>', "only this type, in the vendor's own spelling")
        .option('--search <text>', 'only those whose name or endpoints contain this text')
        .option('--limit <n>', `how many at most; ${defaultLimit} unless told`, readCount)
        .addOption(new Option('--all', 'as many as there are').conflicts('limit')),
    ),
    'connection list --vendor apinizer --type kafka',
    'connection list --workspace chartbrew/7 --search orders',
    'connection list --all --json > connections.json',
  ).action(async ({ vendor, workspace, type, search, limit = defaultLimit, all, ...options }: Options) => {
    const gateway = await connect(cli, options)
    const inWorkspace = workspace && (await workspaceId(gateway, cli.outside, workspace))
    const filter = { vendor, type, search, workspaceId: inWorkspace }
    const { items, total } = await readPages(
      cli.outside,
      all ? Infinity : limit,
      async (bounds) => (await gateway.ask(listDocument, { ...bounds, filter })).connections,
    )
    const rows = items.map((one) => [pathOf(one), one.name, one.type, one.enabled ? 'yes' : 'no', endpointText(one.endpoints[0])])
    const note = items.length < total ? `These are ${items.length} of ${total}: --all shows every one.` : undefined
    await cli.output.list(items, ['CONNECTION', 'NAME', 'TYPE', 'ENABLED', 'ENDPOINT'], rows, note)
  })
}
