import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { types, type Discriminator } from '../../src/vendors/apinizer/types/index.js'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'
import { faultOf, isRepeated, marker, number, placesOf, plants, type Place } from '../support/places.js'
import { everyFieldOf, settingsType } from './apinizer-wire.js'

type Body = { readonly type: Discriminator; readonly name: string } & Readonly<Record<string, any>>

const file = new URL('../../examples/connections/apinizer.json', import.meta.url)
const examples = JSON.parse(readFileSync(file, 'utf8')) as readonly Body[]
const byType = examples.map((example) => [example.type, example] as const)

/** What no example has inside a member. */
const nested: { readonly [T in Discriminator]?: object } = {
  email: { additionalProperties: [{ name: 'mail.smtp.timeout', value: '5' }, 'text'] },
  elasticsearch: { indexLifecyclePolicy: { policyName: 'old', enableHotPhase: true, maxAgeOfRollover: 1, maxDocCountOfRollover: 2 } },
  database: { logTableNameOverrides: { AuditEvent: 'audit' }, logTableSchemaOverrides: { ApiProxyTraffic: 'traffic' } },
  rabbitMq: { connectionFactoryClientProperties: { product: 'gateway' } },
  snmp: { privacyProtocolList: ['PrivDES'] },
}
/** What is read although the contract's tables do not list it. */
const beside = ['pduUdpForMessage', 'pduUdpForTime', 'enabledUserAuthentication', 'withheldFields']

/** Every place of a body, and that of every member it could have beside. */
function everyPlaceOf(body: Body): Place[] {
  const known = ['description', 'deployToWorker', 'enabled', ...Object.keys(types[body.type].members), ...beside]
  const unused = known.filter((name) => !Object.hasOwn(body, name))
  return [...placesOf(body), ...unused.map((name): Place => ({ path: `body.${name}`, with: (planted) => ({ ...body, [name]: planted }) }))]
}

let app: TestApp
let project: Workspace
beforeAll(async () => {
  app = await boot()
  project = await app.workspace('apinizer', 'Leaks')
})
afterAll(() => app.close())

const collection = '/apiops/projects/Leaks/connections'
const path = (name: string): string => `${collection}/${encodeURIComponent(name)}/`
const get = async (name: string): Promise<Body> => (await app.rest('GET', path(name))).body.resultList[0]
const nameIn = (body: unknown, name: string): string => ((body as { name?: unknown } | null)?.name === marker ? marker : name)

/** What is wrong with an answer, but for the contract's own sentence about two names. */
function unlessNamed({ status, text }: RestAnswer, name: string): string | undefined {
  return faultOf({ status, text: text.replace(`Connection name in path (${name}) does not match name in body (${marker})!`, '') })
}

const shown = ({ path: place }: Place, plant: unknown, fault: string): string => `${place} with ${JSON.stringify(plant)} ${fault}`

describe.each(byType)('a value of any type in any place of %s', (type, example) => {
  const body = { ...nested[type], ...example }

  it('never comes back in the refusal of a POST', async () => {
    const faults: string[] = []
    const statuses = new Set<number>()
    for (const place of everyPlaceOf(body)) {
      for (const plant of plants) {
        const answer = await app.rest('POST', path(body.name), place.with(plant))
        statuses.add(answer.status)
        const fault = unlessNamed(answer, body.name)
        if (fault) faults.push(shown(place, plant, fault))
        if (answer.status === 200) expect((await app.rest('DELETE', path(body.name))).status).toBe(200)
      }
    }
    expect(faults).toEqual([])
    expect(statuses).toEqual(new Set([200, 400]))
  }, 60_000)

  it('never comes back in the refusal of a PUT, which changes nothing', async () => {
    const name = `${example.name}-put`
    expect((await app.rest('POST', path(name), { ...body, name })).status).toBe(200)
    const before = await get(name)
    // A null would keep a planted secret.
    const asBefore = Object.fromEntries(Object.entries(before).filter(([, value]) => value !== null))
    const faults: string[] = []
    const statuses = new Set<number>()
    for (const place of everyPlaceOf(before)) {
      for (const plant of plants) {
        const planted = place.with(plant)
        const answer = await app.rest('PUT', path(name), planted)
        statuses.add(answer.status)
        const fault = faultOf(answer)
        if (fault) faults.push(shown(place, plant, fault))
        if (answer.status === 200) expect((await app.rest('PUT', path(nameIn(planted, name)), asBefore)).status).toBe(200)
      }
      const { text, body: after } = await app.rest('GET', path(name))
      if (JSON.stringify(after.resultList?.[0]) !== JSON.stringify(before)) faults.push(`${place.path} has changed it: ${text}`)
    }
    expect(faults).toEqual([])
    expect(statuses).toEqual(new Set([200, 400]))
  }, 60_000)
})

it('no audit record holds a planted value', async () => {
  const records = await app.records()
  expect(records.length).toBeGreaterThan(1000)
  expect(isRepeated(JSON.stringify(records))).toBe(false)
})

it('a name comes back in the sentences of the contract and nowhere else', async () => {
  const said = async (...request: Parameters<TestApp['rest']>): Promise<string> => (await app.rest(...request)).body.error_description
  const mail = { type: 'email', name: marker, host: 'h.example' }
  expect(await said('GET', path(marker))).toBe(`Connection (name: ${marker}) was not found!`)
  expect(await said('PUT', path(marker), mail)).toBe(`Connection (name: ${marker}) was not found!`)
  expect(await said('DELETE', path(marker))).toBe(`Connection (name: ${marker}) was not found!`)
  expect(await said('POST', path('other'), mail)).toBe(`Connection name in path (other) does not match name in body (${marker})!`)
  expect(await said('GET', `/apiops/projects/${marker}/connections/a`)).toBe(`Project '${marker}' not found`)
  expect(await said('GET', `${collection}?type=${marker}`)).toBe('Invalid connection type!')
  expect(await said('GET', `${collection}?type=${number}`)).toBe('Invalid connection type!')

  expect((await app.rest('POST', path(marker), mail)).status).toBe(200)
  expect(await said('POST', path(marker), mail)).toBe(`Connection (name: ${marker}) already exists!`)
  expect((await app.rest('DELETE', path(marker))).status).toBe(200)
})

describe('a sealed value', () => {
  const sealed = 'Sealed0Hunter3'
  const urls: Readonly<Record<string, string>> = {
    fullUrl: `https://u:${sealed}@hooks.example/x?access_token=${sealed}`,
    brokerURL: `tcp://u:${sealed}@amq.example:61616?jms.password=${sealed}`,
    jdbcUrl: `jdbc:postgresql://u:${sealed}@db.example:5432/crm?password=${sealed}`,
  }
  const properties = [
    'sasl.jaas.config',
    'ssl.key.password',
    'ssl.keystore.key',
    'schema.registry.basic.auth.user.info',
    'bearer.auth.token',
  ]

  /** The example with a marked value in the place of every secret. */
  function withSealed(example: Body): Body {
    const table = Object.entries(types[example.type].fields[types[example.type].settings] ?? {})
    const secrets = table.flatMap(([name, entry]) =>
      typeof entry !== 'string' && (entry.kind === 'secret' || entry.kind === 'url') ? [[name, urls[name] ?? sealed]] : [],
    )
    const value = { value: sealed, valueType: 'STRING' }
    const map = { ...example.propertiesMap, ...Object.fromEntries(properties.map((name) => [name, value])) }
    return {
      ...example,
      ...Object.fromEntries(secrets),
      ...(example.propertiesMap && { propertiesMap: map }),
      ...(example.headerList && { headerList: [{ name: 'Authorization', value: sealed }] }),
    }
  }

  const names: string[] = []
  let viewer: string
  let editor: string
  beforeAll(async () => {
    viewer = await app.token(['VIEWER'], project.id)
    editor = await app.token(['EDITOR'], project.id)
    for (const example of examples) {
      const name = `${example.name}-sealed`
      const { status, text } = await app.rest('POST', path(name), { ...withSealed(example), name })
      expect(status, text).toBe(200)
      names.push(name)
    }
  })

  it('is there for an ADMIN who reads one', async () => {
    const texts = await Promise.all(names.map(async (name) => (await app.rest('GET', path(name))).text))
    const without = examples.filter((_, index) => !texts[index]?.includes(sealed)).map(({ type }) => type)
    expect(without).toEqual(['syslog', 'logback'])
    const { propertiesMap } = await get('orders-stream-sealed')
    for (const property of properties) expect(propertiesMap[property].value).toBe(sealed)
  })

  it('is in no answer to a VIEWER or an EDITOR, and in no list', async () => {
    const settings = Object.keys(types).map((type) => `... on ${settingsType(type)} ${everyFieldOf(settingsType(type))}`)
    // Types spell some fields alike and not of one type, so each is asked for alone.
    for (const fields of settings) {
      const profile = `... on ApinizerConnectionProfile {
        id revision vendorKey name type enabled projectName description deployToWorker endpoints { kind host port database url }
        settings { __typename ${fields} } }`
      const query = `{ connections(first: 100) { edges { node { ${profile} } } } }`
      for (const token of [viewer, editor, undefined]) {
        const { text, body } = await app.graphAnswer(query, {}, token)
        expect(body.errors, text).toBeUndefined()
        expect(text).not.toContain(sealed)
      }
    }
    for (const type of Object.keys(types)) {
      for (const token of [viewer, editor, undefined]) {
        const { status, text, body } = await app.rest('GET', `${collection}?type=${type}`, undefined, token === undefined ? {} : { token })
        expect([status, body.resultCount > 0]).toEqual([200, true])
        expect(text).not.toContain(sealed)
      }
    }
    for (const name of names) {
      for (const token of [viewer, editor]) {
        const { status, text } = await app.rest('GET', path(name), undefined, { token })
        expect(status).toBe(200)
        expect(text).not.toContain(sealed)
      }
    }
  })

  it('is in no audit record, and in no file of the data folder', async () => {
    expect(JSON.stringify(await app.records())).not.toContain(sealed)
    const files = readdirSync(app.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const contents = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    expect(contents.some((content) => content.includes('chatops-hook-sealed'))).toBe(true)
    expect(contents.some((content) => content.includes(sealed))).toBe(false)
  })
})
