import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { refused, type Project } from './messaging-project.js'
import { properties } from './messaging-table.js'

const secret = /in-Secret|TUlJQg/
const string = (value: string | null): object => ({ value, valueType: 'STRING' })

/** Where each type keeps a secret; `without` is the body that says null there, `listed` what a list shows. */
export interface Kept {
  readonly type: string
  readonly body: object
  readonly masked: object
  readonly cleared?: object
}

const active = { type: 'activeMq', activeMqConnectionProtocolType: 'TCP', destinationType: 'QUEUE', destinationName: 'orders' }
const rabbit = { type: 'rabbitMq', hostPortList: [{ host: 'mq1.example', port: 5672 }] }
const secretProperties = ['sasl.jaas.config', 'ssl.key.password', 'ssl.keystore.password', 'SSL.Truststore.Password', 'ssl.keystore.key']
const withSecrets = (value: string | null): object => Object.fromEntries(secretProperties.map((name) => [name, string(value)]))

const kept: readonly Kept[] = [
  {
    type: 'kafka',
    body: { type: 'kafka', topicName: 't', propertiesMap: { ...properties, ...withSecrets('in-Secret;') } },
    masked: { propertiesMap: { ...properties, ...withSecrets(null) } },
  },
  {
    type: 'rabbitMq',
    body: { ...rabbit, authenticationEnabled: true, connectionFactoryUsername: 'u', connectionFactoryPassword: 'in-Secret' },
    masked: { connectionFactoryPassword: null },
    cleared: { authenticationEnabled: false, connectionFactoryPassword: '' },
  },
  {
    type: 'activeMq',
    body: { ...active, brokerURL: 'failover:(tcp://u:in-Secret@a.example:1,tcp://u:in-Secret@b.example:2)', password: 'in-Secret' },
    masked: { brokerURL: null, password: null },
    cleared: { password: '' },
  },
  {
    type: 'graylog',
    body: { type: 'graylog', hostname: 'gelf.example', tlsTrustCertChainFile: 'TUlJQg==' },
    masked: { tlsTrustCertChainFile: null },
    cleared: { tlsTrustCertChainFile: '' },
  },
  {
    type: 'webhook',
    body: { type: 'webhook', fullUrl: 'https://u:in-Secret@hooks.example/t', headerList: [{ name: 'Authorization', value: 'in-Secret' }] },
    masked: { fullUrl: null, headerList: [{ name: 'Authorization', value: null }] },
    cleared: { headerList: [] },
  },
]

export const secretCases = (project: Project): Cases => ({
  ...Object.fromEntries(kept.flatMap((one) => Object.entries(keptCases(project, one)))),

  'kafka, webhook: a secret that is null and not stored is refused': async () => {
    const kafka = { type: 'kafka', topicName: 't', propertiesMap: { ...properties, 'ssl.key.password': string(null) } }
    const { name } = await project.made({ ...kafka, propertiesMap: properties })
    await refused(project, name, kafka, (text) => expect(text).toContain('ssl.key.password'))
    await refused(project, name, { ...kafka, propertiesMap: { ...properties, 'ssl.key.password': string('') } }, (text) =>
      expect(text).toContain('ssl.key.password'),
    )
    const hook = { type: 'webhook', fullUrl: 'https://hooks.example' }
    const made = await project.made({ ...hook, headerList: [{ name: 'X-A', value: 'a' }] })
    await refused(project, made.name, { ...hook, headerList: [{ name: 'X-B', value: null }] }, (text) =>
      expect(text).toContain('headerList'),
    )
  },

  'webhook: a header is found again by its name, wherever it stands': async () => {
    const body = (...headerList: object[]): object => ({ type: 'webhook', fullUrl: 'https://hooks.example', headerList })
    const { name } = await project.made(body({ name: 'A', value: 'a-Secret' }, { name: 'B', value: 'b-Secret' }))
    const next = body({ name: 'C', value: 'c-Secret' }, { name: 'B', value: null }, { name: 'A', value: 'a2-Secret' })
    const { headerList } = await project.replaced(name, next)
    expect(headerList).toEqual([
      { name: 'C', value: 'c-Secret' },
      { name: 'B', value: 'b-Secret' },
      { name: 'A', value: 'a2-Secret' },
    ])
  },

  'an address without credentials is shown to every reader': async () => {
    const { app } = project
    const viewer = await app().token(['VIEWER'], await project.workspaceId())
    const { name } = await project.made({ ...active, brokerURL: 'failover:(tcp://a.example:1,tcp://b.example:2)?randomize=false' })
    expect((await project.get(name, viewer)).brokerURL).toBe('failover:(tcp://a.example:1,tcp://b.example:2)?randomize=false')
  },

  'syslog, logback: nothing is a secret, and every reader sees all of it': async () => {
    const viewer = await project.app().token(['VIEWER'], await project.workspaceId())
    for (const body of [{ type: 'syslog', syslogServerHostname: 'siem.example', syslogMessageHostname: 'key-1' }, { type: 'logback' }]) {
      const made = await project.made(body)
      expect(await project.get(made.name, viewer)).toEqual(made)
    }
  },
})

/** What holds for the secrets of every type. */
export function keptCases(project: Project, { type, body, masked, cleared }: Kept): Cases {
  return {
    [`${type} secrets are shown in full to a REVEALER by GET, as null to others and in lists`]: async () => {
      const { app, key, workspaceId } = project
      const made = await project.made(body)
      const [revealer, viewer] = [await app().token(['REVEALER'], await workspaceId()), await app().token(['VIEWER'], await workspaceId())]
      expect(made).toMatchObject(body)
      expect(await project.get(made.name, revealer)).toEqual(made)
      expect(await project.get(made.name, viewer)).toEqual({ ...made, ...masked })
      const list = await app().rest('GET', `/apiops/projects/${key}/connections/`, undefined, { query: { type } })
      expect(list.body.resultList.find(({ name }: any) => name === made.name)).toEqual({ ...made, ...masked })
      expect(list.text).not.toMatch(secret)
    },

    [`${type} secrets are kept when a body says null, so that a masked body changes nothing`]: async () => {
      const made = await project.made(body)
      const editor = await project.app().token(['EDITOR'], await project.workspaceId())
      const read = await project.get(made.name, editor)
      expect(JSON.stringify(read)).not.toMatch(secret)
      for (const token of [editor, undefined]) {
        expect((await project.put(made.name, await project.get(made.name, token), token)).status).toBe(200)
        expect(await project.get(made.name)).toEqual(made)
      }
    },

    ...(cleared && {
      [`${type} secrets that are not needed are cleared by an empty text and by leaving them out`]: async () => {
        for (const emptied of [
          cleared,
          Object.fromEntries(
            Object.entries(cleared).map(([name, value]) => [name, value === '' || Array.isArray(value) ? undefined : value]),
          ),
        ]) {
          const { name } = await project.made(body)
          const after = await project.replaced(name, { ...body, ...emptied })
          expect(JSON.stringify({ ...after, brokerURL: null, fullUrl: null })).not.toMatch(secret)
        }
      },
    }),
  }
}
