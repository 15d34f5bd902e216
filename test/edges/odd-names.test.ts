import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpConnection, organisation } from '../graphql/documents.js'
import { boot, type TestApp } from '../support/boot.js'

let app: TestApp
const ids: Record<string, string> = {}
beforeAll(async () => {
  app = await boot()
  ids.apinizer = (await app.workspace('apinizer', 'Odd')).id
  ids.chartbrew = (await app.workspace('chartbrew', '7')).id
  ids.versori = (await app.workspace('versori', organisation)).id
})
afterAll(() => app.close())

const userErrors = 'userErrors { code message path }'
const shown = `connection {
  ... on ConnectionProfileCommon { id revision }
  ... on ApinizerConnectionProfile { settings {
    ... on ApinizerKafka { properties { name value secret { isSet } } }
    ... on ApinizerRabbitMq { connectionFactoryClientProperties { name value } }
    ... on ApinizerSnmp { pduVariables { name value } }
    ... on ApinizerWebhook { headerList { name value { isSet } } }
  } }
  ... on VersoriConnectionProfile {
    environmentVariables { name value }
    environments { credentials { action { credential { data { ... on VersoriOauth2ClientData { additionalParams { name value } } } } } } }
  }
} ${userErrors}`

async function create(vendor: string, fields: object): Promise<any> {
  const document = `mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { ${shown} } }`
  const connection = { [vendor]: { workspaceId: ids[vendor], ...fields } }
  return (await app.graph(document, { input: { connection } })).createConnection
}
async function update(vendor: string, { id, revision }: any, patch: object): Promise<any> {
  const document = `mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { ${shown} } }`
  return (await app.graph(document, { input: { id, expectedRevision: revision, patch: { [vendor]: patch } } })).updateConnection
}

const path = (name: string): string => `/apiops/projects/Odd/connections/${name}`
const get = async (name: string): Promise<any> => (await app.rest('GET', path(name))).body.resultList[0]

const text = (name: string, value = 'odd') => ({ name, value })
const property = (name: string, value = 'odd') => ({ ...text(name, value), valueType: 'STRING' })
const needed = ['bootstrap.servers', 'key.serializer', 'value.serializer'].map((name) => property(name, 'k.example'))

interface Item {
  readonly name: string
  readonly value?: unknown
}

/** Every map that GraphQL shows as a list of names and values: what to send, where the list stands, what is shown. */
const maps: Readonly<
  Record<string, readonly [vendor: string, fields: (items: Item[]) => object, at: string, listOf: (made: any) => any[]]>
> = {
  'Kafka properties': [
    'apinizer',
    (items) => ({ settings: { kafka: { topicName: 't', properties: [...needed, ...items.map(({ name }) => property(name))] } } }),
    'settings.kafka.properties.3.name',
    ({ settings }) => settings.properties,
  ],
  'RabbitMQ client properties': [
    'apinizer',
    (items) => ({ settings: { rabbitMq: { hostPortList: [{ host: 'h.example' }], connectionFactoryClientProperties: items } } }),
    'settings.rabbitMq.connectionFactoryClientProperties.0.name',
    ({ settings }) => settings.connectionFactoryClientProperties,
  ],
  'SNMP variables': [
    'apinizer',
    (items) => ({
      settings: {
        snmp: {
          connectionString: 'udp:h/1',
          securityOrCommunityName: { value: 'c' },
          pduOidForMessage: '1',
          pduVariables: items,
        },
      },
    }),
    'settings.snmp.pduVariables.0.name',
    ({ settings }) => settings.pduVariables,
  ],
  'OAuth 2 parameters': [
    'versori',
    (items) => {
      const urls = { authorizeUrl: 'https://a.example', tokenUrl: 'https://t.example' }
      const oauth2Client = { clientId: 'c', clientSecret: { value: 's' }, ...urls, scopes: [], additionalParams: items }
      const authSchemeConfig = { apiKey: { name: 'X-Nw-Key', in: 'HEADER' } }
      const action = [{ authSchemeConfig, credential: { name: 'C', data: { oauth2Client } } }]
      const { workspaceId: _, ...fields } = httpConnection('', { environments: [{ name: 'P', variables: [], credentials: { action } }] })
      return fields
    },
    'environments.0.credentials.action.0.credential.data.oauth2Client.additionalParams.0.name',
    ({ environments }) => environments[0].credentials.action[0].credential.data.additionalParams,
  ],
}

let count = 0
const fresh = (): string => `odd-${(count += 1)}`

describe.each(Object.entries(maps))('an entry of %s', (_, [vendor, fields, at, listOf]) => {
  it.each(['constructor', 'toString', 'hasOwnProperty', 'prototype'])('named %s is kept like any other', async (name) => {
    const { connection, userErrors: refused } = await create(vendor, { ...fields([text(name)]), name: fresh() })
    expect(refused).toEqual([])
    expect(listOf(connection)).toContainEqual(expect.objectContaining(text(name)))
  })

  it.each(['a\u0000b', 'a\nb', 'a\u202eb', 'a\ud800'])('with characters that do not show is refused at its name: %j', async (name) => {
    const message = 'name must not have control or bidirectional characters.'
    const made = await create(vendor, { ...fields([text(name)]), name: fresh() })
    expect(made).toEqual({ connection: null, userErrors: [{ code: 'INVALID', message, path: ['connection', vendor, ...at.split('.')] }] })
  })

  it('named __proto__ is refused at its name, as both edges refuse it in JSON', async () => {
    const refusal = { code: 'INVALID', message: 'name is reserved.', path: ['connection', vendor, ...at.split('.')] }
    const made = await create(vendor, { ...fields([text('__proto__'), text('b')]), name: fresh() })
    expect(made).toEqual({ connection: null, userErrors: [refusal] })
  })
})

it('a Kafka property of an odd name is changed, read at the shim and sent back', async () => {
  const name = fresh()
  const odd = ['constructor', 'toString', '__proto__.password']
  const properties = [...needed, property('constructor'), property('toString')]
  const secret = { name: '__proto__.password', valueType: 'STRING', secret: { value: 'p-Secret' } }
  const { connection } = await create('apinizer', { name, settings: { kafka: { topicName: 't', properties: [...properties, secret] } } })
  const kept = [...needed, { name: 'constructor', value: 'new' }, { name: 'toString' }, { name: '__proto__.password' }]
  const { userErrors: refused } = await update('apinizer', connection, { settings: { kafka: { properties: kept } } })
  expect(refused).toEqual([])

  const wire = await get(name)
  expect(odd.map((key) => wire.propertiesMap[key]?.value)).toEqual(['new', 'odd', 'p-Secret'])
  expect((await app.rest('PUT', path(name), wire)).status).toBe(200)
  expect(await get(name)).toEqual(wire)

  const again = [...kept, property('__proto__')]
  const patched = await update('apinizer', { ...connection, revision: 2 }, { settings: { kafka: { properties: again } } })
  expect(patched.userErrors).toMatchObject([
    { code: 'INVALID', path: ['patch', 'apinizer', 'settings', 'kafka', 'properties', '6', 'name'] },
  ])
  expect(await get(name)).toEqual(wire)
})

it('webhook headers and Versori variables, which are lists on the wire too, keep any name', async () => {
  const name = fresh()
  const names = ['__proto__', 'constructor', 'toString']
  const headerList = names.map((header) => ({ name: header, value: { value: `${header}-Secret` } }))
  const webhook = { fullUrl: { value: 'https://h.example' }, headerList }
  const { connection } = await create('apinizer', { name, settings: { webhook } })
  expect(connection.settings.headerList).toEqual(names.map((header) => ({ name: header, value: { isSet: true } })))
  const { userErrors: refused } = await update('apinizer', connection, {
    settings: { webhook: { headerList: names.map((header) => ({ name: header })) } },
  })
  expect(refused).toEqual([])
  const wire = await get(name)
  expect(wire.headerList).toEqual(names.map((header) => ({ name: header, value: `${header}-Secret` })))

  const editor = await app.token(['EDITOR'], ids.apinizer)
  const masked = (await app.rest('GET', path(name), undefined, { token: editor })).body.resultList[0]
  expect(masked.headerList).toEqual(names.map((header) => ({ name: header, value: null })))
  expect((await app.rest('PUT', path(name), masked, { token: editor })).status).toBe(200)
  expect(await get(name)).toEqual(wire)

  const environmentVariables = names.map((variable) => text(variable))
  const { workspaceId: _, ...fields } = httpConnection('', { environmentVariables })
  const made = await create('versori', { ...fields, name: fresh() })
  expect(made.connection.environmentVariables).toEqual(environmentVariables)
})

describe('a key that reaches a prototype', () => {
  it.each([
    ['chartbrew', 'type: POSTGRES, schema: { __proto__: { polluted: 1 } }', 'schema'],
    ['chartbrew', 'type: POSTGRES, schema: { tables: [{ __proto__: { polluted: 1 } }] }', 'schema'],
    ['chartbrew', 'type: POSTGRES, schema: { constructor: { prototype: { polluted: 1 } } }', 'schema'],
    ['apinizer', 'settings: { email: { additionalProperties: [{ __proto__: { polluted: 1 } }] } }', 'settings.email.additionalProperties'],
  ] as const)('is refused in a %s literal %s', async (vendor, literal, at) => {
    const fields = `workspaceId: "${ids[vendor]}", name: "${fresh()}", ${literal}`
    const answer = await app.graphAnswer(
      `mutation { createConnection(input: { connection: { ${vendor}: { ${fields} } } }) { ${userErrors} } }`,
    )
    const message = `input.connection.${vendor}.${at} must be JSON.`
    expect(answer.body.errors).toMatchObject([{ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }])
  })

  it('is refused in JSON text', async () => {
    const options = { value: '[{"__proto__":{"polluted":1}}]' }
    expect(await create('chartbrew', { name: fresh(), type: 'POSTGRES', options })).toEqual({
      connection: null,
      userErrors: [{ code: 'INVALID', message: 'value must be JSON text.', path: ['connection', 'chartbrew', 'options', 'value'] }],
    })
  })

  it('has never polluted anything', () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(({} as Record<string, unknown>).value).toBeUndefined()
  })
})

it('a connection, a project and a workspace of an odd name are like any other', async () => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    await app.workspace('apinizer', name)
    const at = `/apiops/projects/${name}/connections/${name}`
    expect((await app.rest('GET', at)).status).toBe(404)
    expect((await app.rest('POST', at, { type: 'email', name, host: 'h.example' })).text).toContain('"success":true')
    expect((await app.rest('GET', at)).body.resultList[0]).toMatchObject({ name, host: 'h.example' })
    expect((await app.rest('GET', `/apiops/projects/${name}/connections?type=${name}`)).status).toBe(400)
    expect((await app.rest('POST', `${at}2`, { type: name, name: `${name}2` })).body.error_description).toBe('Invalid connection type!')
  }
})
