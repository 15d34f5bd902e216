import type { TestApp } from '../support/boot.js'

const userErrors = 'userErrors { code message path ... on StaleError { currentRevision changedFields } }'
const facts = '{ isSet changedAt version }'
const urlFacts = '{ isSet changedAt version withoutCredentials }'

const common =
  'id vendor vendorKey name type enabled revision createdAt updatedAt workspace { id key } endpoints { kind host port database url }'

const chartbrew = `
  teamId subType host port dbName username password ${facts} connectionString ${urlFacts} srv
  options { isSet changedAt version names } authentication { isSet changedAt version type account }
  firebaseServiceAccount { isSet changedAt version projectId account }
  ssl sslMode sslCa sslCert sslKey schema projectIds oauthId
  files { sslCa ${facts} sslCert ${facts} sslKey ${facts} sshPrivateKey ${facts} }
  useSsh sshHost sshPort sshUsername sshPassword ${facts} sshPrivateKey ${facts} sshPassphrase ${facts} sshJumpHost sshJumpPort`

const client = `clientId clientSecret ${facts} authorizeUrl tokenUrl scopes additionalParams { name value }`

const credential = `
  id vendorKey name credentialType: type revision createdAt updatedAt
  data {
    ... on VersoriStringData { value ${facts} }
    ... on VersoriBinaryData { valueBase64 ${facts} }
    ... on VersoriBasicAuthData { username password ${facts} }
    ... on VersoriOauth2ClientData { ${client} }
    ... on VersoriOauth2TokenData { ${client} accessToken ${facts} refreshToken ${facts} }
  }`

const scheme = `
  __typename
  ... on VersoriNoneScheme { schemeType }
  ... on VersoriApiKeyScheme { schemeType name in }
  ... on VersoriBasicAuthScheme { schemeType }
  ... on VersoriOauth2Scheme {
    schemeType authorizeUrl tokenUrl scopes { name description }
    flows { clientCredentials authorizationCode { applicationCredential { ${credential} } } }
  }
  ... on VersoriGoogleServiceAccountScheme { schemeType }
  ... on VersoriHmacScheme { schemeType name in algorithm digestInputs }`

const place = `{ vendorKey authSchemeConfig { ${scheme} } credential { ${credential} } }`

const versori = `
  organisationId protocol baseUrl ${urlFacts} datasetId
  authSchemeConfigs { ${scheme} } environmentVariables { name value }
  environments { vendorKey name variables { name value } credentials { action ${place} trigger ${place} } createdAt updatedAt }
  versions { vendorKey name description isLatest isDefault createdAt updatedAt publishedAt }`

/** Every field of a connection of any vendor. */
export const everyField = `
  ... on ConnectionProfileCommon { ${common} }
  ... on ChartbrewConnectionProfile { ${chartbrew} }
  ... on VersoriConnectionProfile { ${versori} }`

const connection = `connection { ${everyField} } ${userErrors}`

/** A mutation that changes a part of a connection. */
const onPart = (field: string) =>
  `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { ${connection} } }`

const documents = {
  createConnection: `mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { ${connection} } }`,
  updateConnection: `mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { ${connection} } }`,
  duplicateConnection: `mutation ($input: DuplicateConnectionInput!) { duplicateConnection(input: $input) { ${connection} } }`,
  uploadConnectionFiles: `mutation ($input: UploadConnectionFilesInput!) { uploadConnectionFiles(input: $input) { ${connection} } }`,
  deleteConnection: `mutation ($input: DeleteConnectionInput!) { deleteConnection(input: $input) { deletedConnectionId ${userErrors} } }`,
  updateConnectionEnvironment: onPart('updateConnectionEnvironment'),
  deleteConnectionEnvironment: onPart('deleteConnectionEnvironment'),
  createConnectionVersion: onPart('createConnectionVersion'),
  updateConnectionVersion: onPart('updateConnectionVersion'),
  deleteConnectionVersion: onPart('deleteConnectionVersion'),
  publishConnectionVersion: onPart('publishConnectionVersion'),
  unpublishConnectionVersion: onPart('unpublishConnectionVersion'),
  createWorkspace: `mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id vendor key name createdAt } ${userErrors} } }`,
  updateWorkspace: `mutation ($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id name readme location revision } ${userErrors} } }`,
  deleteWorkspace: `mutation ($input: DeleteWorkspaceInput!) { deleteWorkspace(input: $input) { deletedWorkspaceId ${userErrors} } }`,
  createToken: `mutation ($input: CreateTokenInput!) {
    createToken(input: $input) { secret token { id name createdAt expiresAt revokedAt grants { workspace { id } roles } } ${userErrors} } }`,
  createWorker: `mutation ($input: CreateWorkerInput!) { createWorker(input: $input) { worker { id } ${userErrors} } }`,
  revealSecret: `mutation ($input: RevealSecretInput!) { revealSecret(input: $input) { secret { value } ${userErrors} } }`,
  revokeToken: `mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { token { id revokedAt } ${userErrors} } }`,
} as const

export type MutationName = keyof typeof documents

/** Runs a mutation and answers its payload. */

export async function mutate(app: TestApp, name: MutationName, input: Record<string, unknown>, token?: string): Promise<any> {
  return (await app.graph(documents[name], { input }, token))[name]
}

/** Makes a connection by GraphQL and answers it; throws when it is refused. */

export async function make(app: TestApp, vendor: 'chartbrew' | 'versori', fields: Record<string, unknown>): Promise<any> {
  const { connection: made, userErrors: refused } = await mutate(app, 'createConnection', { connection: { [vendor]: fields } })
  if (!made) throw new Error(JSON.stringify(refused))
  return made
}

/** Changes a connection at its current revision and answers the payload. */
export async function patch(
  app: TestApp,
  { id, revision }: { readonly id: string; readonly revision: number },
  vendor: 'chartbrew' | 'versori',
  fields: Record<string, unknown>,
): Promise<any> {
  return mutate(app, 'updateConnection', { id, expectedRevision: revision, patch: { [vendor]: fields } })
}

/** A connection by id with every field; null when it is not there for this caller. */

export async function read(app: TestApp, id: string, token?: string): Promise<any> {
  return (await app.graph(`query ($id: ID!) { connection(id: $id) { ${everyField} } }`, { id }, token)).connection
}

export const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'

/** A Versori connection with one environment that holds one new key. */
export function httpConnection(workspaceId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    workspaceId,
    name: 'Northwind Orders',
    protocol: 'HTTP',
    baseUrl: { value: 'https://api.northwind.example/v2' },
    authSchemeConfigs: [{ apiKey: { name: 'X-Nw-Key', in: 'HEADER' } }],
    environments: [environment('Production')],
    ...more,
  }
}

export function environment(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { name, variables: [{ name: 'host', value: name.toLowerCase() }], credentials: { action: [stringPlace(`${name} key`)] }, ...more }
}

/** A place with a new credential that holds one text. */
export function stringPlace(name: string, value = `value of ${name}`): Record<string, unknown> {
  return {
    authSchemeConfig: { apiKey: { name: 'X-Nw-Key', in: 'HEADER' } },
    credential: { name, data: { string: { value: { value } } } },
  }
}
