import type { Command } from 'commander'
import { withExamples, withJson, type Cli } from '../command.js'
import { withProgress } from '../progress.js'
import { contents } from './contents.js'

export function addBackup(program: Command, { outside, output }: Cli): void {
  withExamples(
    withJson(
      program
        .command('backup')
        .description('copy the database here into a file, checked, while the gateway runs or not; the master keys are not in it')
        .argument('<file>', 'where the backup goes')
        .option('--force', 'replace a file that is there'),
    ),
    'backup /backups/switchboard-2027-01-31.db',
    'backup /backups/newest.db --force --json',
  ).action(async (file: string, { force = false }: { force?: boolean }) => {
    const upkeep = await outside.upkeep()
    const made = await withProgress(outside, (progress) => upkeep.backup(file, { isForced: force, progress }))
    await output.answer({
      document: made,
      text: `Backed up to ${contents(made.file, made)}`,
      note: 'The master keys are not in it: keep a copy of them in another place.',
    })
  })
}
