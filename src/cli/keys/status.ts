import type { Command } from 'commander'
import type { MasterKeyState, RingFieldsFragment } from '../../generated/cli/graphql.js'
import { present } from '../answers.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { table } from '../text.js'
import { ringDocument } from './documents.js'

export function addKeysStatus(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      group.command('status').description('show the master keys, which one is active, and how many data keys each of them wraps'),
    ),
    'keys status',
    'keys status --json | jq -r \'.keys[] | select(.state == "UNUSED") | .keyId\'',
  ).action(async (options: GatewayOptions) => {
    const gateway = await connect(cli, options)
    const ring = present((await gateway.ask(ringDocument, {})).masterKeys)
    const rows = ring.keys.map((key) => [key.keyId, stateText[key.state], String(key.dataKeyCount), canaryText(key)])
    const text = `${table(['ID', 'STATE', 'DATA KEYS', 'CANARY'], rows, Infinity)}\nThe ring comes from ${sourceText(ring)}.`
    await cli.output.answer({ document: ring, text })
  })
}

const stateText: Readonly<Record<MasterKeyState, string>> = {
  ACTIVE: 'active',
  NEW: 'new: the next rotation makes it active',
  IN_USE: 'in use: rotate',
  UNUSED: 'not used any more: may be retired',
  ABSENT: 'not in the ring any more: may be retired',
  SURPLUS: 'not used: take it out of SWITCHBOARD_MASTER_KEYS',
}

function canaryText({ isRight }: RingFieldsFragment['keys'][number]): string {
  return isRight === null ? '-' : isRight ? 'opens' : 'does not open'
}

function sourceText({ source }: Pick<RingFieldsFragment, 'source'>): string {
  return source === 'FILE' ? 'the key file' : 'SWITCHBOARD_MASTER_KEYS'
}

/** What there is to do with keys that wrap nothing any more. */
export function unusedText({ keys }: RingFieldsFragment): string {
  const ids = keys.filter(({ state }) => state === 'UNUSED' || state === 'ABSENT').map(({ keyId }) => keyId)
  return ids.map((id) => `${id} is no longer used: switchboard keys retire ${id}`).join('\n')
}
