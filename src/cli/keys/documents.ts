import { graphql } from '../../generated/cli/gql.js'

graphql(`
  fragment RingFields on MasterKeyRing {
    source
    keys {
      keyId
      state
      dataKeyCount
      isRight
    }
  }
`)

export const ringDocument = graphql(`
  query MasterKeys {
    masterKeys {
      ...RingFields
    }
  }
`)

export const recordsDocument = graphql(`
  query MasterKeyRecords($keyId: ID!) {
    auditEvents(first: 1, filter: { subject: MASTER_KEY, subjectId: $keyId }) {
      totalCount
    }
  }
`)

export const addDocument = graphql(`
  mutation AddMasterKey($input: AddMasterKeyInput!) {
    addMasterKey(input: $input) {
      keyId
      ring {
        ...RingFields
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`)

export const rotateDocument = graphql(`
  mutation RotateMasterKeys($input: RotateMasterKeysInput!) {
    rotateMasterKeys(input: $input) {
      activeKeyId
      rewrapped
      remaining
      unreadable
      ring {
        ...RingFields
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`)

export const retireDocument = graphql(`
  mutation RetireMasterKey($input: RetireMasterKeyInput!) {
    retireMasterKey(input: $input) {
      retiredKeyId
      ring {
        ...RingFields
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`)
