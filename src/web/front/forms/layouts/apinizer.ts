import type { FieldOf } from '../schema.js'
import type { LayoutOf, VendorLayout } from './layout.js'

const types = {
  database: {
    label: 'Database',
    groups: [
      { title: 'Database', fields: ['dbType', 'jdbcUrl', 'databaseName'] },
      { title: 'Login', fields: ['useCredentials', 'username', 'password'] },
      {
        title: 'Pool',
        isFolded: true,
        fields: [
          'initialPoolSize',
          'minPoolSize',
          'maxPoolSize',
          'incrementCount',
          'maxStatements',
          'connectionTimeout',
          'idleConnectionTestPeriod',
          'maxConnectionAge',
          'maxIdleTime',
          'testConnectionOnCheckout',
          'testConnectionOnCheckin',
        ],
      },
    ],
  } satisfies LayoutOf<'ApinizerDatabaseInput'>,
  kafka: {
    label: 'Kafka',
    groups: [
      { title: 'Topic', fields: ['topicName', 'properties'] },
      { title: 'TLS', fields: ['enableSecure', 'protocolTypes', 'keyStoreName', 'trustStoreName'] },
    ],
    start: {
      properties: ['bootstrap.servers', 'key.serializer', 'value.serializer'].map((name) => ({ name, valueType: 'STRING' })),
    },
  } satisfies LayoutOf<'ApinizerKafkaInput'>,
  elasticsearch: {
    label: 'Elasticsearch',
    groups: [
      { title: 'Cluster', fields: ['elasticHostList', 'indexName', 'elasticsearchType', 'elasticsearchMajorVersion'] },
      { title: 'Login', fields: ['authenticate', 'elasticUsername', 'elasticPassword'] },
      {
        title: 'TLS',
        isFolded: true,
        fields: [
          'encryptCommunication',
          'encryptCommunicationType',
          'caCertInPkcs12File',
          'caInPemFile',
          'caTruststoreFile',
          'caTruststoreFilePass',
          'caKeystoreFile',
          'caKeystoreFilePass',
          'disableHostnameVerification',
        ],
      },
      { title: 'Lifecycle of indices', isFolded: true, fields: ['administrate', 'indexLifecyclePolicyCreated', 'indexLifecyclePolicy'] },
      {
        title: 'Index template',
        isFolded: true,
        fields: [
          'indexTemplateCreated',
          'indexTemplateName',
          'indexTemplateNumberOfShards',
          'indexTemplateNumberOfReplicas',
          'indexTemplateRefreshInterval',
        ],
      },
    ],
    start: { elasticHostList: [{}] },
  } satisfies LayoutOf<'ApinizerElasticsearchInput'>,
  email: {
    label: 'Email',
    groups: [
      { title: 'Mail server', fields: ['host', 'port', 'enableStartTls'] },
      { title: 'Login', fields: ['auth', 'username', 'password'] },
      { title: 'Mails', fields: ['from', 'addressToTest'] },
    ],
  } satisfies LayoutOf<'ApinizerEmailInput'>,
  webhook: {
    label: 'Webhook',
    groups: [{ title: 'Call', fields: ['httpMethod', 'fullUrl', 'headerList', 'timeout'] }],
  } satisfies LayoutOf<'ApinizerWebhookInput'>,
  ldap: {
    label: 'LDAP',
    groups: [
      { title: 'Directory', fields: ['serverAddress', 'username', 'password', 'baseDn', 'searchScope', 'customFilter'] },
      { title: 'TLS', fields: ['useSsl', 'requireCertificateType', 'certificateId', 'certificateName'] },
    ],
  } satisfies LayoutOf<'ApinizerLdapInput'>,
  ftp: {
    label: 'FTP',
    groups: [
      { title: 'Server', fields: ['protocol', 'host', 'port', 'workingDir'] },
      { title: 'Login', fields: ['username', 'password'] },
      { title: 'TLS', fields: ['useImplicit', 'useExplicit', 'sslProtocol'] },
    ],
  } satisfies LayoutOf<'ApinizerFtpInput'>,
  linuxScript: {
    label: 'Linux script',
    groups: [{ title: 'Host', fields: ['hostName', 'sshPort', 'username', 'password'] }],
  } satisfies LayoutOf<'ApinizerLinuxScriptInput'>,
  snmp: {
    label: 'SNMP',
    groups: [
      { title: 'Receiver', fields: ['version', 'connectionString', 'securityOrCommunityName', 'messageType'] },
      { title: 'Message', fields: ['pduOidForMessage', 'pduOidForTime', 'pduVariables'] },
      {
        title: 'SNMP v3',
        isFolded: true,
        fields: [
          'securityLevel',
          'enableUserAuthentication',
          'securityName',
          'usmUserAuthenticationProtocol',
          'authPassphrase',
          'usmUserPrivacyProtocol',
          'privPassphrase',
          'privacyProtocolList',
        ],
      },
    ],
  } satisfies LayoutOf<'ApinizerSnmpInput'>,
  rabbitMq: {
    label: 'RabbitMQ',
    groups: [
      { title: 'Servers', fields: ['hostPortList', 'connectionFactoryVirtualHost', 'channelExchange', 'channelRoutingKey'] },
      { title: 'Login', fields: ['authenticationEnabled', 'connectionFactoryUsername', 'connectionFactoryPassword'] },
    ],
    start: { hostPortList: [{}] },
  } satisfies LayoutOf<'ApinizerRabbitMqInput'>,
  activeMq: {
    label: 'ActiveMQ',
    groups: [
      { title: 'Broker', fields: ['activeMqConnectionProtocolType', 'brokerURL', 'destinationType', 'destinationName'] },
      { title: 'Login', fields: ['username', 'password'] },
    ],
  } satisfies LayoutOf<'ApinizerActiveMqInput'>,
  graylog: {
    label: 'Graylog',
    groups: [
      { title: 'Server', fields: ['hostname', 'port', 'transportType', 'compressionType', 'gelfMessageLevel'] },
      {
        title: 'TLS',
        fields: ['tlsEnabled', 'tlsCertVerificationEnabled', 'tlsTrustCertChainFile', 'tlsTrustCertChainFileName'],
        isFolded: true,
      },
    ],
  } satisfies LayoutOf<'ApinizerGraylogInput'>,
  syslog: {
    label: 'Syslog',
    groups: [
      { title: 'Server', fields: ['syslogServerHostname', 'syslogPort', 'syslogProtocolType', 'syslogSslEnabled'] },
      {
        title: 'Messages',
        fields: ['syslogMessageFormat', 'syslogFacility', 'syslogSeverity', 'syslogAppName', 'syslogMessageHostname'],
      },
    ],
  } satisfies LayoutOf<'ApinizerSyslogInput'>,
  logback: {
    label: 'Log files',
    groups: [
      { title: 'Files', fields: ['logPath', 'logFileName', 'logPodName', 'logFilenamePattern', 'logPattern'] },
      { title: 'Limits', fields: ['maxFileSize', 'maxHistory', 'totalSizeCap'] },
    ],
  } satisfies LayoutOf<'ApinizerLogbackInput'>,
} satisfies Record<FieldOf<'ApinizerSettingsInput'>, unknown>

export const apinizer: VendorLayout = { head: ['name', 'description'], types }
