import type { Command } from 'commander'
import type { Vendor } from '../../generated/cli/graphql.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { done, present } from '../answers.js'
import { printable } from '../text.js'
import { pathText, readVendor, vendors } from '../values.js'
import { addDocument } from './documents.js'

interface Options extends GatewayOptions {
  readonly name?: string
}

/** What `createWorkspace` calls otherwise. */
const words = { vendor: '<vendor>', key: '<key>', name: '--name' }

export function addWorkspaceAdd(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      group
        .command('add')
        .description('make a workspace; needs ADMIN on all workspaces')
        .argument('<vendor>', vendors.join(', '), readVendor)
        .argument('<key>', "the vendor's own id: a team's number, a project's name, an organisation's ULID")
        .option('--name <name>', 'its name for people; else its key'),
    ),
    'workspace add chartbrew 7 --name Sales',
    'workspace add versori 01HQ7Z3T5E8W2N4K6M9P1R3S5V --json',
  ).action(async (vendor: Vendor, key: string, options: Options) => {
    const gateway = await connect(cli, options)
    const { createWorkspace } = await gateway.ask(addDocument, { input: { vendor, key, name: options.name ?? key } })
    const workspace = present(done(createWorkspace, words).workspace)
    const text = `Made ${printable(pathText(vendor, workspace.key))} (${workspace.id}).`
    await cli.output.answer({ document: workspace, text })
  })
}
