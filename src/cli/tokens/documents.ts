import { graphql } from '../../generated/cli/gql.js'

graphql(`
  fragment TokenFields on Token {
    id
    name
    createdAt
    expiresAt
    revokedAt
    grants {
      roles
      workspace {
        id
        vendor
        key
      }
    }
  }
`)

export const createDocument = graphql(`
  mutation CreateToken($input: CreateTokenInput!) {
    createToken(input: $input) {
      token {
        ...TokenFields
      }
      secret
      userErrors {
        code
        message
        path
      }
    }
  }
`)

export const listDocument = graphql(`
  query ListTokens($first: Int!, $after: String, $isFirst: Boolean!) {
    tokens(first: $first, after: $after) {
      nodes {
        ...TokenFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount @include(if: $isFirst)
    }
  }
`)

export const revokeDocument = graphql(`
  mutation RevokeToken($input: RevokeTokenInput!) {
    revokeToken(input: $input) {
      token {
        ...TokenFields
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`)
