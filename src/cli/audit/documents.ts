import { graphql } from '../../generated/cli/gql.js'

graphql(`
  fragment AuditEventFields on AuditEvent {
    seq
    id
    at
    action
    wanted
    subject
    subjectId
    workspaceId
    actorTokenId
    edge
    requestId
    address
    fields
    hash
  }
`)

export const listDocument = graphql(`
  query ListAuditEvents($first: Int!, $after: String, $filter: AuditEventFilter, $isFirst: Boolean!) {
    auditEvents(first: $first, after: $after, filter: $filter) {
      nodes {
        ...AuditEventFields
        actor {
          name
        }
        workspace {
          vendor
          key
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount @include(if: $isFirst)
    }
  }
`)

export const exportDocument = graphql(`
  mutation ExportAuditEvents($input: ExportAuditEventsInput!) {
    exportAuditEvents(input: $input) {
      event {
        ...AuditEventFields
      }
      cursor
      userErrors {
        code
        message
        path
      }
    }
  }
`)

export const exportedDocument = graphql(`
  query ExportedAuditEvents($last: Int!, $after: String!, $before: String, $filter: AuditEventFilter, $isFirst: Boolean!) {
    auditEvents(last: $last, after: $after, before: $before, filter: $filter) {
      nodes {
        ...AuditEventFields
      }
      pageInfo {
        hasPreviousPage
        startCursor
      }
      totalCount @include(if: $isFirst)
    }
  }
`)
