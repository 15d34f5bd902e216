import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { graphql } from '../../../generated/web/gql.js'
import type { ConnectionQuery } from '../../../generated/web/graphql.js'
import { ask } from '../../session/gateway.js'
import { named, type Named } from './named.js'

const document = graphql(`
  query Connection($id: ID!) {
    connection(id: $id) {
      __typename
      ... on ConnectionProfileCommon {
        id
        vendor
        vendorKey
        name
        type
        enabled
        revision
        createdAt
        updatedAt
        workspace {
          __typename
          id
          key
          name
        }
        endpoints {
          __typename
          kind
          host
          port
          database
          url
        }
      }
      ...ChartbrewConnectionProfileFields
      ...CredibleConnectionProfileFields
      ...ApinizerConnectionProfileFields
      ...VersoriConnectionProfileFields
    }
  }
`)

/** A connection with all that the gateway tells about it, under the schema's own names. */
export type Connection = Named<NonNullable<ConnectionQuery['connection']>>

/** The connection with this id; null when there is none for this caller. Asked for again by whoever invalidates `['connection', id]`. */
export function useConnection(id: string): UseQueryResult<Connection | null> {
  return useQuery({
    queryKey: ['connection', id],
    queryFn: async ({ signal }) => {
      const { connection } = await ask(document, { id }, signal)
      return connection && named(connection)
    },
  })
}
