import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { everyFieldOf, onlyIsSet, settingsKey, settingsType, shownInGraphql, toSettings } from './apinizer-wire.js'

type Example = { readonly type: string; readonly name: string } & Readonly<Record<string, unknown>>

const file = new URL('../../examples/connections/apinizer.json', import.meta.url)
const examples = JSON.parse(readFileSync(file, 'utf8')) as readonly Example[]

let app: TestApp
let project: Workspace
let editor: string
let revealer: string
beforeAll(async () => {
  app = await boot()
  project = await app.workspace('apinizer', 'Edges')
  editor = await app.token(['EDITOR'], project.id)
  revealer = await app.token(['EDITOR', 'REVEALER'], project.id)
})
afterAll(() => app.close())

const path = (name: string): string => `/apiops/projects/Edges/connections/${encodeURIComponent(name)}/`
const rest = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', name: string, body?: unknown, token?: string) =>
  app.rest(method, path(name), body, token === undefined ? {} : { token })
const get = async (name: string, token?: string): Promise<any> => (await rest('GET', name, undefined, token)).body.resultList?.[0]

const fields = (type: string): string => `
  id revision vendorKey name type enabled projectName description deployToWorker
  endpoints { kind host port database url }
  settings { __typename ... on ${settingsType(type)} ${everyFieldOf(settingsType(type))} }`
const profile = (type: string): string => `... on ApinizerConnectionProfile { ${fields(type)} }`

async function byKey(type: string, key: string): Promise<any> {
  const document = `query ($key: String!) { connectionByKey(vendor: APINIZER, workspace: "Edges", key: $key) { ${profile(type)} } }`
  return (await app.graph(document, { key })).connectionByKey
}

const userErrors = 'userErrors { code message path }'
async function create(type: string, connection: object, token?: string): Promise<any> {
  const document = `mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { connection { ${profile(type)} } ${userErrors} } }`
  return (await app.graph(document, { input: { connection: { apinizer: { workspaceId: project.id, ...connection } } } }, token))
    .createConnection
}
async function update(type: string, { id, revision }: any, patch: object): Promise<any> {
  const document = `mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { connection { ${profile(type)} } ${userErrors} } }`
  return (await app.graph(document, { input: { id, expectedRevision: revision, patch: { apinizer: patch } } })).updateConnection
}

/** A change of one member of each type, as GraphQL writes it and as REST shows it. */
const changes: Readonly<Record<string, readonly [object, object]>> = {
  email: [{ port: 26 }, { port: 26 }],
  kafka: [{ topicName: 'orders.v2' }, { topicName: 'orders.v2' }],
  elasticsearch: [{ elasticsearchMajorVersion: 'ES_9' }, { elasticsearchMajorVersion: 'ES_9' }],
  database: [{ dbType: 'SQL_SERVER', logTableNameOverrides: { auditEvent: 'audit' } }, { dbType: 'SQL_SERVER', logTableNameOverrides: { AuditEvent: 'audit' } }],
  ldap: [{ searchScope: 'OBJECT' }, { searchScope: 'OBJECT' }],
  ftp: [{ useImplicit: true, useExplicit: false }, { useImplicit: true, useExplicit: false }],
  rabbitMq: [{ basicPropertiesDeliveryMode: 1 }, { basicPropertiesDeliveryMode: 1 }],
  activeMq: [{ destinationType: 'QUEUE' }, { destinationType: 'QUEUE' }],
  snmp: [
    { version: 'V2C', pduVariables: [{ name: '1.3', value: 'x' }], usmUserPrivacyProtocol: 'PRIV_AES192WITH3_DES' },
    { version: 'V2c', pduVariableMap: { '1.3': 'x' }, usmUserPrivacyProtocol: 'PrivAES192with3DES' },
  ],
  'linux-script': [{ sshPort: 22 }, { sshPort: 22 }],
  graylog: [{ gelfMessageLevel: 'DEBUG' }, { gelfMessageLevel: 'DEBUG' }],
  syslog: [{ syslogFacility: 'LOCAL7' }, { syslogFacility: 'LOCAL7' }],
  webhook: [{ timeout: 9 }, { timeout: 9 }],
  logback: [{ maxHistory: 1 }, { maxHistory: 1 }],
} // prettier-ignore

it('covers all fourteen types', () => {
  expect(new Set(examples.map(({ type }) => type))).toEqual(new Set(Object.keys(changes)))
})

describe.each(examples.map((example) => [example.type, example] as const))('Apinizer %s', (type, example) => {
  let count = 0
  const posted = async (): Promise<string> => {
    const name = `${example.name}-${(count += 1)}`
    const { status, text } = await rest('POST', name, { ...example, name })
    expect(status, text).toBe(200)
    return name
  }

  it('written at the shim is read by GraphQL with its typed fragment, every field', async () => {
    const name = await posted()
    const wire = await get(name)
    const shown = await byKey(type, name.toUpperCase())
    expect(shown).toMatchObject({ name, vendorKey: name, type, projectName: 'Edges', enabled: true, deployToWorker: true })
    expect(shown.description).toBe(wire.description)
    const { __typename, ...settings } = shown.settings
    expect([__typename, onlyIsSet(settings)]).toEqual([settingsType(type), shownInGraphql(wire)])
    expect(JSON.stringify(shown)).not.toMatch(/S3cret/)
  })

  it('written by GraphQL is read at the shim, every field and secret', async () => {
    const wire = await get(await posted())
    const name = `${example.name}-by-graphql`
    const { connection, userErrors: refused } = await create(type, { name, description: wire.description, settings: toSettings(wire) })
    expect(refused).toEqual([])
    expect(connection).toMatchObject({ name, revision: 1 })
    expect(await get(name)).toEqual({ ...wire, name })
  })

  it('is one connection: a change at either edge is seen at the other', async () => {
    const name = await posted()
    const before = await get(name)
    const [patch, after] = changes[type] ?? []
    const settings = { [settingsKey(type)]: patch }
    const { connection, userErrors: refused } = await update(type, await byKey(type, name), {
      description: 'By GraphQL',
      enabled: false,
      settings,
    })
    expect(refused).toEqual([])
    expect(connection).toMatchObject({ revision: 2, description: 'By GraphQL', enabled: false })
    expect(await get(name)).toEqual({ ...before, ...after, description: 'By GraphQL', enabled: false })

    expect((await rest('PUT', name, { ...before, name: `${name}-renamed` })).status).toBe(200)
    const put = await byKey(type, `${name}-renamed`)
    expect(put).toMatchObject({ id: connection.id, revision: 3, enabled: true, description: before.description })
    expect(onlyIsSet({ ...put.settings, __typename: undefined })).toMatchObject(shownInGraphql(before) as object)
  })

  it('read at the shim and sent back changes nothing, by a REVEALER and by an EDITOR', async () => {
    const name = await posted()
    const whole = await get(name)
    for (const token of [revealer, editor]) {
      const read = await get(name, token)
      expect((await rest('PUT', name, read, token)).status).toBe(200)
      expect(await get(name, token)).toEqual(read)
      expect(await get(name)).toEqual(whole)
      expect((await byKey(type, name)).revision).toBe(1)
    }
  })

  it('renamed by GraphQL is found by its new name at the shim', async () => {
    const name = await posted()
    const { connection } = await update(type, await byKey(type, name), { name: `${name}-moved` })
    expect(connection).toMatchObject({ name: `${name}-moved`, vendorKey: `${name}-moved` })
    expect((await rest('GET', name)).status).toBe(404)
    expect((await get(`${name}-moved`)).type).toBe(type)
  })
})

const inSettings = (...rest: string[]): string[] => ['connection', 'apinizer', 'settings', ...rest]

describe('Apinizer by GraphQL', () => {
  const mail = { host: 'mail.example', auth: true, username: 'u', password: { value: 'p-Secret' } }

  it('refuses at the input field what is missing or wrong', async () => {
    const refusals: readonly (readonly [string, object, readonly string[]])[] = [
      ['email', { email: { port: 25 } }, inSettings('email', 'host')],
      ['email', { email: { ...mail, port: 0 } }, inSettings('email', 'port')],
      ['email', { email: { ...mail, password: undefined } }, inSettings('email', 'password')],
      ['email', { email: { ...mail, password: { clear: true } } }, inSettings('email', 'password', 'clear')],
      ['linux-script', { linuxScript: { hostName: 'h', username: 'u', password: { value: '' } } }, inSettings('linuxScript', 'password', 'value')],
      ['elasticsearch', { elasticsearch: { elasticHostList: [{ host: 'a' }, { port: 1 }] } }, inSettings('elasticsearch', 'elasticHostList', '1', 'host')],
      ['elasticsearch', { elasticsearch: { elasticHostList: [] } }, inSettings('elasticsearch', 'elasticHostList')],
      ['elasticsearch', { elasticsearch: { elasticHostList: [{ host: 'a' }], caInPemFile: { value: '***' } } }, inSettings('elasticsearch', 'caInPemFile', 'value')],
      ['snmp', { snmp: { connectionString: 'nowhere', securityOrCommunityName: { value: 'c' }, pduOidForMessage: '1' } }, inSettings('snmp', 'connectionString')],
    ] // prettier-ignore
    for (const [type, settings, where] of refusals) {
      const { connection, userErrors: refused } = await create(type, { name: 'Refused', settings })
      expect(connection).toBeNull()
      expect(refused).toMatchObject([{ code: 'INVALID', path: where }])
      expect(JSON.stringify(refused)).not.toContain('p-Secret')
    }
  })

  it('refuses a taken name, in any casing, before it looks at fields', async () => {
    await create('email', { name: 'Taken', settings: { email: mail } })
    const { userErrors: refused } = await create('email', { name: 'TAKEN', settings: { email: {} } })
    expect(refused).toMatchObject([{ code: 'CONFLICT', path: ['connection', 'apinizer', 'name'] }])
  })

  it('refuses another type', async () => {
    const { connection } = await create('email', { name: 'Typed', settings: { email: mail } })
    const { userErrors: refused } = await update('email', connection, { settings: { linuxScript: { hostName: 'h' } } })
    expect(refused).toMatchObject([{ code: 'INVALID', path: ['patch', 'apinizer', 'settings', 'linuxScript'] }])
  })

  it('keeps a secret that is left out, and removes one that is cleared', async () => {
    const { connection } = await create('email', { name: 'Clears', settings: { email: mail } })
    const { connection: kept } = await update('email', connection, { settings: { email: { port: 26 } } })
    expect(kept.settings.password).toMatchObject({ isSet: true, version: 1 })
    const { connection: cleared, userErrors: refused } = await update('email', kept, {
      settings: { email: { auth: false, password: { clear: true } } },
    })
    expect([refused, cleared.settings.password.isSet, cleared.settings.username]).toEqual([[], false, 'u'])
    expect(await get('Clears')).toMatchObject({ password: null, username: 'u', host: 'mail.example', port: 26 })
  })

  it('null puts a member back to its default, or clears it', async () => {
    const { connection } = await create('email', {
      name: 'Nulls',
      description: 'D',
      deployToWorker: false,
      settings: { email: { ...mail, port: 25, from: 'a@b.example' } },
    })
    const patch = { description: null, deployToWorker: null, settings: { email: { port: null, from: null } } }
    await update('email', connection, patch)
    expect(await get('Nulls')).toMatchObject({ description: null, deployToWorker: true, port: 587, from: null, password: 'p-Secret' })
  })

  it.each([
    ['email', [{ kind: 'SERVER', host: 'mail.acme.test', port: 2525, database: null, url: null }]],
    ['elasticsearch', [{ kind: 'DATABASE', host: 'es1.acme.test', port: 9243, database: null, url: 'https://es1.acme.test:9243' }]],
    ['database', [{ kind: 'DATABASE', host: 'pg.acme.test', port: 5433, database: 'crm', url: 'jdbc:postgresql://pg.acme.test:5433/crm' }]],
    ['ldap', [{ kind: 'SERVER', host: 'dir.acme.test', port: 1389, database: null, url: 'ldap://dir.acme.test:1389' }]],
    ['ftp', [{ kind: 'SERVER', host: 'drop.acme.test', port: 2121, database: null, url: null }]],
    ['snmp', [{ kind: 'SERVER', host: '10.9.8.7', port: 1162, database: null, url: null }]],
    ['linux-script', [{ kind: 'SERVER', host: 'batch.acme.test', port: 2222, database: null, url: null }]],
  ])('tells where %s leads', async (type, endpoints) => {
    const example = examples.find((one) => one.type === type)
    const name = `${type}-endpoints`
    await rest('POST', name, { ...example, name })
    expect((await byKey(type, name)).endpoints).toEqual(endpoints)
  })

  it('never holds a credential in an endpoint', async () => {
    const addresses: readonly (readonly [string, object])[] = [
      ['database', { dbType: 'ORACLE', jdbcUrl: 'jdbc:oracle:thin:scott/zq-Secret@db.example:1521:ORCL', useCredentials: false }],
      ['database', { dbType: 'SQL_SERVER', jdbcUrl: 'jdbc:sqlserver://s.example;user=sa;password=zq-Secret', useCredentials: false }],
      ['database', { dbType: 'ORACLE', jdbcUrl: 'jdbc:oracle:thin:zq-Secret', useCredentials: false }],
      ['ldap', { serverAddress: 'ldap://u:zq-Secret@dir.example', username: 'u', password: 'p', baseDn: 'o' }],
      ['email', { host: 'u:zq-Secret@mail.example' }],
      ['ftp', { host: 'u:zq-Secret@drop.example', protocol: 'FTP', username: 'u', password: 'p' }],
    ]
    for (const [index, [type, body]] of addresses.entries()) {
      const name = `credentials-${index}`
      expect((await rest('POST', name, { type, name, ...body })).status).toBe(200)
      expect(JSON.stringify((await byKey(type, name)).endpoints)).not.toContain('zq-Secret')
    }
  })
})
