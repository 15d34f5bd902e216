import type { Logger } from 'pino'
import type { Net } from '../net/request.js'
import type { Deployment } from '../store/rows.js'
import type { DeploymentOutcome } from '../store/writes.js'
import { messageOf, type MessageDeps } from './message.js'
import { patience, pauseAfter } from './pause.js'

export interface DeliveryDeps extends MessageDeps {
  readonly net: Pick<Net, 'request'>
  readonly log: Pick<Logger, 'error' | 'warn'>
}

const deadlineMs = 5000
const maxBytes = 65_536

/** How an attempt ends; superseded when there was nobody to send to, or nothing to send. */
type Ended = 'delivered' | 'superseded' | { readonly failure: string }

/** Tries a deployment, the first time twice, and says what is to be kept of it. When its time is over it is not tried any more. */
export async function deliver(deps: DeliveryDeps, deployment: Deployment, isStopping: () => boolean): Promise<DeploymentOutcome> {
  const end = deployment.createdAt + patience
  if (deps.now() >= end) return expired(deps, deployment)

  let attempts = deployment.attempts + 1
  let ended = await attempt(deps, deployment)
  if (typeof ended === 'object' && attempts === 1 && !isStopping()) {
    attempts = 2
    ended = await attempt(deps, deployment)
  }
  const now = deps.now()
  if (typeof ended === 'string') return { state: ended, attempts, nextAt: null, finishedAt: now, failure: null }
  const { failure } = ended
  deps.log.warn({ ...named(deployment), attempts, failure }, 'could not deploy')
  return { state: 'pending', attempts, nextAt: Math.min(now + pauseAfter(attempts, Math.random()), end), finishedAt: null, failure }
}

function expired({ log, now }: DeliveryDeps, deployment: Deployment): DeploymentOutcome {
  const { attempts, failure } = deployment
  log.error({ ...named(deployment), attempts, failure }, 'gave up a deployment')
  return { state: 'expired', attempts, nextAt: null, finishedAt: now(), failure }
}

/** One request. A bug on the way to it is logged and counts as a failure, so that nothing else waits for it. */
async function attempt(deps: DeliveryDeps, deployment: Deployment): Promise<Ended> {
  try {
    const message = await messageOf(deps, deployment)
    if (!message) return 'superseded'
    const { url, headers, body } = message
    const request = { method: 'POST', url, headers, body: body.open(), deadlineMs, maxBytes, allowHttp: 'loopback' } as const
    const answer = await deps.net.request(request)
    if ('failure' in answer) return answer
    return answer.status >= 200 && answer.status < 300 ? 'delivered' : { failure: `status ${answer.status}` }
  } catch (error) {
    deps.log.error({ ...named(deployment), err: error }, 'could not make a deployment')
    return { failure: 'internal' }
  }
}

function named({ id, workerId }: Deployment): { deployment: string; worker: string } {
  return { deployment: id, worker: workerId }
}
