import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { graphql } from '../../../generated/web/gql.js'
import type { ApinizerConnectionQuery, ConnectionQuery } from '../../../generated/web/graphql.js'
import { ask } from '../../session/gateway.js'
import { named, type Named } from './named.js'

const document = graphql(`
  query Connection($id: ID!) {
    connection(id: $id) {
      __typename
      ...ConnectionProfileCommonFields
      ...ChartbrewConnectionProfileFields
      ...CredibleConnectionProfileFields
      ...VersoriConnectionProfileFields
    }
  }
`)

// Fourteen types of settings: with those of the other vendors they would be more than the gateway takes in one document.
const apinizerDocument = graphql(`
  query ApinizerConnection($id: ID!) {
    connection(id: $id) {
      __typename
      ...ConnectionProfileCommonFields
      ...ApinizerConnectionProfileFields
    }
  }
`)

type Of<Query extends ConnectionQuery | ApinizerConnectionQuery> = NonNullable<Query['connection']>
type Asked =
  | Exclude<Of<ConnectionQuery>, { __typename: 'ApinizerConnectionProfile' }>
  | Extract<Of<ApinizerConnectionQuery>, { __typename: 'ApinizerConnectionProfile' }>

/** A connection with all that the gateway tells about it, under the schema's own names. */
export type Connection = Named<Asked>

/** The connection with this id; null when there is none for this caller. Asked for again by whoever invalidates `['connection', id]`. */
export function useConnection(id: string): UseQueryResult<Connection | null> {
  return useQuery({
    queryKey: ['connection', id],
    queryFn: async ({ signal }) => {
      const connection = await askFor(id, signal)
      return connection && named(connection)
    },
  })
}

async function askFor(id: string, signal: AbortSignal): Promise<Asked | null> {
  const { connection } = await ask(document, { id }, signal)
  if (connection?.__typename !== 'ApinizerConnectionProfile') return connection ?? null
  const { connection: whole } = await ask(apinizerDocument, { id }, signal)
  return whole?.__typename === 'ApinizerConnectionProfile' ? whole : null
}
