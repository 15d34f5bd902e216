import type { Command } from 'commander'
import { withExamples, withJson, type Cli } from '../command.js'
import { withProgress } from '../progress.js'
import { printable } from '../text.js'
import { contents } from './contents.js'

export function addRestore(program: Command, { outside, output }: Cli): void {
  withExamples(
    withJson(
      program
        .command('restore')
        .description(
          'put a backup in the place of the database here, while no gateway runs; it is checked first, and so are the master keys',
        )
        .argument('<file>', 'the backup')
        .option('--force', 'when there is a database: put it aside, under a name of its own'),
    ),
    'restore /backups/switchboard-2027-01-31.db',
    'restore /backups/newest.db --force',
  ).action(async (file: string, { force = false }: { force?: boolean }) => {
    const upkeep = await outside.upkeep()
    const restored = await withProgress(outside, (progress) => upkeep.restore(file, { isForced: force, progress }))
    const kept = restored.kept === null ? '' : ` The database that was there is kept: ${printable(restored.kept)}.`
    await output.answer({
      document: restored,
      text: `Restored ${contents(restored.database, restored)}`,
      note: `Tokens are those of the backup, also ones that were revoked since.${kept}`,
    })
  })
}
