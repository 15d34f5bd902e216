import { isObject, readJson, type Json } from '../../lib/json.js'
import type { DocumentFacts } from '../fields.js'
import { authenticationTypes } from './shape.js'

/** Which kind of authentication a document is, and for whom. */
export function authenticationFacts(document: Json): DocumentFacts {
  const { type, user } = isObject(document) ? (document as Record<string, unknown>) : {}
  const known = authenticationTypes.find((name) => name === type) ?? null
  return {
    isEmpty: isEmpty(document) || known === 'no_auth',
    type: known,
    account: known === 'basic_auth' && typeof user === 'string' ? masked(user) : null,
  }
}

/** Names of headers or parameters: keys of an object, or of each object of a list. */
export function optionsFacts(document: Json): DocumentFacts {
  const objects = Array.isArray(document) ? document : [document]
  return { isEmpty: isEmpty(document), names: objects.flatMap((object) => (isObject(object) ? Object.keys(object) : [])) }
}

/** Project and account of a Google service account, which may have come as an object or as JSON text. */
export function serviceAccountFacts(document: Json): DocumentFacts {
  const { project_id, client_email } = accountOf(document)
  return {
    isEmpty: isEmpty(document),
    projectId: typeof project_id === 'string' ? project_id : null,
    account: typeof client_email === 'string' ? masked(client_email) : null,
  }
}

/** The service account as an object; empty when it is none. */
export function accountOf(document: Json | undefined): Record<string, unknown> {
  if (isObject(document)) return document
  if (typeof document !== 'string') return {}
  try {
    const parsed: unknown = readJson(document)
    return isObject(parsed) ? parsed : {}
  } catch {
    return {} // Chartbrew keeps any text; one that is no JSON has no facts.
  }
}

function isEmpty(document: Json): boolean {
  return typeof document === 'object' && document !== null && Object.keys(document).length === 0
}

/** `jane@acme.example` as `j…@acme.example`. */
function masked(account: string): string {
  const at = account.indexOf('@')
  return `${account.slice(0, 1)}…${at < 1 ? '' : account.slice(at)}`
}
