import type { FieldOf, InputName, ValueOf } from './schema.js'

/** What a form shows of a field beyond what the schema says. */
export interface Look {
  readonly label?: string
  /** What one of a list is called. */
  readonly item?: string
  /** A secret is a line that is hidden while it is typed, unless it is an address, a text of many lines, a file, or names with values. */
  readonly as?: 'area' | 'address' | 'file' | 'pairs'
  /** The values of an enum that fit here. */
  readonly only?: readonly string[]
  /** Told back by the form, never shown. */
  readonly isHidden?: true
  /** Nothing to change in an item that the gateway knows already. */
  readonly isForNew?: true
  /** In an item that the gateway knows already, the list keeps its items and a choice stays. */
  readonly isFixed?: true
  /** Told even when it is empty, wherever its object is told whole. */
  readonly isAlwaysSent?: true
  /** An empty text is an answer. */
  readonly mayBeEmpty?: true
  /** What is stored is not shown either; left empty, it is kept. */
  readonly isSealed?: true
}

type Looks = { readonly [Name in InputName]?: { readonly [Field in FieldOf<Name>]?: LookAt<Name, Field> } }
type LookAt<Name extends InputName, Field extends FieldOf<Name>> = Look & { readonly only?: readonly ValueOf<Name, Field>[] }

const certificate = { as: 'file' } as const
const address = { as: 'address' } as const
const lines = { as: 'area' } as const
const any = { mayBeEmpty: true } as const

const looks: Looks = {
  ApinizerActiveMqInput: { activeMqConnectionProtocolType: { label: 'Protocol' }, brokerURL: { ...address, label: 'Broker URL' } },
  ApinizerConnectionInput: { description: lines, enabled: { label: 'Enabled' } },
  ApinizerDatabaseInput: {
    dbType: { label: 'Database type' },
    jdbcUrl: address,
    useCredentials: { label: 'Log in' },
    incrementCount: { label: 'Pool increment' },
    selectedEnvironmentId: { label: 'Environment ID' },
  },
  ApinizerElasticsearchInput: {
    elasticHostList: { label: 'Hosts', item: 'host' },
    authenticate: { label: 'Log in' },
    elasticUsername: { label: 'Username' },
    elasticPassword: { label: 'Password' },
    encryptCommunication: { label: 'Use TLS' },
    encryptCommunicationType: { label: 'Certificates come as' },
    caCertInPkcs12File: { ...certificate, label: 'CA certificate (PKCS#12)' },
    caCertInPkcs12FileContentType: { label: 'Media type of the CA certificate (PKCS#12)' },
    caInPemFile: { ...certificate, label: 'CA certificate (PEM)' },
    caInPemFileContentType: { label: 'Media type of the CA certificate (PEM)' },
    caTruststoreFile: { ...certificate, label: 'Trust store' },
    caTruststoreFileContentType: { label: 'Media type of the trust store' },
    caTruststoreFilePass: { label: 'Trust store password' },
    caKeystoreFile: { ...certificate, label: 'Key store' },
    caKeystoreFileContentType: { label: 'Media type of the key store' },
    caKeystoreFilePass: { label: 'Key store password' },
    connectionTimeoutInMs: { label: 'Connection timeout' },
    bulkFlushIntervalMs: { label: 'Bulk flush interval' },
    elasticsearchType: { label: 'Used for' },
    elasticsearchMajorVersion: { label: 'Major version' },
  },
  ApinizerEmailInput: {
    additionalProperties: { item: 'property' },
    auth: { label: 'Log in' },
    enableStartTls: { label: 'STARTTLS' },
    addressToTest: { label: 'Address for tests' },
  },
  ApinizerGraylogInput: { tlsTrustCertChainFile: certificate },
  ApinizerKafkaInput: { properties: { item: 'property' }, enableSecure: { label: 'Use TLS' }, protocolTypes: { label: 'TLS versions' } },
  ApinizerKafkaPropertyInput: { valueType: { label: 'Type' }, value: any, secret: { label: 'Secret value' } },
  ApinizerRabbitMqClientPropertyInput: { value: any },
  ApinizerRabbitMqInput: {
    hostPortList: { label: 'Servers', item: 'server' },
    connectionFactoryClientProperties: { label: 'Client properties', item: 'property' },
  },
  ApinizerSnmpInput: { pduVariables: { label: 'Variables', item: 'variable' } },
  ApinizerSnmpVariableInput: { value: any },
  ApinizerWebhookInput: {
    fullUrl: { ...address, label: 'URL' },
    httpMethod: { label: 'Method' },
    headerList: { label: 'Headers', item: 'header' },
    connectionPoolMaxConnectionPerHost: { label: 'Most connections to one host' },
    connectionPoolMaxConnectionTotal: { label: 'Most connections in all' },
  },
  ChartbrewBasicAuthInput: { user: { isSealed: true }, pass: { label: 'Password' } },
  ChartbrewConnectionInput: {
    dbName: { label: 'Database' },
    enabled: { label: 'Active' },
    connectionString: address,
    options: { as: 'pairs' },
    srv: { label: 'Look up by DNS (mongodb+srv)' },
    firebaseServiceAccount: lines,
    ssl: { label: 'Use TLS' },
    sslMode: { label: 'TLS mode' },
    projectIds: { label: 'Project IDs', item: 'project ID' },
    oauthId: { label: 'Google authorisation ID' },
    useSsh: { label: 'Use an SSH tunnel' },
  },
  CredibleBigqueryInput: {
    serviceAccountKeyJson: { ...lines, label: 'Service account key' },
    queryTimeoutMilliseconds: { label: 'Query timeout' },
  },
  CredibleAttachedSettingsInput: {
    gcs: { label: 'Google Cloud Storage' },
    s3: { label: 'S3' },
    bigquery: { label: 'BigQuery' },
    postgres: { label: 'PostgreSQL' },
  },
  CredibleAttachedDatabaseInput: { settings: { label: 'Type' } },
  CredibleDuckdbInput: { attachedDatabases: { item: 'database' } },
  CrediblePostgresInput: { databaseName: { label: 'Database' }, userName: { label: 'User' }, connectionString: address },
  CredibleSnowflakeInput: {
    privateKey: lines,
    privateKeyPass: { label: 'Passphrase of the private key' },
    responseTimeoutMilliseconds: { label: 'Response timeout' },
  },
  CredibleTrinoInput: { server: address },
  VersoriAuthSchemeConfigInput: { apiKey: { label: 'API key' }, oauth2: { label: 'OAuth 2.0' }, hmac: { label: 'HMAC' } },
  VersoriBinaryDataInput: { valueBase64: { as: 'file', label: 'File' } },
  VersoriConnectionInput: {
    baseUrl: address,
    datasetId: { label: 'Dataset' },
    environmentVariables: { item: 'variable' },
    environments: { item: 'environment' },
    authSchemeConfigs: { label: 'Authentication on offer', item: 'scheme', isAlwaysSent: true },
  },
  VersoriCredentialInput: { id: { label: 'ID of an existing credential' }, data: { label: 'Kind' } },
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
  VersoriVariableInput: { value: any },
}

const byName: Readonly<Record<string, Readonly<Record<string, Look>>>> = looks

/** How a field of an input type looks; a patch looks like the input of the same thing. */
export function lookOf(type: string, field: string): Look {
  return byName[type.replace(/Patch$/, 'Input')]?.[field] ?? {}
}
