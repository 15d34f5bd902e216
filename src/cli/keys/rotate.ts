import { SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import type { RotateMasterKeysMutation } from '../../generated/cli/graphql.js'
import { done, present } from '../answers.js'
import { connect, withExamples, withGateway, type Cli, type GatewayOptions } from '../command.js'
import { refused } from '../failure.js'
import type { Gateway } from '../gateway.js'
import type { Outside } from '../outside.js'
import { rotateDocument } from './documents.js'
import { unusedText } from './status.js'

/** How many data keys one step wraps anew: few enough for other requests not to notice. */
const limit = 500

type Step = NonNullable<RotateMasterKeysMutation['rotateMasterKeys']>

export function addKeysRotate(group: Command, cli: Cli): void {
  withExamples(
    withGateway(
      group
        .command('rotate')
        .description('make the newest master key active, and wrap every data key with it; stopped half-way, it goes on when run again'),
    ),
    'keys rotate',
    'keys rotate --json',
  ).action(async (options: GatewayOptions) => {
    const gateway = await connect(cli, options)
    const { last, total } = await everyStep(gateway, cli.outside)
    const [activeKeyId, ring, remaining] = [present(last.activeKeyId), present(last.ring), present(last.remaining)]
    if (remaining > 0) {
      const message = `${remaining} data keys do not open and stay as they are, among them those of ${last.unreadable.join(', ')}. Restore them from a backup, and rotate again.`
      throw refused(message, [{ code: 'SECRET_UNREADABLE', message: 'Some data keys do not open.' }])
    }
    const text = [`${activeKeyId} wraps every data key now (${total} wrapped anew).`, unusedText(ring)].filter(Boolean).join('\n')
    await cli.output.answer({ document: { activeKeyId, rewrapped: total, ring }, text })
  })
}

/** Steps until one has nothing left to do; a bar on a terminal tells how far it is. */
async function everyStep(gateway: Gateway, { stderr }: Pick<Outside, 'stderr'>): Promise<{ last: Step; total: number }> {
  const bar = new SingleBar({ stream: stderr, clearOnComplete: true, linewrap: true, format: '{bar} {value} of {total} data keys' })
  let total = 0
  try {
    for (;;) {
      const last = done((await gateway.ask(rotateDocument, { input: { limit } })).rotateMasterKeys, {})
      const [rewrapped, remaining] = [present(last.rewrapped), present(last.remaining)]
      total += rewrapped
      if (bar.isActive) bar.update(total)
      else if (remaining > 0) bar.start(total + remaining, total)
      if (remaining === 0 || rewrapped === 0) return { last, total }
    }
  } finally {
    bar.stop()
  }
}
