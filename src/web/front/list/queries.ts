import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { graphql } from '../../../generated/web/gql.js'
import type { ConnectionFilter, ConnectionsQuery } from '../../../generated/web/graphql.js'
import { ask } from '../../session/gateway.js'
import type { Place } from '../place.js'

// Only what the table shows, so that the gateway reads no secret facts.
const pageOfConnections = graphql(`
  query Connections($first: Int, $after: String, $last: Int, $before: String, $filter: ConnectionFilter, $orderBy: ConnectionOrder!) {
    connections(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      nodes {
        ... on ConnectionProfileCommon {
          id
          vendor
          name
          type
          enabled
          createdAt
          updatedAt
          workspace {
            id
            key
            name
          }
          endpoints {
            kind
            host
            port
            database
            url
          }
        }
      }
    }
  }
`)

const countOfConnections = graphql(`
  query ConnectionCount($filter: ConnectionFilter) {
    connections(first: 1, filter: $filter) {
      totalCount
    }
  }
`)

export type Page = NonNullable<ConnectionsQuery['connections']>
export type Row = Page['nodes'][number]

const size = 50
const byName = { field: 'NAME', direction: 'ASC' } as const

/** The page of the list that this place names. Until it arrives, the page before it stays. */
export function listQuery(place: Place) {
  const { after, before, order: orderBy = byName } = place
  const span = before === undefined ? { first: size, ...(after !== undefined && { after }) } : { last: size, before }
  const variables = { ...span, filter: filterOf(place), orderBy }
  return queryOptions({
    queryKey: ['connections', variables],
    queryFn: async ({ signal }) => (await ask(pageOfConnections, variables, signal)).connections,
    placeholderData: keepPreviousData,
  })
}

/** How many connections the filter of this place matches. A query of its own: counting reads all that match, and rows must not wait for it. */
export function countQuery(place: Place) {
  const filter = filterOf(place)
  return queryOptions({
    queryKey: ['connectionCount', filter],
    queryFn: async ({ signal }) => (await ask(countOfConnections, { filter }, signal)).connections?.totalCount,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}

function filterOf({ vendor, workspace, type, enabled, search }: Place): ConnectionFilter {
  return {
    ...(vendor !== undefined && { vendor }),
    ...(workspace !== undefined && { workspaceId: workspace }),
    ...(type !== undefined && { type }),
    ...(enabled !== undefined && { enabled }),
    ...(search !== undefined && { search }),
  }
}
