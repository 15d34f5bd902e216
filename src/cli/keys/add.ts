import type { Command } from 'commander'
import { keyIdPattern, keyIdRule, newKeyEntry, nextKeyId } from '../../lib/key-entry.js'
import { done, present } from '../answers.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { misused, refused } from '../failure.js'
import type { Gateway } from '../gateway.js'
import { addDocument, recordsDocument, ringDocument } from './documents.js'

interface Options extends GatewayOptions {
  readonly id?: string
}

const then = 'Keep a copy of it away from the database, then: switchboard keys rotate'

export function addKeysAdd(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      group
        .command('add')
        .description('make a master key: in the key file, or as the line to set when the ring comes from the environment')
        .option('--id <id>', 'what to call it; else the next of k1, k2, …'),
    ),
    'keys add',
    'keys add --id 2027-01',
  ).action(async ({ id, ...options }: Options) => {
    if (id !== undefined && !keyIdPattern.test(id)) throw misused(`--id must have ${keyIdRule}.`)
    const gateway = await connect(cli, options)
    const ring = present((await gateway.ask(ringDocument, {})).masterKeys)
    if (ring.source === 'ENVIRONMENT') {
      const ids = ring.keys.map(({ keyId }) => keyId)
      const isTaken = async (keyId: string): Promise<boolean> => ids.includes(keyId) || (await isRecorded(gateway, keyId))
      const chosen = id ?? (await nextKeyId(ids, isTaken))
      if (await isTaken(chosen))
        throw refused('--id: There is or was a master key of this id.', [{ code: 'CONFLICT', message: 'The id is taken.' }])
      return cli.output.answer(lineToSet(chosen))
    }
    const { addMasterKey } = await gateway.ask(addDocument, { input: { keyId: id ?? null } })
    const { keyId, ring: after } = done(addMasterKey, { keyId: '--id' })
    const text = `Made ${present(keyId)} in the key file. It is not active yet. ${then}`
    await cli.output.answer({ document: { keyId, ring: after }, text })
  })
}

/** Whether there ever was a key of this id. */
async function isRecorded(gateway: Gateway, keyId: string): Promise<boolean> {
  const { totalCount } = present((await gateway.ask(recordsDocument, { keyId })).auditEvents)
  return totalCount > 0
}

/** The key is made here: it never goes over the network, and is nowhere but in this line. */
function lineToSet(keyId: string) {
  const line = `SWITCHBOARD_MASTER_KEYS="${newKeyEntry(keyId)},$SWITCHBOARD_MASTER_KEYS"`
  const note = `The line holds the new key ${keyId} and is shown only now: set it before the old keys, where the gateway gets its settings, and start the gateway again. ${then}`
  return { document: { keyId, line }, text: line, note, ifUnread: 'The key is gone with it, and nothing is changed: run this again.' }
}
