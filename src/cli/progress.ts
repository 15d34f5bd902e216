import { SingleBar } from 'cli-progress'
import type { Outside } from './outside.js'

/** How long people wait without asking whether it still goes on, in milliseconds. */
const patience = 1000

/** How far something is. */
export interface Progress {
  readonly show: (done: number, total: number) => void
  readonly stop: () => void
}

/** A bar on a terminal, as soon as something takes long. */
export function openProgress({ stderr, now }: Pick<Outside, 'stderr' | 'now'>): Progress {
  const bar = new SingleBar({ stream: stderr, clearOnComplete: true, linewrap: true, format: '{bar} {value} of {total}' })
  const began = now()
  return {
    show: (done, total) => {
      if (bar.isActive) bar.update(done)
      else if (now() - began > patience) bar.start(total, done)
    },
    stop: () => bar.stop(),
  }
}

/** Does long work under a bar. */
export async function withProgress<Result>(
  outside: Pick<Outside, 'stderr' | 'now'>,
  work: (show: Progress['show']) => Promise<Result>,
): Promise<Result> {
  const progress = openProgress(outside)
  try {
    return await work(progress.show)
  } finally {
    progress.stop()
  }
}
