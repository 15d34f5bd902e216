import type { Looks } from './look.js'

const address = { as: 'address' } as const
const orEmpty = { mayBeEmpty: true } as const

export const versori: Looks = {
  VersoriAuthSchemeConfigInput: { apiKey: { label: 'API key' }, oauth2: { label: 'OAuth 2.0' }, hmac: { label: 'HMAC' } },
  VersoriBinaryDataInput: { valueBase64: { as: 'file', label: 'File' } },
  VersoriConnectionInput: {
    baseUrl: address,
    datasetId: { label: 'Dataset' },
    environmentVariables: { item: 'variable' },
    environments: { item: 'environment' },
    authSchemeConfigs: { label: 'Authentication on offer', item: 'scheme', isAlwaysSent: true },
  },
  VersoriCredentialInput: { id: { label: 'Or the ID of an existing credential', isLast: true }, data: { label: 'Kind' } },
  VersoriCredentialDataInput: {
    oauth2Client: { label: 'OAuth 2.0 application' },
    oauth2Token: { label: 'OAuth 2.0 application with tokens' },
  },
  VersoriOauth2SchemeInput: { scopes: { item: 'scope' } },
  VersoriOauth2ClientDataInput: { scopes: { item: 'scope' }, additionalParams: { label: 'Additional parameters', item: 'parameter' } },
  VersoriOauth2TokenDataInput: { scopes: { item: 'scope' }, additionalParams: { label: 'Additional parameters', item: 'parameter' } },
  VersoriCredentialReferenceInput: { id: { label: 'ID of the application’s credential' } },
  VersoriEnvironmentCredentialInput: {
    vendorKey: { isHidden: true },
    authSchemeConfig: { label: 'How it is applied', isFixed: true },
    credential: { isForNew: true },
  },
  VersoriEnvironmentCredentialsInput: {
    action: { label: 'Credentials for requests that are sent', item: 'credential', isFixed: true },
    trigger: { label: 'Credentials for requests that are received', item: 'credential', isFixed: true },
  },
  VersoriEnvironmentInput: {
    vendorKey: { isHidden: true },
    variables: { item: 'variable', isAlwaysSent: true },
    credentials: { isAlwaysSent: true },
  },
  VersoriVariableInput: { value: orEmpty },
}
