import type {
  VersoriApiKeyScheme,
  VersoriAuthorizationCodeFlow,
  VersoriBasicAuthData,
  VersoriBasicAuthScheme,
  VersoriBinaryData,
  VersoriConnectionProfile,
  VersoriCredential,
  VersoriCredentialUsage,
  VersoriEnvironment,
  VersoriEnvironmentCredential,
  VersoriEnvironmentCredentials,
  VersoriGoogleServiceAccountScheme,
  VersoriHmacScheme,
  VersoriNoneScheme,
  VersoriOauth2ClientData,
  VersoriOauth2Flows,
  VersoriOauth2Scheme,
  VersoriOauth2Scope,
  VersoriOauth2TokenData,
  VersoriStringData,
  VersoriVariable,
  VersoriVersion,
} from '../../generated/schema.js'
import { entries, flag, list, one, part, plain, secret, secretFile, secretUrl, workspaceKey } from '../fields.js'
import type { FieldTable, FieldTables, ProfileTable, Variant } from '../fields.js'

const scheme: Variant = {
  tag: 'schemeType',
  members: {
    none: { type: 'VersoriNoneScheme', path: '' },
    'api-key': { type: 'VersoriApiKeyScheme', path: '' },
    'basic-auth': { type: 'VersoriBasicAuthScheme', path: '' },
    oauth2: { type: 'VersoriOauth2Scheme', path: '' },
    'google-service-account': { type: 'VersoriGoogleServiceAccountScheme', path: '' },
    hmac: { type: 'VersoriHmacScheme', path: '' },
  },
}

const data: Variant = {
  tag: 'type',
  members: {
    none: { type: null, path: 'data' },
    string: { type: 'VersoriStringData', path: 'data' },
    binary: { type: 'VersoriBinaryData', path: 'data' },
    'basic-auth': { type: 'VersoriBasicAuthData', path: 'data' },
    'oauth2-client': { type: 'VersoriOauth2ClientData', path: 'data' },
    'oauth2-token': { type: 'VersoriOauth2TokenData', path: 'data' },
  },
}

const profile = {
  name: 'name',
  type: 'protocol',
  organisationId: workspaceKey('text'),
  protocol: 'protocol',
  baseUrl: secretUrl('baseUrl'),
  datasetId: 'datasetId',
  authSchemeConfigs: list('authSchemeConfigs', scheme),
  environmentVariables: list('environmentVariables', 'VersoriVariable'),
  environments: list('environments', 'VersoriEnvironment', 'id'),
  versions: list('versions', 'VersoriVersion', 'id'),
} satisfies ProfileTable<VersoriConnectionProfile>

const environment = {
  vendorKey: 'id',
  name: 'name',
  variables: list('variables', 'VersoriVariable'),
  credentials: one('credentials', 'VersoriEnvironmentCredentials'),
  createdAt: 'createdAt',
  updatedAt: 'updatedAt',
} satisfies FieldTable<VersoriEnvironment>

const client = {
  clientId: 'clientId',
  clientSecret: secret('clientSecret'),
  authorizeUrl: 'authorizeUrl',
  tokenUrl: 'tokenUrl',
  scopes: plain('scopes', []),
  additionalParams: entries('additionalParams'),
} satisfies FieldTable<VersoriOauth2ClientData>

/** `id`, `revision` and the times of a credential are presented by the shared code, as for a connection. */
type CredentialTable = FieldTable<Pick<VersoriCredential, 'name' | 'type' | 'data'>>
/** And so is the `connection` of a use. */
type UsageTable = FieldTable<Pick<VersoriCredentialUsage, 'environment' | 'list' | 'schemeType'>>

export const fields: FieldTables = {
  VersoriConnectionProfile: profile,
  VersoriEnvironment: environment,
  VersoriEnvironmentCredentials: {
    action: list('action', 'VersoriEnvironmentCredential', 'id'),
    trigger: list('trigger', 'VersoriEnvironmentCredential', 'id'),
  } satisfies FieldTable<VersoriEnvironmentCredentials>,
  VersoriEnvironmentCredential: {
    vendorKey: 'id',
    authSchemeConfig: one('authSchemeConfig', scheme),
    credential: part('credential', 'credential', 'VersoriCredential'),
  } satisfies FieldTable<VersoriEnvironmentCredential>,
  VersoriVersion: {
    vendorKey: 'id',
    name: 'name',
    description: 'description',
    isLatest: 'isLatest',
    isDefault: 'isDefault',
    createdAt: 'createdAt',
    updatedAt: 'updatedAt',
    publishedAt: 'publishedAt',
  } satisfies FieldTable<VersoriVersion>,
  VersoriVariable: { name: 'name', value: 'value' } satisfies FieldTable<VersoriVariable>,
  VersoriNoneScheme: { schemeType: 'schemeType' } satisfies FieldTable<VersoriNoneScheme>,
  VersoriApiKeyScheme: { schemeType: 'schemeType', name: 'name', in: 'in' } satisfies FieldTable<VersoriApiKeyScheme>,
  VersoriBasicAuthScheme: { schemeType: 'schemeType' } satisfies FieldTable<VersoriBasicAuthScheme>,
  VersoriOauth2Scheme: {
    schemeType: 'schemeType',
    authorizeUrl: 'authorizeUrl',
    tokenUrl: 'tokenUrl',
    scopes: list('scopes', 'VersoriOauth2Scope'),
    flows: one('flows', 'VersoriOauth2Flows'),
  } satisfies FieldTable<VersoriOauth2Scheme>,
  VersoriOauth2Scope: { name: 'name', description: 'description' } satisfies FieldTable<VersoriOauth2Scope>,
  VersoriOauth2Flows: {
    clientCredentials: flag('clientCredentials'),
    authorizationCode: one('authorizationCode', 'VersoriAuthorizationCodeFlow'),
  } satisfies FieldTable<VersoriOauth2Flows>,
  VersoriAuthorizationCodeFlow: {
    applicationCredential: part('applicationCredential', 'credential', 'VersoriCredential'),
  } satisfies FieldTable<VersoriAuthorizationCodeFlow>,
  VersoriGoogleServiceAccountScheme: { schemeType: 'schemeType' } satisfies FieldTable<VersoriGoogleServiceAccountScheme>,
  VersoriHmacScheme: {
    schemeType: 'schemeType',
    name: 'name',
    in: 'in',
    algorithm: 'algorithm',
    digestInputs: 'digestInputs',
  } satisfies FieldTable<VersoriHmacScheme>,
  VersoriCredential: { name: 'name', type: 'type', data: one('', data) } satisfies CredentialTable,
  VersoriCredentialUsage: {
    environment: one('environment', 'VersoriEnvironment'),
    list: 'list',
    schemeType: 'schemeType',
  } satisfies UsageTable,
  VersoriStringData: { value: secret('value') } satisfies FieldTable<VersoriStringData>,
  VersoriBinaryData: { valueBase64: secretFile('valueBase64') } satisfies FieldTable<VersoriBinaryData>,
  VersoriBasicAuthData: { username: 'username', password: secret('password') } satisfies FieldTable<VersoriBasicAuthData>,
  VersoriOauth2ClientData: client,
  VersoriOauth2TokenData: {
    ...client,
    accessToken: secret('accessToken'),
    refreshToken: secret('refreshToken'),
  } satisfies FieldTable<VersoriOauth2TokenData>,
}
