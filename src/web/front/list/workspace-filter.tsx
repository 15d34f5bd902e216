import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { graphql } from '../../../generated/web/gql.js'
import type { Vendor } from '../../../generated/web/graphql.js'
import { fold } from '../../../lib/fold.js'
import { ask } from '../../session/gateway.js'
import { Combobox, type FieldMarks, type Option } from '../combobox.js'
import { humanised } from '../words.js'

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

interface WorkspaceFilterProps {
  readonly vendor: Vendor | undefined
  readonly value: string | undefined
  readonly onChoose: (id: string | undefined) => void
  /** In a form one must be chosen; in a filter it may be any. */
  readonly field?: FieldMarks
}

/** Chooses a workspace by name or key. Pages of them are read until a hundred match what was typed. */
export function WorkspaceFilter({ vendor, value, onChoose, field }: WorkspaceFilterProps): ReactNode {
  const [text, setText] = useState<string>()
  const { workspaces, isLoading, isMore } = useWorkspaces(vendor, text)
  const { data: chosen } = useQuery({
    queryKey: ['workspaceName', value],
    queryFn: async ({ signal }) => nameOf(await ask(nameOfWorkspace, { id: value ?? '' }, signal)),
    enabled: value !== undefined,
    staleTime: Infinity,
  })
  const hint = isLoading ? 'Reading …' : isMore ? 'Type to find others.' : workspaces.length === 0 ? 'No workspace matches.' : undefined
  return (
    <Combobox
      label="Workspace"
      placeholder={field ? 'Choose …' : 'any'}
      chosen={value === undefined ? undefined : (chosen ?? '…')}
      options={text || field ? workspaces : [{ value: undefined, text: 'any' }, ...workspaces]}
      hint={hint}
      text={text}
      onText={setText}
      onChoose={onChoose}
      field={field}
    />
  )
}

function useWorkspaces(vendor: Vendor | undefined, text: string | undefined) {
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

  const workspaces: readonly Option[] = matching
    .slice(0, size)
    .map(({ id, name, key, vendor: of }) => ({ value: id, text: name, note: `${humanised(of)} ${key}` }))
  return { workspaces, isLoading: isFetching && isShort, isMore: hasNextPage || !isShort }
}

function nameOf({ node }: { readonly node: object | null }): string {
  return node && 'name' in node ? String(node.name) : 'unknown'
}
