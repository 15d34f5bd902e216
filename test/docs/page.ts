import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** A fenced block of the page. */
interface Block {
  readonly language: string
  /** What the comment in its first line says: the path of a file, or what a command is for. */
  readonly title: string
  readonly text: string
}

export const path = resolve(import.meta.dirname, '../../docs/frontend.md')
export const text = readFileSync(path, 'utf8')

export const blocks: readonly Block[] = [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, language = '', body = '']) => ({
  language,
  title: /^(?:\/\/|#) (.+)\n/.exec(body)?.[1] ?? '',
  text: body,
}))

export const files = blocks.filter(({ language }) => language === 'ts')

/** The shell block that begins with this comment. */
export function command(title: string): string {
  const block = blocks.find((one) => one.language === 'sh' && one.title === title)
  if (!block) throw new Error(`The page has no command "${title}".`)
  return block.text
}

/** Origins that the page lists at the gateway. */
export const origins = /^SWITCHBOARD_CORS_ORIGINS=(\S+) npm start$/m.exec(command('At the gateway'))?.[1]?.split(',') ?? []
