import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { GatewayError } from '../session/gateway.js'
import { endSession, keptToken, onTokenChange } from '../session/token.js'
import type { OpenapiDocument } from './openapi.js'

/** The document of a vendor, as the index names it. */
export interface DocumentLink {
  readonly vendor: string
  readonly name: string
  readonly url: string
}

export function useToken(): string | null {
  return useSyncExternalStore(onTokenChange, keptToken)
}

export function useIndex(): UseQueryResult<readonly DocumentLink[]> {
  const token = useToken()
  return useQuery({
    queryKey: ['index', token],
    queryFn: async ({ signal }) => (await read<{ documents: DocumentLink[] }>('/openapi/index.json', token, signal)).documents,
    staleTime: Infinity,
  })
}

/** The document at this address; none is asked for while there is no address. */
export function useDocument(url: string | undefined): UseQueryResult<OpenapiDocument> {
  const token = useToken()
  return useQuery({
    queryKey: ['document', url, token],
    queryFn: ({ signal }) => read<OpenapiDocument>(url ?? '', token, signal),
    enabled: url !== undefined,
    staleTime: Infinity,
  })
}

/** Documents may be open or not: a token goes along when there is one, and the session ends when it no longer opens. Throws GatewayError. */
async function read<Result>(url: string, token: string | null, signal: AbortSignal): Promise<Result> {
  const response = await answer(url, token, signal)
  if (response.status === 401) {
    if (token !== null) endSession(token)
    throw new GatewayError('UNAUTHENTICATED', 'These documents want a token.')
  }
  if (!response.ok) throw new GatewayError('UNKNOWN', `The gateway answered ${response.status}.`)
  return (await response.json()) as Result
}

async function answer(url: string, token: string | null, signal: AbortSignal): Promise<Response> {
  const headers = { accept: 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) }
  try {
    return await fetch(url, { headers, signal })
  } catch (error) {
    if (signal.aborted) throw error
    throw new GatewayError('UNREACHABLE', 'The gateway does not answer. Is it running?')
  }
}
