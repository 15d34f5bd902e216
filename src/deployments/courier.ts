import type { Courier } from '../connections/deps.js'
import type { Deployment } from '../store/rows.js'
import type { DueTimes } from '../store/store.js'
import { deliver, type DeliveryDeps } from './attempt.js'
import { longestPause } from './pause.js'

/** A delivery under way. */
interface Round {
  readonly deployment: Deployment
  readonly ended: Promise<void>
}

export interface RunningCourier extends Courier {
  /** Starts nothing more, and resolves when nothing is under way. What is left is found at the next start. */
  stop(): Promise<void>
}

/** How many deliveries to one worker may be under way: first attempts, and those after a failure. */
const atOnce = { first: 32, again: 4 }
/** How long a write waits for its deliveries: two attempts and a little. */
const replyMs = 12_000
/** How long to leave the store alone after it has failed. */
const restMs = 10_000
const longestMs = 3_600_000

/**
 * Delivers what writes have left, as the store has it and nothing else, so
 * that a restart goes on where it was. Of one worker, what is about the same
 * connection or the same key goes in order and never two at once; no worker
 * waits for another.
 */
export function createCourier(deps: DeliveryDeps): RunningCourier {
  const { store, now, log } = deps
  const rounds = new Map<string, Round>()
  let timer: NodeJS.Timeout | undefined
  let isResting = false
  let isStopped = false
  let last = Promise.resolve()
  let queued: Promise<void> | undefined

  /** One look after the other; one that has not begun yet is good for everyone who asks. */
  const look = (): Promise<void> =>
    (queued ??= last =
      last.then(() => {
        queued = undefined
        return lookNow()
      }))

  async function lookNow(): Promise<void> {
    if (isStopped || isResting) return
    const times = { now: now(), latest: now() + longestPause }
    try {
      for (const workerId of await store.deployments.workersDue(times)) await startFor(workerId, times)
      const next = await store.deployments.nextAfter(times.now)
      if (next !== undefined) wakeAt(next)
    } catch (error) {
      rest(error)
    }
  }

  /** What was under way before the store was asked may have ended since, and is in the answer all the same. */
  async function startFor(workerId: string, times: DueTimes): Promise<void> {
    const held = [...rounds.values()].map(({ deployment }) => deployment).filter((one) => one.workerId === workerId)
    const free = { first: atOnce.first - held.filter(isFirst).length, again: atOnce.again - held.filter((one) => !isFirst(one)).length }
    for (const deployment of await store.deployments.due(workerId, times, held.length + atOnce.first + atOnce.again)) {
      const kind = isFirst(deployment) ? 'first' : 'again'
      if (isStopped || free[kind] <= 0 || held.some((one) => concerns(one, deployment))) continue
      free[kind] -= 1
      held.push(deployment)
      rounds.set(deployment.id, { deployment, ended: round(deployment) })
    }
  }

  async function round(deployment: Deployment): Promise<void> {
    try {
      await store.deployments.record(deployment.id, await deliver(deps, deployment, () => isStopped))
    } catch (error) {
      rest(error)
    }
    rounds.delete(deployment.id)
    void look()
  }

  function rest(error: unknown): void {
    log.error({ err: error }, 'could not read or keep deployments')
    isResting = true
    wakeIn(restMs)
  }

  /** Within the hour: a clock may be set back. The end of a rest, which may have begun meanwhile, wakes anyway. */
  function wakeAt(time: number): void {
    if (!isResting) wakeIn(Math.min(time - now(), longestMs))
  }

  function wakeIn(milliseconds: number): void {
    clearTimeout(timer)
    if (isStopped) return
    timer = setTimeout(() => {
      isResting = false
      void look()
    }, milliseconds)
  }

  async function tried(connectionId: string): Promise<void> {
    for (let waited = await underWay(connectionId); waited.length > 0; waited = await underWay(connectionId)) await Promise.all(waited)
  }

  /** What the deployments of a connection wait for now. */
  async function underWay(connectionId: string): Promise<Promise<void>[]> {
    await look()
    const waiting = await store.deployments.pending(connectionId)
    const isWanted = ({ deployment }: Round): boolean =>
      deployment.connectionId === connectionId || waiting.some((one) => concerns(deployment, one))
    return [...rounds.values()].filter(isWanted).map(({ ended }) => ended)
  }

  return {
    wake: () => void look(),

    async settle(connectionId) {
      await within(replyMs, tried(connectionId))
      return store.deployments.newest(connectionId)
    },

    async stop() {
      isStopped = true
      clearTimeout(timer)
      await Promise.all([...rounds.values()].map(({ ended }) => ended))
      await last
    },
  }
}

async function within(milliseconds: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([promise, over]).finally(() => clearTimeout(timer))
}

function isFirst({ attempts }: Deployment): boolean {
  return attempts === 0
}

/** Whether two deployments may not change places. */
function concerns(a: Deployment, b: Deployment): boolean {
  return a.workerId === b.workerId && (a.connectionId === b.connectionId || a.keyFold === b.keyFold)
}
