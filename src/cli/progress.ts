import { SingleBar } from 'cli-progress'
import type { Outside } from './outside.js'

/** How long people wait without asking whether it still goes on, in milliseconds. */
const patience = 1000

/** Does long work; a bar on a terminal tells how far it is. */
export async function withProgress<Result>(
  { stderr, now }: Pick<Outside, 'stderr' | 'now'>,
  work: (progress: (done: number, total: number) => void) => Promise<Result>,
): Promise<Result> {
  const bar = new SingleBar({ stream: stderr, clearOnComplete: true, linewrap: true, format: '{bar} {percentage} %' })
  const began = now()
  try {
    return await work((done, total) => {
      if (bar.isActive) bar.update(done)
      else if (now() - began > patience) bar.start(total, done)
    })
  } finally {
    bar.stop()
  }
}
