import type { GraphQLEnumType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createSchema } from '../../src/graphql/schema.js'
import { check } from '../../src/lib/check.js'
import type { JsonObject } from '../../src/lib/json.js'
import { withSecrets, splitSecrets } from '../../src/vendors/split.js'
import * as vendors from '../../src/vendors/index.js'
import { types } from '../../src/vendors/apinizer/types/index.js'
import { kinds } from '../contract/apinizer/messaging-table.js'

type Name = keyof typeof types
const whole = (type: Name, body: object): JsonObject => check(types[type].shape, body) as JsonObject
const split = (type: Name, body: object) => splitSecrets(types[type].fields, types[type].settings, whole(type, body))
const property = (value: string): object => ({ value, valueType: 'STRING' })
const needed = { 'bootstrap.servers': property('k:1'), 'key.serializer': property('s'), 'value.serializer': property('s') }
const place = (kind: string, host: string, port: number | null, url: string | null = null): object => ({
  kind,
  host,
  port,
  database: null,
  url,
})

describe.each(kinds)('$type', ({ type, least, members }) => {
  const described = types[type as Name]

  it('has a member for each row of its table, and no other', () => {
    expect(Object.keys(described.members)).toEqual(members.map(({ name }) => name))
  })

  it('presents each member in GraphQL', () => {
    const paths = Object.values(described.fields[described.settings] ?? {}).map((entry) =>
      typeof entry === 'string' ? entry : (entry as { path: string }).path,
    )
    expect(paths.sort()).toEqual(Object.keys(described.members).sort())
  })

  it('fills in every default, and what is filled in is taken again', () => {
    const filled = whole(type as Name, least)
    const defaults = members.filter(({ name, absent }) => !(name in least) && absent !== null)
    expect(filled).toMatchObject(Object.fromEntries(defaults.map(({ name, absent }) => [name, absent])))
    expect(whole(type as Name, filled)).toEqual(filled)
  })
})

it('every enum has the same values in GraphQL as on the wire', () => {
  const schema = createSchema(vendors)
  for (const { type } of kinds) {
    for (const [name, values] of Object.entries(types[type as Name].enums)) {
      const shown = (schema.getType(name) as GraphQLEnumType).getValues().map(({ value }) => value as string)
      expect(shown, name).toEqual(values)
    }
  }
})

describe('secrets are taken out of', () => {
  it('Kafka properties whose names say so', () => {
    const secret = [
      'sasl.jaas.config',
      'ssl.key.password',
      'ssl.truststore.password',
      'producer.sasl.jaas.config',
      'ssl.keystore.key',
      'ssl.keystore.certificate.chain',
      'ssl.truststore.certificates',
      'a.client.secret',
      'schema.registry.basic.auth.user.info',
      'bearer.auth.token',
      'password',
    ]
    const open = [
      'linger.ms',
      'sasl.mechanism',
      'sasl.oauthbearer.token.endpoint.url',
      'password.encoder.iterations',
      'ssl.truststore.location',
      'sasl.jaas.config.x',
    ]
    const body = {
      topicName: 't',
      propertiesMap: { ...needed, ...Object.fromEntries([...secret, ...open].map((name) => [name, property('q7-Lark')])) },
    }
    const { settings, secrets } = split('kafka', body)
    expect(Object.keys(secrets)).toEqual(secret.map((name) => `propertiesMap/${name}/value`))
    expect(settings.propertiesMap).toMatchObject({ 'linger.ms': property('q7-Lark'), 'ssl.key.password': { valueType: 'STRING' } })
    expect(JSON.stringify(settings).match(/q7-Lark/g)).toHaveLength(open.length)
    const opened = Object.entries(secrets).map(([path, value]) => [path, value.open()] as const)
    expect(withSecrets(settings, opened)).toEqual(whole('kafka', body))
  })

  it('Kafka properties that are URLs with credentials, whatever their names, and no other URLs', () => {
    const urls = {
      'schema.registry.url': 'https://KEY:q7-Lark@psrc.example',
      'value.converter.schema.registry.url': 'https://a.example,https://KEY:q7-Lark@psrc.example',
      'interceptor.url': 'https://hooks.example/t?token=q7-Lark',
      'd.url': 'jdbc:teradata://h.example/DATABASE=x,USER=u,PASSWORD=q7-Lark',
      'e.url': 'jdbc:mysql://(host=h,user=u,password=q7-Lark)/db',
      'f.url': 'jdbc:firebirdsql:h/db?password=q7-Lark',
      'g.servers': 'SASL_SSL://k1.example:9093?password=q7-Lark',
      'h.url': 'https://registry.example:808a?apikey=q7-Lark',
      'i.url': 'https://u%3Aq7-Lark%40registry.example:8081',
      'j.url': 'https%3A%2F%2Fu%3Aq7-Lark%40registry.example:8081',
    }
    const open = {
      'a.registry.url': 'https://psrc.example:8081/path',
      'b.servers': 'SASL_SSL://k1.example:9093, SASL_SSL://k2.example:9093',
      'c.listeners': 'PLAINTEXT://:9092',
      'k.listeners': 'INTERNAL://[::1]:9092,EXTERNAL://k1.example:9093',
      'l.url': 'jdbc:mysql://db.example:3306/shop?useSSL=true',
      'm.format': '%d{yyyy-MM-dd} %3A%c',
    }
    const propertiesMap = Object.fromEntries(Object.entries({ ...urls, ...open }).map(([name, value]) => [name, property(value)]))
    const { settings, secrets } = split('kafka', { topicName: 't', propertiesMap: { ...needed, ...propertiesMap } })
    expect(Object.keys(secrets)).toEqual(Object.keys(urls).map((name) => `propertiesMap/${name}/value`))
    expect(JSON.stringify(settings)).not.toContain('q7-Lark')
    expect(settings.propertiesMap).toMatchObject(Object.fromEntries(Object.entries(open).map(([name, value]) => [name, { value }])))
  })

  it('webhook URL and headers, and of nothing in syslog and logback', () => {
    const headerList = [{ name: 'X/Key', value: 'q7-Lark' }, { name: 'Accept', value: 'q7-Lark' }] // prettier-ignore
    const { settings, secrets, hints } = split('webhook', { fullUrl: 'https://ann:q7-Lark@hooks.example/t?token=q7-Lark&n=1', headerList })
    expect(Object.keys(secrets)).toEqual(['fullUrl', 'headerList/X~1Key/value', 'headerList/Accept/value'])
    expect(hints).toEqual({ fullUrl: { withoutCredentials: 'https://hooks.example/t', isWhole: false } })
    expect(JSON.stringify(settings)).not.toContain('q7-Lark')
    expect(split('syslog', { syslogServerHostname: 'h' }).secrets).toEqual({})
    expect(split('logback', {}).secrets).toEqual({})
  })
})

describe('endpoints', () => {
  it.each<[Name, object, object[]]>([
    [
      'kafka',
      {
        topicName: 't',
        propertiesMap: { ...needed, 'bootstrap.servers': property('k1.example:9092, SASL_SSL://k2.example:9093,[::1]:1,k3,u:p@k4:1,:5') },
      },
      [place('BROKER', 'k1.example', 9092), place('BROKER', 'k2.example', 9093), place('BROKER', '[::1]', 1), place('BROKER', 'k3', null)],
    ],
    [
      'rabbitMq',
      { hostPortList: [{ host: 'mq1.example' }, { host: '::1', port: 1 }, { host: 'amqp://u:p@mq2.example' }] },
      [place('BROKER', 'mq1.example', 5672), place('BROKER', '::1', 1)],
    ],
    [
      'activeMq',
      {
        activeMqConnectionProtocolType: 'AMQP',
        brokerURL: 'failover:(amqp://u:p@a.example:5672,amqps://u:p@b.example)?jms.password=p',
        destinationType: 'QUEUE',
        destinationName: 'd',
      },
      [place('BROKER', 'a.example', 5672, 'amqp://a.example:5672'), place('BROKER', 'b.example', null, 'amqps://b.example')],
    ],
    [
      'activeMq',
      { activeMqConnectionProtocolType: 'TCP', brokerURL: 'no address at all u:p', destinationType: 'QUEUE', destinationName: 'd' },
      [],
    ],
    [
      'webhook',
      { fullUrl: 'http://u:p@hooks.example:8080/t?token=p' },
      [place('API', 'hooks.example', 8080, 'http://hooks.example:8080/t')],
    ],
    ['graylog', { hostname: 'gelf.example' }, [place('LOG', 'gelf.example', 12201)]],
    ['graylog', { hostname: 'u:p@gelf.example' }, []],
    ['syslog', { syslogServerHostname: '10.0.0.9', syslogPort: 6514 }, [place('LOG', '10.0.0.9', 6514)]],
    ['logback', {}, []],
  ])('of %s', (type, body, places) => {
    expect(types[type].endpoints(whole(type, body))).toEqual(places)
  })
})
