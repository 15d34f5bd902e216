import type { Command } from 'commander'
import type { Finding } from '../upkeep/finding.js'
import { withExamples, withJson, type Cli } from './command.js'
import { refused } from './failure.js'
import { gatewayFindings } from './gateway-findings.js'

export function addDoctor(program: Command, { outside, output }: Cli): void {
  withExamples(
    withJson(program.command('doctor').description('look at settings, keys, database, disk, clock and gateway here, and say what to do')),
    'doctor',
    'doctor --json | jq \'.[] | select(.state != "ok")\'',
  ).action(async () => {
    const { findings, gateway } = await (await outside.upkeep()).diagnose()
    const all = [...findings, ...(await gatewayFindings(gateway, outside.env))]
    await output.answer({ document: all, text: all.map(lineOf).join('\n') })
    const failed = all.filter(({ state }) => state === 'fail')
    if (failed.length > 0) throw refused(`${failed.length} of ${all.length} checks failed.`)
  })
}

function lineOf(finding: Finding): string {
  const remedy = finding.state === 'ok' ? '' : ` ${finding.remedy}`
  return `${finding.state.padEnd(4)}  ${finding.check}: ${finding.message}${remedy}`
}
