import type { Command } from 'commander'
import type { Vendor } from '../../generated/cli/graphql.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { moment } from '../text.js'
import { pathText, readVendor, vendors } from '../values.js'
import { readWorkspaces } from './find.js'

interface Options extends GatewayOptions {
  readonly vendor?: Vendor
}

export function addWorkspaceList(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      group
        .command('list')
        .description('show the workspaces that the token may see, by name')
        .option('--vendor <vendor>', `only those of ${vendors.join(', ')}`, readVendor),
    ),
    'workspace list',
    'workspace list --vendor chartbrew --json',
  ).action(async ({ vendor, ...options }: Options) => {
    const workspaces = await readWorkspaces(await connect(cli, options), cli.outside, vendor)
    const rows = workspaces.map((one) => [pathText(one.vendor, one.key), one.name, moment(one.createdAt), one.id])
    await cli.output.list(workspaces, ['WORKSPACE', 'NAME', 'MADE', 'ID'], rows)
  })
}
