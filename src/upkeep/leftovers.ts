import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What a file is called while it is made: it says by whom, so that what a kill has left is known. */
export function partialName(file: string, unique: string): string {
  return `${file}.partial-${process.pid}-${unique}`
}

/** How long a file that nobody writes to may be one that is still made, by a process of another machine, in milliseconds. */
const longest = 3_600_000

/** Removes what backups under this name have left that were killed. */
export function removeLeftovers(file: string): void {
  const begin = `${basename(file)}.partial-`
  for (const name of readdirSync(dirname(file)).filter((one) => one.startsWith(begin))) {
    const [, pid, unique] = /^(\d+-)?([0-9a-f]{8})(-journal)?$/.exec(name.slice(begin.length)) ?? []
    const path = join(dirname(file), name)
    if (unique !== undefined && (isOver(pid) || isOld(path))) rmSync(path, { force: true })
  }
}

/** Whether no process of this number is there. */
function isOver(pid: string | undefined): boolean {
  if (pid === undefined) return false
  try {
    process.kill(parseInt(pid, 10), 0)
    return false
  } catch (error) {
    return (error as { code?: unknown }).code === 'ESRCH'
  }
}

function isOld(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && Date.now() - found.mtimeMs > longest
}
