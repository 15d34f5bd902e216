import type { TypedDocumentString } from '../generated/cli/graphql.js'
import { endless, isObject, readJson } from '../lib/json.js'
import { Problem } from '../lib/problem.js'
import type { Secret } from '../lib/secret.js'
import { refused, type Failure } from './failure.js'

/** A running gateway, asked with a token. */
export interface Gateway {
  /** The answer to an operation. Throws Failure when there is none. */
  ask<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Result>
}

export function openGateway(address: URL, token: Secret<string>): Gateway {
  return {
    ask: async (document, variables) => {
      const query = document.toString()
      const { text } = await send(address, 'graphql', /^\s*mutation\b/.test(query), {
        method: 'POST',
        headers: { authorization: `Bearer ${token.open()}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      return resultOf(document, readAnswer(address, text))
    },
  }
}

/** The schema of a gateway as SDL, which some show to everybody and some to administrators alone. */
export async function readSchema(address: URL, token: Secret<string> | undefined): Promise<string> {
  const init = token ? { headers: { authorization: `Bearer ${token.open()}` } } : {}
  const { status, text } = await send(address, 'schema.graphql', false, init)
  if (status === 200 && /^type Query\b/m.test(text)) return text
  throw closed(address, text) ?? foreign(address)
}

const remedy = 'with SWITCHBOARD_TOKEN or --token-file.'
/** Why a gateway does not show its schema, by the code of its refusal. */
const closures: Readonly<Record<string, string>> = {
  unauthenticated: `wants a token before it shows its schema: give that of an administrator ${remedy}`,
  badToken: `does not know the token, or no longer: give another ${remedy}`,
  forbidden: `shows its schema to administrators alone: give the token of one ${remedy}`,
  routeNotFound: 'shows its schema to nobody: SWITCHBOARD_INTROSPECTION is off there.',
  rateLimited: 'is asked too often. Try again in a moment.',
  unavailable: 'is too busy. Try again in a moment.',
}

function closed(address: URL, text: string): Failure | undefined {
  const body = parsed(text)
  const { code, message, requestId } = isObject(body) && isObject(body.error) ? body.error : {}
  const words = closures[String(code)]
  if (words === undefined || typeof requestId !== 'string') return undefined
  return refused(`The gateway at ${address.href} ${words}`, [{ code: String(code), message: String(message), requestId }])
}

/** The gateway has checked the document against its schema, and from that schema the type was made. */
function resultOf<Result>(_document: TypedDocumentString<Result, never>, data: unknown): Result {
  return data as Result
}

/** How long one answer may take, in milliseconds. */
const timeout = 60_000

async function send(address: URL, path: string, isChange: boolean, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    // A redirect would carry the token to where nobody has sent it.
    const response = await fetch(below(address, path), { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    throw unanswered(address, isChange, error)
  }
}

function below(address: URL, path: string): URL {
  const url = new URL(address)
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`
  return url
}

const isUnnamed = /^(ENOTFOUND|EAI_AGAIN)$/
const isAbsent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EADDRNOTAVAIL|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/
const isForeign = /^(HPE_|ERR_SSL_|EPROTO)/

function unanswered(address: URL, isChange: boolean, error: unknown): Failure {
  const code = codeOf(error)
  const { cause } = error as { cause?: { message?: string } }
  if (code === 'TypeError') return refused(`The gateway at ${address.href} cannot be called (${cause?.message ?? code}).`)
  if (isAbsent.test(code)) {
    const remedy = 'Start one with npm start, or say where it is with --url or SWITCHBOARD_URL.'
    return refused(`No gateway answers at ${address.href} (${code}). ${remedy}`, [{ code, message: 'No gateway answers.' }])
  }
  if (isForeign.test(code)) return foreign(address)
  const doubt = isChange ? ' It may have done what it was asked to: look before you try again.' : ' Try again.'
  return refused(`The gateway at ${address.href} broke off before its answer was complete (${code}).${doubt}`, [
    { code, message: 'The answer broke off.' },
  ])
}

/** What kept a request from its answer; `TypeError` is what was never sent. */
function codeOf(error: unknown): string {
  const { name, cause } = error as { name: string; cause?: { name?: string; code?: string } }
  return cause?.code ?? (cause?.name === 'HTTPParserError' ? 'HPE_INVALID' : name)
}

function foreign(address: URL): Failure {
  const message = `What answers at ${address.href} is no Switchboard gateway. Say where it is with --url or SWITCHBOARD_URL.`
  return refused(message, [{ code: 'NO_GATEWAY', message: 'Something else answers.' }])
}

/** What is in an answer. Throws what it was refused with. */
function readAnswer(address: URL, text: string): unknown {
  const body = parsed(text)
  const errors = isObject(body) && Array.isArray(body.errors) ? body.errors.filter(isObject) : []
  if (!isObject(body) || (errors.length === 0 && !isObject(body.data))) throw foreign(address)
  if (errors.length > 0) throw refusal(errors)
  return body.data
}

function parsed(text: string): unknown {
  try {
    return readJson(text, undefined, endless)
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

const remedies: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Give another with SWITCHBOARD_TOKEN or --token-file.',
  GRAPHQL_VALIDATION_FAILED: 'This command and the gateway are of different versions: use the command that came with the gateway.',
}

function refusal(errors: readonly Record<string, unknown>[]): Failure {
  const reasons = errors.map(({ message, extensions }) => {
    const { code, requestId } = isObject(extensions) ? extensions : {}
    return { code: String(code), message: String(message), ...(typeof requestId === 'string' && { requestId }) }
  })
  const [first] = reasons
  const remedy = remedies[first?.code ?? ''] ?? (first?.requestId === undefined ? '' : `(request ${first.requestId})`)
  return refused([...reasons.map(({ message }) => message), remedy].join(' ').trim(), reasons)
}

/** `foreign` is no gateway, `unnamed` a host that nobody knows, `blocked` a port that no browser and no `fetch` calls. */
export type Readiness = 'ready' | 'red' | 'foreign' | 'absent' | 'unnamed' | 'blocked'

/** What answers at an address when it is asked whether it is ready. */
export async function readReadiness(address: URL): Promise<Readiness> {
  try {
    const response = await fetch(below(address, 'readyz'), { redirect: 'manual', signal: AbortSignal.timeout(5000) })
    const body = parsed(await response.text())
    if (!isObject(body) || !isObject(body.checks)) return 'foreign'
    return response.status === 200 ? 'ready' : 'red'
  } catch (error) {
    const code = codeOf(error)
    if (code === 'TypeError') return 'blocked'
    if (isUnnamed.test(code)) return 'unnamed'
    return isAbsent.test(code) ? 'absent' : 'foreign'
  }
}
