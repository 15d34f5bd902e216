import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import type { Project } from './messaging-project.js'
import { properties } from './messaging-table.js'

const shown = `connection {
  ... on ApinizerConnectionProfile {
    id revision name endpoints { kind host port url }
    settings {
      ... on ApinizerKafka { topicName protocolTypes properties { name valueType value secret { isSet version } } }
      ... on ApinizerWebhook { httpMethod fullUrl { isSet withoutCredentials } headerList { name value { isSet version } } }
      ... on ApinizerActiveMq { brokerURL { isSet withoutCredentials } sendTimeout destinationType password { isSet } }
      ... on ApinizerRabbitMq { hostPortList { host port } connectionFactoryClientProperties { name value } }
    }
  }
} userErrors { code message path }`
const create = `mutation ($input: CreateConnectionInput!) { answer: createConnection(input: $input) { ${shown} } }`
const update = `mutation ($input: UpdateConnectionInput!) { answer: updateConnection(input: $input) { ${shown} } }`
const notSet = { isSet: false, version: null }

export const graphCases = (project: Project): Cases => {
  const made = async (settings: object): Promise<any> => {
    const workspaceId = await project.workspaceId()
    const input = { connection: { apinizer: { workspaceId, name: project.name(), settings } } }
    return (await project.app().graph(create, { input })).answer
  }
  const patched = async ({ id, revision }: any, settings: object): Promise<any> => {
    const input = { id, expectedRevision: revision, patch: { apinizer: { settings } } }
    return (await project.app().graph(update, { input })).answer
  }
  const plain = Object.entries(properties).map(([name, { value }]: [string, any]) => ({ name, valueType: 'STRING', value }))
  const jaas = { name: 'sasl.jaas.config', valueType: 'STRING' }

  return {
    'GraphQL: a Kafka property whose name says so is a secret, any other a value': async () => {
      const { connection } = await made({ kafka: { topicName: 't', properties: [...plain, { ...jaas, secret: { value: 'in-Secret' } }] } })
      expect(connection.settings.properties).toEqual([
        ...plain.map((property) => ({ ...property, secret: notSet })),
        { ...jaas, value: null, secret: { isSet: true, version: 1 } },
      ])
      expect((await project.get(connection.name)).propertiesMap).toEqual({
        ...properties,
        'sasl.jaas.config': { value: 'in-Secret', valueType: 'STRING' },
      })
    },

    'GraphQL: a Kafka property sent back as it was shown keeps its secret': async () => {
      const { connection } = await made({ kafka: { topicName: 't', properties: [...plain, { ...jaas, secret: { value: 'in-Secret' } }] } })
      for (const item of [{ ...jaas, value: null }, jaas]) {
        const properties = [item, ...plain.map((property) => ({ ...property, secret: null }))]
        const { connection: after, userErrors } = await patched(connection, { kafka: { topicName: 't', properties } })
        expect([userErrors, after?.revision]).toEqual([[], 1])
      }
    },

    'GraphQL: a Kafka secret is refused as a value, and a value as a secret, at its own place': async () => {
      const refusals = [
        { ...jaas, value: 'in-Secret' },
        { name: 'linger.ms', valueType: 'LONG', secret: { value: 'in-Secret' } },
        { ...jaas, secret: { value: '' } },
        { ...jaas },
        { name: 'linger.ms', valueType: 'LONG' },
      ]
      const places = [['value'], ['secret', 'value'], ['secret', 'value'], ['value'], ['value']]
      for (const [index, refusal] of refusals.entries()) {
        const { connection, userErrors } = await made({ kafka: { topicName: 't', properties: [...plain, refusal] } })
        expect(connection).toBeNull()
        expect(userErrors).toMatchObject([
          { code: 'INVALID', path: ['connection', 'apinizer', 'settings', 'kafka', 'properties', '3', ...(places[index] ?? [])] },
        ])
        expect(JSON.stringify(userErrors)).not.toContain('in-Secret')
      }
    },

    'GraphQL: a webhook header keeps its secret when it is named without one': async () => {
      const fullUrl = { value: 'https://u:in-Secret@hooks.example/t?token=in-Secret' }
      const headerList = [{ name: 'A', value: { value: 'a-Secret' } }, { name: 'B', value: { value: 'b-Secret' } }] // prettier-ignore
      const { connection } = await made({ webhook: { fullUrl, httpMethod: 'POST', headerList } })
      expect(connection).toMatchObject({
        endpoints: [{ kind: 'API', host: 'hooks.example', port: null, url: 'https://hooks.example/t' }],
        settings: {
          httpMethod: 'POST',
          fullUrl: { isSet: true, withoutCredentials: 'https://hooks.example/t' },
          headerList: [
            { name: 'A', value: { isSet: true, version: 1 } },
            { name: 'B', value: { isSet: true, version: 1 } },
          ],
        },
      })
      const { connection: after } = await patched(connection, {
        webhook: { headerList: [{ name: 'B' }, { name: 'C', value: { value: 'c-Secret' } }] },
      })
      expect(after.settings.headerList).toEqual([
        { name: 'B', value: { isSet: true, version: 1 } },
        { name: 'C', value: { isSet: true, version: 2 } },
      ])
      expect(await project.get(connection.name)).toMatchObject({
        fullUrl: fullUrl.value,
        headerList: [
          { name: 'B', value: 'b-Secret' },
          { name: 'C', value: 'c-Secret' },
        ],
      })
    },

    'GraphQL: several brokers are shown without credentials, each as an endpoint': async () => {
      const value = 'failover:(tcp://u:in-Secret@a.example:61616,tcp://u:in-Secret@b.example:61617)?jms.password=in-Secret&randomize=false'
      const form = 'failover:(tcp://a.example:61616,tcp://b.example:61617)?randomize=false'
      const activeMq = {
        activeMqConnectionProtocolType: 'TCP',
        brokerURL: { value },
        destinationType: 'TOPIC',
        destinationName: 'd',
        sendTimeout: 3000000000,
      }
      const { connection } = await made({ activeMq })
      expect(connection).toMatchObject({
        endpoints: [
          { kind: 'BROKER', host: 'a.example', port: 61616, url: 'tcp://a.example:61616' },
          { kind: 'BROKER', host: 'b.example', port: 61617, url: 'tcp://b.example:61617' },
        ],
        settings: {
          brokerURL: { isSet: true, withoutCredentials: form },
          sendTimeout: 3000000000,
          destinationType: 'TOPIC',
          password: { isSet: false },
        },
      })
    },

    'GraphQL: RabbitMQ servers and client properties are typed lists': async () => {
      const connectionFactoryClientProperties = [{ name: 'product', value: 'gateway' }]
      const { connection } = await made({
        rabbitMq: { hostPortList: [{ host: 'mq1.example' }, { host: 'mq2.example', port: 5673 }], connectionFactoryClientProperties },
      })
      expect(connection).toMatchObject({
        endpoints: [
          { kind: 'BROKER', host: 'mq1.example', port: 5672 },
          { kind: 'BROKER', host: 'mq2.example', port: 5673 },
        ],
        settings: { connectionFactoryClientProperties },
      })
      expect((await project.get(connection.name)).connectionFactoryClientProperties).toEqual({ product: 'gateway' })
    },
  }
}
