import { readFileSync } from 'node:fs'
import { DockerfileParser, type Instruction } from 'dockerfile-ast'

export const text = readFileSync('Dockerfile', 'utf8')
const instructions = DockerfileParser.parse(text).getInstructions()
const lastStage = instructions.slice(instructions.map((one) => one.getKeyword()).lastIndexOf('FROM'))

/** Each instruction of one name, as the words behind it. */
export function said(keyword: string): string[][] {
  return instructions.filter((one) => one.getKeyword() === keyword).map(words)
}

/** The same of the stage that runs. */
export function saidLast(keyword: string): string[][] {
  return lastStage.filter((one) => one.getKeyword() === keyword).map(words)
}

/** The command of the stage that runs, written as JSON and so run without a shell. Throws when it is not. */
export function execForm(keyword: 'ENTRYPOINT' | 'HEALTHCHECK'): string[] {
  const [written = ''] = lastStage.filter((one) => one.getKeyword() === keyword).map((one) => one.getTextContent())
  return JSON.parse(/\[.*\]$/s.exec(written)?.[0] ?? '')
}

/** The settings that the image brings. */
export function settings(): Record<string, string> {
  return Object.fromEntries(
    saidLast('ENV')
      .flat()
      .map((pair) => pair.split('=') as [string, string]),
  )
}

function words(instruction: Instruction): string[] {
  return instruction.getArguments().map((argument) => argument.getValue())
}
