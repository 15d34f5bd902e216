import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { askNpm } from './ask-npm.js'
import { findingsOf, judge, readExceptions } from './findings.js'
import { readLockfile } from './lockfile.js'
import { importedByPages, shippedPlaces } from './shipped.js'

/** Prints what is known against the packages of a folder; answers 1 when something must be done, or when nobody could be asked. */
export async function audit(folder: string, print: (line: string) => void, npmOptions: readonly string[] = []): Promise<0 | 1> {
  const exceptions = readExceptions(readFileSync(join(folder, '.ci/supply/audit-exceptions.json'), 'utf8'))
  const lockfile = readLockfile(folder)
  const shipped = shippedPlaces(lockfile, importedByPages(folder))
  const answer = await askNpm(folder, npmOptions)
  if (answer.kind === 'no endpoint') {
    print(`The audit did NOT happen: this registry has no audit endpoint (${answer.status} from ${answer.uri}).`)
    print('Nothing is known about vulnerabilities. Run `npm run audit` where npm reaches a registry that has one.')
    return 0
  }
  if (answer.kind === 'failed') {
    print(`The audit failed: ${answer.reason}`)
    return 1
  }
  const { refused, excepted, slight, void: needless } = judge(findingsOf(answer.report, shipped), exceptions, Date.now())
  for (const { text } of refused) print(`VULNERABLE ${text}`)
  for (const { text } of excepted) print(`excepted ${text}`)
  for (const { text } of slight) print(`slight ${text}`)
  for (const exception of needless)
    print(`The exception ${exception.advisory} for ${exception.package} is over, or nothing needs it: take it out.`)
  print(`Audit of ${Object.keys(lockfile).length} packages, ${shipped.size} of them shipped: ${refused.length} to act on.`)
  return refused.length + needless.length === 0 ? 0 : 1
}
