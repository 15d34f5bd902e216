import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { readDescription } from '../session/descriptions.js'
import { keptToken, onTokenChange } from '../session/token.js'
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

async function read<Result>(url: string, token: string | null, signal: AbortSignal): Promise<Result> {
  return (await (await readDescription(url, token, signal)).json()) as Result
}
