import { write, writeSync } from 'node:fs'

/** Where the lines of the log go. */
export interface LogLines {
  /** Takes a line, and neither waits nor throws. */
  write(line: string): void
  /** How many lines could not be kept until they were written. */
  lost(): number
  /** Writes what waits, as far as that goes at once; for the end of the process. */
  flush(): void
}

/** How many characters may wait while nothing can be written; the lines after them are lost. */
const mostWaiting = 1_048_576
/** When to try again: where a reader is slow, and where writing fails. */
const againMs = { busy: 20, failing: 1000 }
/** How often the end of the process tries a reader that is slow. */
const lastTries = 25

/**
 * Writes lines to an open file, pipe or terminal, one write after the other and never on this thread. One that fails, as on
 * a full disk, is tried again: it costs no caller anything, and lines only when it lasts. `regained` is told how many, once
 * writing works again.
 */
export function openLogLines(fd: number, regained: (lost: number) => void): LogLines {
  let waiting = ''
  let taken = Buffer.alloc(0)
  let doing: 'nothing' | 'writing' | 'resting' = 'nothing'
  let [lost, told] = [0, 0]

  function writeNext(): void {
    doing = 'writing'
    if (taken.length === 0) take()
    if (taken.length === 0) {
      doing = 'nothing'
      return
    }
    write(fd, taken, (error, written) => {
      if (error) {
        again(error)
        return
      }
      taken = taken.subarray(written)
      writeNext()
    })
  }

  /** All that was taken before is written, so there is room, and what was lost stood just behind this. */
  function take(): void {
    taken = Buffer.from(waiting)
    waiting = ''
    if (lost === told) return
    const news = lost - told
    told = lost
    regained(news)
  }

  function again(error: unknown): void {
    doing = 'resting'
    setTimeout(writeNext, isBusy(error) ? againMs.busy : againMs.failing).unref()
  }

  return {
    write: (line) => {
      if (waiting.length + line.length > mostWaiting) {
        lost += 1
        return
      }
      waiting += line
      if (doing === 'nothing') writeNext()
    },
    lost: () => lost,
    flush: () => {
      // What another thread has in hand is written by it before the process is gone.
      writeAtOnce(fd, Buffer.concat([doing === 'writing' ? Buffer.alloc(0) : taken, Buffer.from(waiting)]))
      waiting = ''
    },
  }
}

/** Gives up on the first failure: the process ends, and a log that cannot be written may not keep it. */
function writeAtOnce(fd: number, bytes: Buffer): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  let left = bytes
  for (let tries = 0; left.length > 0 && tries < lastTries;) {
    try {
      left = left.subarray(writeSync(fd, left))
    } catch (error) {
      if (!isBusy(error)) return
      tries += 1
      Atomics.wait(pause, 0, 0, againMs.busy)
    }
  }
}

function isBusy(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'EAGAIN'
}
