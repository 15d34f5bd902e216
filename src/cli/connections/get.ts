import type { Command } from 'commander'
import type { ConnectionFieldsFragment } from '../../generated/cli/graphql.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { refused } from '../failure.js'
import type { Gateway } from '../gateway.js'
import { facts, moment } from '../text.js'
import { readConnectionName, type ConnectionName } from '../values.js'
import { byIdDocument, byKeyDocument } from './documents.js'
import { endpointText, pathOf } from './words.js'

export function addConnectionGet(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      group
        .command('get')
        .description('show one connection, without its secrets')
        .argument('<connection>', 'its id, or VENDOR/WORKSPACE/KEY', readConnectionName),
    ),
    'connection get chartbrew/7/1',
    'connection get con_01j9z3t5e8w2n4k6m9p1r3s5v7 --json',
  ).action(async (name: ConnectionName, options: GatewayOptions) => {
    const found = await find(await connect(cli, options), name)
    if (!found) {
      const message = 'There is no such connection that this token may see.'
      throw refused(message, [{ code: 'NOT_FOUND', message, at: '<connection>' }])
    }
    await cli.output.answer({ document: found, text: describe(found) })
  })
}

async function find(gateway: Gateway, name: ConnectionName): Promise<ConnectionFieldsFragment | null> {
  if ('id' in name) return (await gateway.ask(byIdDocument, name)).connection
  return (await gateway.ask(byKeyDocument, name)).connectionByKey
}

function describe(connection: ConnectionFieldsFragment): string {
  const { id, name, type, enabled, revision, workspace, createdAt, updatedAt, endpoints } = connection
  return facts([
    ['connection', pathOf(connection)],
    ['id', id],
    ['name', name],
    ['type', type],
    ['workspace', `${workspace.name} (${workspace.id})`],
    ['enabled', enabled ? 'yes' : 'no'],
    ['revision', String(revision)],
    ['made', moment(createdAt)],
    ['changed', moment(updatedAt)],
    ...endpoints.map((endpoint) => ['endpoint', `${endpoint.kind.toLowerCase()} ${endpointText(endpoint)}`] as const),
  ])
}
