import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { graphql } from '../../../generated/web/gql.js'
import type { Vendor, WorkspacesQuery } from '../../../generated/web/graphql.js'
import { fold } from '../../../lib/fold.js'
import { ask } from '../../session/gateway.js'

const size = 100

const pageOfWorkspaces = graphql(`
  query Workspaces($first: Int!, $after: String, $filter: WorkspaceFilter) {
    workspaces(first: $first, after: $after, filter: $filter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        vendor
        key
        name
      }
    }
  }
`)

const nameOfWorkspace = graphql(`
  query WorkspaceName($id: ID!) {
    node(id: $id) {
      ... on Workspace {
        name
      }
    }
  }
`)

type Workspace = NonNullable<WorkspacesQuery['workspaces']>['nodes'][number]

interface Found {
  readonly workspaces: readonly Workspace[]
  readonly isLoading: boolean
  /** There may be others that match. */
  readonly isMore: boolean
}

/** Workspaces whose name or key contains the text; none are asked for without one. Pages are read until a hundred match. */
export function useWorkspaces(vendor: Vendor | undefined, text: string | undefined): Found {
  const { data, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['workspaces', vendor],
    queryFn: async ({ pageParam: after, signal }) => {
      const filter = vendor === undefined ? {} : { vendor }
      return (await ask(pageOfWorkspaces, { first: size, after, filter }, signal)).workspaces
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null),
    enabled: text !== undefined,
    staleTime: 30_000,
  })
  const sought = fold(text ?? '')
  const matching = (data?.pages ?? [])
    .flatMap((page) => page?.nodes ?? [])
    .filter(({ name, key }) => fold(name).includes(sought) || fold(key).includes(sought))
  const isShort = matching.length < size

  useEffect(() => {
    if (text !== undefined && isShort && hasNextPage && !isFetching) void fetchNextPage()
  }, [text, isShort, hasNextPage, isFetching, fetchNextPage])

  return { workspaces: matching.slice(0, size), isLoading: isFetching && isShort, isMore: hasNextPage || !isShort }
}

/** The name of a workspace, once it is known. */
export function useWorkspaceName(id: string | undefined): string | undefined {
  const { data } = useQuery({
    queryKey: ['workspaceName', id],
    queryFn: async ({ signal }) => nameOf(await ask(nameOfWorkspace, { id: id ?? '' }, signal)),
    enabled: id !== undefined,
    staleTime: Infinity,
  })
  return data
}

function nameOf({ node }: { readonly node: object | null }): string {
  return node && 'name' in node ? String(node.name) : 'unknown'
}
