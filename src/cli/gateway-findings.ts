import type { Finding } from '../upkeep/finding.js'
import type { Diagnosis } from '../upkeep/index.js'
import { readAddress } from './address.js'
import { Failure } from './failure.js'
import { readReadiness, type Readiness } from './gateway.js'
import type { Outside } from './outside.js'

const check = 'gateway'

/** What answers where SWITCHBOARD_URL says that the gateway is, else where one with these settings listens; and whether it can listen there. */
export async function gatewayFindings({ url, isHeld }: Diagnosis['gateway'], env: Outside['env']): Promise<Finding[]> {
  const named = namedAddress(env)
  if (named instanceof Failure) {
    const wrong: Finding = { check: 'settings', state: 'fail', message: named.message, remedy: 'Set SWITCHBOARD_URL as said, or unset it.' }
    return [wrong, ...(await gatewayFindings({ url, isHeld }, {}))]
  }
  const own = new URL(url)
  const asked = named ?? own
  if (isHeld) return [held(asked.href, await readReadiness(asked))]
  const free = freeFinding(own.href, await readReadiness(own))
  return asked.href === own.href ? [free] : [free, ...elsewhere(asked.href, await readReadiness(asked))]
}

function namedAddress(env: Outside['env']): URL | Failure | undefined {
  try {
    return env.SWITCHBOARD_URL?.trim() ? readAddress(undefined, env) : undefined
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

/** Of a gateway that has the database. */
function held(url: string, readiness: Readiness): Finding {
  if (readiness === 'ready') return { check, state: 'ok', message: `A gateway is ready at ${url}.` }
  if (readiness === 'blocked') return blocked(url)
  const message = readiness === 'red' ? `The gateway at ${url} is not ready.` : `A gateway has the database, and none answers at ${url}.`
  const remedy = 'Look into its log, at SWITCHBOARD_HOST and SWITCHBOARD_PORT here and there, and at SWITCHBOARD_URL where it is set.'
  return { check, state: 'warn', message, remedy }
}

/** Of the address where one would listen that does not run. */
function freeFinding(url: string, readiness: Readiness): Finding {
  if (readiness === 'absent') return { check, state: 'ok', message: `No gateway runs, and ${url} is free.` }
  if (readiness === 'blocked') return blocked(url)
  if (readiness === 'unnamed') {
    const message = `Nobody knows the host in ${url}, so that no gateway can listen there.`
    return { check, state: 'fail', message, remedy: 'Choose another with SWITCHBOARD_HOST.' }
  }
  const message = `Something else answers at ${url}, where this gateway would listen.`
  return { check, state: 'fail', message, remedy: 'Stop it, or choose another port with SWITCHBOARD_PORT.' }
}

function blocked(url: string): Finding {
  const message = `Neither browsers nor the commands call the port in ${url}, and what answers there is unknown.`
  return { check, state: 'warn', message, remedy: 'Choose another port with SWITCHBOARD_PORT.' }
}

/** Of a gateway that SWITCHBOARD_URL names while none has the database here. */
function elsewhere(url: string, readiness: Readiness): Finding[] {
  if (readiness !== 'ready' && readiness !== 'red') return []
  const message = `A gateway answers at ${url}, and none has the database here.`
  return [{ check, state: 'warn', message, remedy: 'Run this with the settings and on the files of that one, or correct SWITCHBOARD_URL.' }]
}
