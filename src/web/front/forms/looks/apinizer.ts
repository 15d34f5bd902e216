import type { Looks } from './look.js'

const certificate = { as: 'file' } as const
const address = { as: 'address' } as const
const lines = { as: 'area' } as const
const orEmpty = { mayBeEmpty: true } as const

export const apinizer: Looks = {
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
  ApinizerKafkaPropertyInput: { valueType: { label: 'Type' }, value: orEmpty, secret: { label: 'Secret value' } },
  ApinizerRabbitMqClientPropertyInput: { value: orEmpty },
  ApinizerRabbitMqInput: {
    hostPortList: { label: 'Servers', item: 'server' },
    connectionFactoryClientProperties: { label: 'Client properties', item: 'property' },
  },
  ApinizerSnmpInput: { pduVariables: { label: 'Variables', item: 'variable' } },
  ApinizerSnmpVariableInput: { value: orEmpty },
  ApinizerWebhookInput: {
    fullUrl: { ...address, label: 'URL' },
    httpMethod: { label: 'Method' },
    headerList: { label: 'Headers', item: 'header' },
    connectionPoolMaxConnectionPerHost: { label: 'Most connections to one host' },
    connectionPoolMaxConnectionTotal: { label: 'Most connections in all' },
  },
}
