import { assert, dictionary, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../src/web/front/forms/merge.js'
import { read } from '../../src/web/front/forms/read.js'
import { formPath, placed, refusalOf, refusalsOf } from '../../src/web/front/forms/refusals.js'
import { fieldsOf } from '../../src/web/front/forms/schema.js'
import { blank, type SecretValue, type Values } from '../../src/web/front/forms/values.js'
import { inputOf, patchOf } from '../../src/web/front/forms/write.js'
import { GatewayError } from '../../src/web/session/gateway.js'

const facts = { isSet: true, changedAt: '2026-01-31T09:30:00.000Z', version: 2 }
const replaced: SecretValue = { choice: 'set', value: 'n3w' }
const cleared: SecretValue = { choice: 'clear', value: '' }

describe('a patch', () => {
  const stored = read('ApinizerEmailInput', { host: 'mail.acme.test', port: 25, auth: true, username: 'ada', password: facts })

  it.each([
    ['a text that was emptied clears it', { username: '' }, { username: null }],
    ['a number goes out as one', { port: '587' }, { port: 587 }],
    ['a switch goes out as it stands', { auth: false }, { auth: false }],
    ['a secret that is replaced goes out', { password: replaced }, { password: { value: 'n3w' } }],
    ['a secret that is removed is cleared', { password: cleared }, { password: { clear: true } }],
    ['JSON goes out as what it says', { additionalProperties: [{ value: '{"a":1}' }] }, { additionalProperties: [{ a: 1 }] }],
  ])('%s', (_, edit, patch) => {
    expect(patchOf('ApinizerEmailInput', stored, { ...stored, ...edit })).toEqual(patch)
  })

  it('tells a list whole, keeps the secrets of the items that it finds again, and clears what was emptied in one', () => {
    const before = read('ApinizerKafkaInput', {
      properties: [
        { name: 'linger.ms', valueType: 'INTEGER', value: '20', secret: { isSet: false } },
        { name: 'sasl.jaas.config', valueType: 'STRING', value: null, secret: facts },
      ],
    })
    const [linger, jaas] = before.properties as Values[]
    const added = { ...blank('ApinizerKafkaPropertyInput'), name: 'ssl.key.password', secret: replaced }
    expect(patchOf('ApinizerKafkaInput', before, { ...before, properties: [jaas ?? {}, { ...linger, valueType: '' }, added] })).toEqual({
      properties: [
        { name: 'sasl.jaas.config', valueType: 'STRING' },
        { name: 'linger.ms', valueType: null, value: '20' },
        { name: 'ssl.key.password', secret: { value: 'n3w' } },
      ],
    })
  })

  it('keeps the sealed rest of a choice that stays, and tells all of another one', () => {
    const before = read('ChartbrewConnectionPatch', { authentication: { ...facts, type: 'BASIC_AUTH', account: 's…' } })
    const authentication = before.authentication as Values
    const edited = (change: Values): unknown => patchOf('ChartbrewConnectionPatch', before, { ...before, authentication: change })
    expect(edited({ ...authentication, basicAuth: { ...(authentication.basicAuth as Values), user: 'bob' } })).toEqual({
      authentication: { basicAuth: { user: 'bob' } },
    })
    expect(edited({ ...authentication, choice: 'bearerToken', bearerToken: { token: replaced } })).toEqual({
      authentication: { bearerToken: { token: { value: 'n3w' } } },
    })
    expect(edited({ ...authentication, choice: 'noAuth' })).toEqual({ authentication: { noAuth: true } })
  })

  it('leaves the credential of a place that exists alone, and tells that of a new one', () => {
    const place = { __typename: 'VersoriNoneScheme' }
    const credential = { id: 'crd_1', name: 'key', data: null }
    const before = read('VersoriConnectionPatch', {
      environments: [
        {
          vendorKey: '01A',
          name: 'Live',
          variables: [],
          credentials: { action: [{ vendorKey: '01B', authSchemeConfig: place, credential }] },
        },
      ],
    })
    const [live] = before.environments as Values[]
    const fresh = read('VersoriEnvironmentInput', {
      name: 'Test',
      credentials: { action: [{ authSchemeConfig: { none: true }, credential: { name: 'new key', data: { none: true } } }] },
    })
    expect(patchOf('VersoriConnectionPatch', before, { ...before, environments: [{ ...live, name: 'Prod' }, fresh] })).toEqual({
      environments: [
        {
          vendorKey: '01A',
          name: 'Prod',
          variables: [],
          credentials: { action: [{ vendorKey: '01B', authSchemeConfig: { none: true } }] },
        },
        {
          name: 'Test',
          variables: [],
          credentials: { action: [{ authSchemeConfig: { none: true }, credential: { name: 'new key', data: { none: true } } }] },
        },
      ],
    })
  })
})

it('a new connection leaves out what was left empty, and every empty part of it', () => {
  expect(inputOf('ApinizerElasticsearchInput', blank('ApinizerElasticsearchInput'))).toEqual({
    administrate: false,
    authenticate: false,
    encryptCommunication: false,
    disableHostnameVerification: false,
    indexLifecyclePolicyCreated: false,
    indexTemplateCreated: false,
  })
})

it('the defaults and units that the descriptions tell are known, and not told twice', () => {
  const { httpMethod, timeout } = fieldsOf('ApinizerWebhookInput')
  expect(httpMethod).toMatchObject({ help: 'Method of the call.', untold: 'GET' })
  expect(timeout).toMatchObject({ help: 'Seconds to wait for the answer.', untold: '2', unit: 'seconds' })
  expect(fieldsOf('ApinizerFtpInput').port).toMatchObject({ help: 'TCP port; 21 unless told, for each protocol.', untold: '21' })
  expect(fieldsOf('ApinizerLdapInput').searchScope).not.toHaveProperty('untold')
})

describe('a refusal', () => {
  it.each([
    ['ChartbrewConnectionInput', 'name', 'name'],
    ['ChartbrewConnectionInput', 'password.value', 'password'],
    ['ChartbrewConnectionInput', 'authentication.bearerToken.token.value', 'authentication.bearerToken.token'],
    ['ChartbrewConnectionPatch', 'projectIds.1', 'projectIds.1.value'],
    ['ApinizerConnectionPatch', 'settings.kafka.properties.0.value', 'settings.kafka.properties.0.value'],
    ['ApinizerConnectionInput', 'settings.kafka.protocolTypes.0', 'settings.kafka.protocolTypes'],
    ['VersoriConnectionInput', 'environments.0.credentials.action.1.credential', 'environments.0.credentials.action.1.credential'],
    ['VersoriConnectionInput', 'authSchemeConfigs.0.none', 'authSchemeConfigs.0'],
    ['CredibleConnectionInput', 'nothing.of.the.kind', ''],
  ])('of %s at %s is shown at %s', (type, path, field) => {
    expect(formPath(type, path.split('.'))).toBe(field)
  })

  it('of a user error, of the whole input and of a variable are told alike', () => {
    const type = 'ChartbrewConnectionPatch'
    const message = 'must be Int.'
    expect(refusalsOf(type, [{ message, path: ['patch', 'chartbrew', 'sshPort'] }])).toEqual([{ message, path: 'sshPort' }])
    expect(refusalsOf(type, [{ message, path: null }, { message }])).toEqual([{ message, path: '' }, { message, path: '' }]) // prettier-ignore
    const error = new GatewayError('BAD_USER_INPUT', message, ['input', 'patch', 'chartbrew', 'sshPort'])
    expect(refusalOf(type, error)).toEqual({ message, path: 'sshPort' })
    expect(refusalOf(type, new GatewayError('FORBIDDEN', message))).toEqual({ message, path: '' })
  })
})

it('a refusal of a field that the form does not show is told of the whole', () => {
  const message = 'must be something else.'
  const told = ['host', 'settings', 'settings.kafka.topicName'].map((path) => ({ path, message }))
  expect(placed(told, ['host', 'settings.kafka']).map(({ path }) => path)).toEqual(['host', '', 'settings.kafka.topicName'])
})

describe('edits on a state that moved on', () => {
  const state = (edit: Values): Values => ({
    name: 'a',
    host: 'h',
    settings: { choice: 'kafka', kafka: { topicName: 't', enableSecure: false } },
    ...edit,
  })
  const kafka = (edit: Values): Values => ({ settings: { choice: 'kafka', kafka: { topicName: 't', enableSecure: false, ...edit } } })

  it('are kept where nobody else was, deep inside too', () => {
    const merged = merge(
      state({}),
      state({ name: 'mine', ...kafka({ topicName: 'mine' }) }),
      state({ host: 'theirs', ...kafka({ enableSecure: true }) }),
    )
    expect(merged).toEqual({
      values: state({ name: 'mine', host: 'theirs', ...kafka({ topicName: 'mine', enableSecure: true }) }),
      collisions: [],
    })
  })

  it('give way where both changed a field, and say so', () => {
    const merged = merge(state({}), state(kafka({ topicName: 'mine' })), state(kafka({ topicName: 'theirs' })))
    expect(merged).toEqual({ values: state(kafka({ topicName: 'theirs' })), collisions: ['settings.kafka.topicName'] })
  })

  it('give way when both replaced a secret: the new version is kept', () => {
    const kept = (version: number): SecretValue => ({ choice: 'keep', value: '', kept: { changedAt: null, version, shown: [] } })
    expect(merge({ password: kept(1) }, { password: { ...kept(1), ...replaced } }, { password: kept(2) })).toEqual({
      values: { password: kept(2) },
      collisions: ['password'],
    })
  })

  it('are all there is when nobody else changed anything, and nothing when there are none', () => {
    const states = dictionary(string(), string(), { noNullPrototype: true })
    assert(
      property(states, states, (before, after) => {
        const [one, other] = [
          { ...before, ...after },
          { ...after, ...before },
        ]
        expect(merge(one, other, one)).toEqual({ values: other, collisions: [] })
        expect(merge(one, one, other)).toEqual({ values: other, collisions: [] })
      }),
    )
  })
})
