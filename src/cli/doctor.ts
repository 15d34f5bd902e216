import type { Command } from 'commander'
import type { Finding } from '../upkeep/finding.js'
import { withExamples, withJson, type Cli } from './command.js'
import { refused } from './failure.js'
import { readReadiness } from './gateway.js'

export function addDoctor(program: Command, { outside, output }: Cli): void {
  withExamples(
    withJson(program.command('doctor').description('look at settings, keys, database, disk, clock and gateway here, and say what to do')),
    'doctor',
    'doctor --json | jq \'.[] | select(.state != "ok")\'',
  ).action(async () => {
    const { findings, gateway } = await (await outside.upkeep()).diagnose()
    const all = [...findings, gatewayFinding(gateway.url, gateway.isHeld, await readReadiness(new URL(gateway.url)))]
    await output.answer({ document: all, text: all.map(lineOf).join('\n') })
    const failed = all.filter(({ state }) => state === 'fail')
    if (failed.length > 0) throw refused(`${failed.length} of ${all.length} checks failed.`)
  })
}

function lineOf(finding: Finding): string {
  const remedy = finding.state === 'ok' ? '' : ` ${finding.remedy}`
  return `${finding.state.padEnd(4)}  ${finding.check}: ${finding.message}${remedy}`
}

function gatewayFinding(url: string, isHeld: boolean, readiness: Awaited<ReturnType<typeof readReadiness>>): Finding {
  const check = 'gateway'
  if (isHeld) {
    if (readiness === 'ready') return { check, state: 'ok', message: `A gateway is ready at ${url}.` }
    const message = readiness === 'red' ? `The gateway at ${url} is not ready.` : `A gateway has the database, and none answers at ${url}.`
    return { check, state: 'warn', message, remedy: 'Look into its log, and at SWITCHBOARD_HOST and SWITCHBOARD_PORT here and there.' }
  }
  if (readiness === 'absent') return { check, state: 'ok', message: `No gateway runs, and ${url} is free.` }
  return {
    check,
    state: 'fail',
    message: `Something else answers at ${url}, where this gateway would listen.`,
    remedy: 'Stop it, or choose another port with SWITCHBOARD_PORT.',
  }
}
