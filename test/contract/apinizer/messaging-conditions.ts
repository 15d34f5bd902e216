import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { refused, type Project } from './messaging-project.js'
import { properties } from './messaging-table.js'

const kafka = { type: 'kafka', topicName: 'orders.v1', propertiesMap: properties }
const rabbitMq = { type: 'rabbitMq', hostPortList: [{ host: 'mq1.example', port: 5672 }] }
const graylog = { type: 'graylog', hostname: 'gelf.example' }
const webhook = { type: 'webhook', fullUrl: 'https://hooks.example' }
const logback = { type: 'logback' }

const empty = (name: string) => (text: string) => expect(text).toBe(`${name} value can not be empty!`)
const names = (name: string) => (text: string) => expect(text).toContain(name)

export const conditionCases = (project: Project): Cases => ({
  'kafka.propertiesMap must hold bootstrap.servers, key.serializer and value.serializer, none of them empty': async () => {
    const { name } = await project.made(kafka)
    for (const needed of ['bootstrap.servers', 'key.serializer', 'value.serializer']) {
      const { [needed]: property, ...others } = properties as Record<string, object>
      await refused(project, name, { ...kafka, propertiesMap: others }, names(needed))
      await refused(project, name, { ...kafka, propertiesMap: { ...others, [needed]: { ...property, value: '' } } }, names(needed))
    }
  },

  'kafka.enableSecure needs a protocol type and a key store': async () => {
    const secure = { ...kafka, enableSecure: true, protocolTypes: ['TLS_1_3'], keyStoreName: 'orders-ks' }
    const made = await project.made(secure)
    expect(made).toMatchObject({ ...secure, trustStoreName: null })
    for (const protocolTypes of [undefined, null, []])
      await refused(project, made.name, { ...secure, protocolTypes }, empty('protocolTypes'))
    for (const keyStoreName of [undefined, null, '']) await refused(project, made.name, { ...secure, keyStoreName }, empty('keyStoreName'))
  },

  'rabbitMq.hostPortList fills in localhost and 5672': async () => {
    const { hostPortList } = await project.made({
      ...rabbitMq,
      hostPortList: [{}, { port: 1 }, { host: 'a.example' }, { host: 'b', port: null }],
    })
    expect(hostPortList).toEqual([
      { host: 'localhost', port: 5672 },
      { host: 'localhost', port: 1 },
      { host: 'a.example', port: 5672 },
      { host: 'b', port: 5672 },
    ])
  },

  'rabbitMq.authenticationEnabled needs user and password': async () => {
    const signedIn = { ...rabbitMq, authenticationEnabled: true, connectionFactoryUsername: 'u', connectionFactoryPassword: 'p-Secret' }
    const made = await project.made(signedIn)
    expect(made).toMatchObject(signedIn)
    for (const name of ['connectionFactoryUsername', 'connectionFactoryPassword']) {
      for (const nothing of [undefined, '']) await refused(project, made.name, { ...signedIn, [name]: nothing }, empty(name))
      expect((await project.post(project.name(), { ...signedIn, [name]: null })).body.error_description).toBe(
        `${name} value can not be empty!`,
      )
    }
  },

  'graylog.tlsCertVerificationEnabled needs the certificates': async () => {
    const verified = { ...graylog, tlsCertVerificationEnabled: true, tlsTrustCertChainFile: 'TUlJQg==' }
    const made = await project.made(verified)
    expect(made).toMatchObject(verified)
    for (const nothing of [undefined, '']) {
      await refused(project, made.name, { ...verified, tlsTrustCertChainFile: nothing }, empty('tlsTrustCertChainFile'))
    }
    const answer = await project.post(project.name(), { ...verified, tlsTrustCertChainFile: null })
    expect(answer.body.error_description).toBe('tlsTrustCertChainFile value can not be empty!')
  },

  'levels of graylog and syslog are not each other’s': async () => {
    const { name } = await project.made(graylog)
    await refused(project, name, { ...graylog, gelfMessageLevel: 'INFORMATIONAL' }, names('gelfMessageLevel'))
    const syslog = { type: 'syslog', syslogServerHostname: 'siem.example' }
    const made = await project.made(syslog)
    await refused(project, made.name, { ...syslog, syslogSeverity: 'INFO' }, names('syslogSeverity'))
  },

  'syslog takes TLS over UDP and keeps it': async () => {
    const body = { type: 'syslog', syslogServerHostname: 'siem.example', syslogProtocolType: 'UDP', syslogSslEnabled: true }
    expect(await project.made(body)).toMatchObject(body)
  },

  'webhook takes no method of the global list that it does not know': async () => {
    const { name } = await project.made(webhook)
    for (const httpMethod of ['TRACE', 'ALL']) await refused(project, name, { ...webhook, httpMethod }, names('httpMethod'))
  },

  'webhook refuses two headers of one name': async () => {
    const { name } = await project.made(webhook)
    const headerList = [{ name: 'X-A', value: 'a' }, { name: 'X-B', value: 'b' }, { name: 'X-A', value: 'c' }] // prettier-ignore
    await refused(project, name, { ...webhook, headerList }, names('headerList[2].name'))
  },

  'logback adds a slash to logPath and takes those before logFileName away': async () => {
    const made = await project.made({ ...logback, logPath: '/var/log', logFileName: '/trace' })
    expect(made).toMatchObject({ logPath: '/var/log/', logFileName: 'trace' })
    expect(await project.made({ ...logback, logPath: '/', logFileName: '//a/b/' })).toMatchObject({ logPath: '/', logFileName: 'a/b/' })
    expect(await project.made({ ...logback, logFileName: '/' })).toMatchObject({ logFileName: 'ApinizerApiProxyTraffic' })
    expect(await project.replaced(made.name, { ...logback, logPath: 'logs', logFileName: '/b' })).toMatchObject({
      logPath: 'logs/',
      logFileName: 'b',
    })
  },

  'ids of stores and members that a type does not have are dropped': async () => {
    const made = await project.made({ ...kafka, keyStoreId: 'k1', trustStoreId: 't1', bootstrapServers: 'k:1', nonsense: 1 })
    for (const name of ['keyStoreId', 'trustStoreId', 'bootstrapServers', 'nonsense']) expect(made).not.toHaveProperty(name)
    await refused(project, made.name, { type: 'kafka', topicName: 'orders.v1', bootstrapServers: 'k:1' }, empty('propertiesMap'))
  },
})
