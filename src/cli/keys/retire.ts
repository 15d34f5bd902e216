import type { Command } from 'commander'
import { done, present } from '../answers.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { retireDocument } from './documents.js'

export function addKeysRetire(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      group
        .command('retire')
        .description('forget a master key that wraps nothing any more, and take it out of the key file')
        .argument('<id>', 'its id, as keys status shows it'),
    ),
    'keys retire k1',
  ).action(async (id: string, options: GatewayOptions) => {
    const gateway = await connect(cli, options)
    const { retireMasterKey } = await gateway.ask(retireDocument, { input: { keyId: id } })
    const { retiredKeyId, ring } = done(retireMasterKey, { keyId: '<id>' })
    const isInFile = present(ring).source === 'FILE'
    const text = `Retired ${present(retiredKeyId)}.${isInFile ? ' It is out of the key file; backups from before still need it.' : ''}`
    const note = 'Take it out of SWITCHBOARD_MASTER_KEYS as well. Backups from before still need it.'
    await cli.output.answer({ document: { retiredKeyId, ring }, text, ...(!isInFile && { note }) })
  })
}
