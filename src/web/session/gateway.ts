import type { TypedDocumentString } from '../../generated/web/graphql.js'
import { endSession, keptToken } from './token.js'

/** The gateway refused the whole operation, or could not be reached. The message is for a person, the path leads from the variables to the value that it is about. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  constructor(
    readonly code: string,
    message: string,
    readonly path: readonly string[] = [],
  ) {
    super(message)
  }
}

interface Answer<Result> {
  readonly data?: Result | null
  readonly errors?: readonly {
    readonly message: string
    readonly extensions?: { readonly code?: string; readonly path?: readonly string[] }
  }[]
}

/** What the gateway answers to the caller of this tab. With a token that no longer opens the session ends. Throws GatewayError. */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const token = keptToken() ?? ''
  try {
    return await askAs(token, document, variables, signal)
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'UNAUTHENTICATED') endSession(token)
    throw error
  }
}

/** The same with a token that is not kept yet. */
export async function askAs<Result, Variables>(
  token: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const query = document.toString()
  const { data, errors } = await post<Result>(token, JSON.stringify({ query, variables }), signal, unanswered(query))
  const [error] = errors ?? []
  if (error) throw new GatewayError(error.extensions?.code ?? 'UNKNOWN', error.message, error.extensions?.path)
  if (!data) throw new GatewayError('UNKNOWN', 'The gateway answered nothing.')
  return data
}

/** What no answer means: what only reads can be asked again, what changes something may have been done. */
function unanswered(query: string): GatewayError {
  if (!/^\s*mutation\b/.test(query)) return new GatewayError('UNREACHABLE', 'The gateway does not answer. Is it running?')
  return new GatewayError('UNANSWERED', 'The gateway did not answer. It may have been done all the same: look before you send it again.')
}

async function post<Result>(
  token: string,
  body: string,
  signal: AbortSignal | undefined,
  unanswered: GatewayError,
): Promise<Answer<Result>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' }
  try {
    const response = await fetch('/graphql', { method: 'POST', headers, body, ...(signal && { signal }) })
    return (await response.json()) as Answer<Result>
  } catch (error) {
    if (signal?.aborted) throw error
    throw unanswered
  }
}
