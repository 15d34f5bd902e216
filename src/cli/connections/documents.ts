import { graphql } from '../../generated/cli/gql.js'

graphql(`
  fragment ConnectionFields on ConnectionProfileCommon {
    id
    vendor
    workspace {
      id
      key
      name
    }
    vendorKey
    name
    type
    enabled
    revision
    createdAt
    updatedAt
    endpoints {
      kind
      host
      port
      database
      url
    }
  }
`)

export const listDocument = graphql(`
  query ListConnections($first: Int!, $after: String, $filter: ConnectionFilter, $isFirst: Boolean!) {
    connections(first: $first, after: $after, filter: $filter) {
      nodes {
        ...ConnectionFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount @include(if: $isFirst)
    }
  }
`)

export const byIdDocument = graphql(`
  query GetConnection($id: ID!) {
    connection(id: $id) {
      ...ConnectionFields
    }
  }
`)

export const byKeyDocument = graphql(`
  query GetConnectionByKey($vendor: Vendor!, $workspace: String!, $key: String!) {
    connectionByKey(vendor: $vendor, workspace: $workspace, key: $key) {
      ...ConnectionFields
    }
  }
`)
