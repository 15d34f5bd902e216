import { graphql } from '../../generated/cli/gql.js'

graphql(`
  fragment WorkspaceFields on Workspace {
    id
    vendor
    key
    name
    createdAt
  }
`)

export const listDocument = graphql(`
  query ListWorkspaces($first: Int!, $after: String, $filter: WorkspaceFilter, $isFirst: Boolean!) {
    workspaces(first: $first, after: $after, filter: $filter) {
      nodes {
        ...WorkspaceFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount @include(if: $isFirst)
    }
  }
`)

export const addDocument = graphql(`
  mutation AddWorkspace($input: CreateWorkspaceInput!) {
    createWorkspace(input: $input) {
      workspace {
        ...WorkspaceFields
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`)
