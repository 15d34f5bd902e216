import type { TestApp } from '../support/boot.js'

const facts = '{ isSet changedAt version }'
const client = `clientId clientSecret ${facts} authorizeUrl tokenUrl scopes additionalParams { name value }`

/** Every field of a credential. */
export const credential = `
  ... on VersoriCredential {
    id vendorKey name type revision createdAt updatedAt
    data {
      ... on VersoriStringData { value ${facts} }
      ... on VersoriBinaryData { valueBase64 ${facts} }
      ... on VersoriBasicAuthData { username password ${facts} }
      ... on VersoriOauth2ClientData { ${client} }
      ... on VersoriOauth2TokenData { ${client} accessToken ${facts} refreshToken ${facts} }
    }
    usages { connection { id name } environment { vendorKey name } list schemeType }
  }`

const userErrors = 'userErrors { code message path ... on StaleError { currentRevision changedFields } }'
const documents = {
  create: `mutation ($input: CreateCredentialInput!) { answer: createCredential(input: $input) { credential { ${credential} } ${userErrors} } }`,
  update: `mutation ($input: UpdateCredentialInput!) { answer: updateCredential(input: $input) { credential { ${credential} } ${userErrors} } }`,
  delete: `mutation ($input: DeleteCredentialInput!) { answer: deleteCredential(input: $input) { deletedCredentialId ${userErrors} } }`,
} as const

/** Runs a mutation of credentials and answers its payload. */
export async function mutateCredential(
  app: TestApp,
  name: keyof typeof documents,
  input: Record<string, unknown>,
  token?: string,
): Promise<any> {
  return (await app.graph(documents[name], { input }, token)).answer
}

export const pageDocument = `query ($workspaceId: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  credentials(workspaceId: $workspaceId, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { ${credential} } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

/** A page of the credentials of an organisation. */
export async function credentials(app: TestApp, workspaceId: string, args: Record<string, unknown> = {}, token?: string): Promise<any> {
  return (await app.graph(pageDocument, { workspaceId, ...args }, token)).credentials
}

/** Data of a credential that holds one text. */
export const stringData = (value: string): Record<string, unknown> => ({ string: { value: { value } } })
