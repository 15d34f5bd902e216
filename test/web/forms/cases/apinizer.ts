import { isSet, type FormCase } from './case.js'

export const apinizer: readonly FormCase[] = [
  {
    vendor: 'apinizer',
    type: 'database',
    fill: async (form) => {
      await form.choose({ 'Database type': 'POSTGRES – PostgreSQL' })
      await form.fill({ 'JDBC URL': 'jdbc:postgresql://pg.test:5432/crm', Username: 'ada', Password: 'pg-s3cret' })
      await form.unfold('Pool')
      await form.fill({ 'Max pool size': '12' })
    },
    kept: {
      settings: {
        dbType: 'POSTGRES', jdbcUrl: { withoutCredentials: 'jdbc:postgresql://pg.test:5432/crm' }, useCredentials: true, username: 'ada',
        password: isSet, maxPoolSize: 12, minPoolSize: 1, testConnectionOnCheckout: true,
      },
    }, // prettier-ignore
  },
  {
    vendor: 'apinizer',
    type: 'kafka',
    fill: async (form) => {
      await form.fill({ 'Topic name': 'orders' })
      const serializer = 'org.apache.kafka.common.serialization.StringSerializer'
      for (const [index, value] of ['k1.test:9092', serializer, serializer].entries())
        await form.within(`Property ${index + 1}`).fill({ Value: value })
      await form.press('Add property')
      const fourth = form.within('Property 4')
      await fourth.fill({ Name: 'sasl.jaas.config' })
      await fourth.choose({ Type: 'STRING – A text' })
      await fourth.fill({ 'Secret value': 'kafka-s3cret' })
      await form.tick('Use TLS', 'TLS 1.3', 'TLS 1.2')
      await form.fill({ 'Key store name': 'client-ks' })
    },
    kept: {
      settings: {
        topicName: 'orders',
        properties: [
          { name: 'bootstrap.servers', value: 'k1.test:9092' },
          { name: 'key.serializer' },
          { name: 'value.serializer' },
          { name: 'sasl.jaas.config', value: null, secret: isSet },
        ],
        enableSecure: true,
        protocolTypes: ['TLS_1_3', 'TLS_1_2'],
        keyStoreName: 'client-ks',
      },
    },
  },
  {
    vendor: 'apinizer',
    type: 'elasticsearch',
    fill: async (form) => {
      const host = form.within('Host 1')
      await host.choose({ Scheme: 'HTTPS – HTTP over TLS' })
      await host.fill({ Host: 'es1.test', Port: '9243' })
      await form.press('Add host')
      await form.within('Host 2').fill({ Host: 'es2.test' })
      await form.tick('Log in')
      await form.fill({ Username: 'ada', Password: 'es-s3cret' })
      await form.unfold('TLS')
      await form.tick('Use TLS')
      await form.choose({ 'Certificates come as': 'CA_IN_PEM_FILE – A CA certificate in a PEM file' })
      await form.attach('CA certificate (PEM)', '-----BEGIN TEST-----')
    },
    kept: {
      settings: {
        elasticHostList: [{ scheme: 'HTTPS', host: 'es1.test', port: 9243 }, { scheme: 'HTTP', host: 'es2.test', port: 9200 }],
        authenticate: true, elasticUsername: 'ada', elasticPassword: isSet, encryptCommunication: true, caInPemFile: isSet,
        indexLifecyclePolicy: null, elasticsearchType: 'READ_WRITE',
      },
    }, // prettier-ignore
  },
  {
    vendor: 'apinizer',
    type: 'email',
    fill: async (form) => {
      await form.fill({ Host: 'mail.test', From: 'billing@mail.test', Username: 'ada', Password: 'mail-s3cret' })
      await form.tick('STARTTLS', 'Log in')
      await form.unfold('More settings')
      await form.press('Add property')
      await form.fill({ 'Property 1': '{"mail.debug": true}' })
      await form.field('Enabled').uncheck()
    },
    kept: {
      enabled: false,
      deployToWorker: true,
      settings: {
        host: 'mail.test', port: 587, enableStartTls: true, auth: true, username: 'ada', password: isSet,
        additionalProperties: [{ 'mail.debug': true }],
      },
    }, // prettier-ignore
  },
  {
    vendor: 'apinizer',
    type: 'webhook',
    fill: async (form) => {
      await form.choose({ Method: 'POST – Send' })
      await form.fill({ URL: 'https://hooks.test/t/42', Timeout: '7' })
      await form.press('Add header')
      await form.within('Header 1').fill({ Name: 'X-Hook-Key', Value: 'hook-s3cret' })
    },
    kept: {
      settings: {
        httpMethod: 'POST',
        fullUrl: { withoutCredentials: 'https://hooks.test/t/42' },
        headerList: [{ name: 'X-Hook-Key', value: isSet }],
        timeout: 7,
      },
    },
  },
]
