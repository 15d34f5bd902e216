import { execFileSync } from 'node:child_process'

/** Runs a program of this machine without a word, and answers whether it could do what it was asked. */
export function succeeds(command: string, ...words: string[]): boolean {
  try {
    execFileSync(command, words, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
