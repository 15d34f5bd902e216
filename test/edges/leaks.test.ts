import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptWhenEmpty, shape as chartbrewShape } from '../../src/vendors/chartbrew/shape.js'
import { shape as versoriShape } from '../../src/vendors/versori/shape.js'
import { newUlid } from '../../src/lib/id.js'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'
import { faultOf, marker, number, placesOf, plants } from '../support/places.js'

const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'
const versori = JSON.parse(readFileSync(new URL('../fixtures/graphql/versori-wire.json', import.meta.url), 'utf8')) as Record<
  'http' | 'bigquery',
  object
>

/** Every field that a Chartbrew body may bring. */
const chartbrew = {
  team_id: 7,
  name: 'CRM RDS',
  type: 'postgres',
  subType: 'rdsPostgres',
  active: true,
  host: 'crm.example.com',
  port: '5432',
  dbName: 'crm',
  username: 'bi',
  password: 'plum-Row-8',
  options: [{ authSource: 'admin' }],
  connectionString: 'postgres://reader:tide@pg.example.com/orders',
  authentication: { type: 'basic_auth', user: 'svc-charts', pass: 'amber-Kite-9' },
  firebaseServiceAccount: {
    type: 'service_account',
    project_id: 'fleet-demo',
    private_key: 'INVENTED',
    client_email: 'charts@fleet-demo.example',
  },
  schema: { tables: ['orders'] },
  srv: false,
  ssl: true,
  sslMode: 'verify-full',
  project_ids: ['12', 15],
  oauth_id: '0e9a2b1c-0000-4000-8000-000000000001',
  useSsh: true,
  sshHost: 'bastion.example.com',
  sshPort: 22,
  sshUsername: 'tunnel',
  sshPassword: 'gate-Fox-1',
  sshPassphrase: 'slate-Elm-3',
  sshJumpHost: 'jump.example.com',
  sshJumpPort: 2200,
}

/** Every field that a credential may bring. */
const credential = {
  name: 'CRM app',
  type: 'oauth2-token',
  data: {
    clientId: 'crm',
    clientSecret: 'plum-Row-8',
    authorizeUrl: 'https://login.example.com/authorize',
    tokenUrl: 'https://login.example.com/token',
    scopes: ['read'],
    accessToken: 'gate-Fox-1',
    refreshToken: 'slate-Elm-3',
    additionalParams: { audience: 'crm' },
  },
}
const version = { name: '1.0.0', fromVersion: 'first' }
const bodies = { ...versori, credential, version }

const planted = [...plants, [{ planted: marker }], [[number]]]

let app: TestApp
const paths: Record<string, string> = {}
let stored: Record<'http' | 'bigquery' | 'credential' | 'environment' | 'version', Record<string, unknown>>
beforeAll(async () => {
  app = await boot()
  await app.workspace('chartbrew', '7')
  await app.workspace('versori', organisation)
  paths.chartbrew = `/team/7/connections/${(await app.rest('POST', '/team/7/connections', chartbrew)).body.id}`
  const make = async (protocol: 'http' | 'bigquery') =>
    (await app.rest('POST', `/o/${organisation}/protocols/${protocol}/connections`, versori[protocol])).body
  const { body: kept } = await app.rest('POST', `/o/${organisation}/credentials`, credential)
  const parent = await make('http')
  const inside = `/o/${organisation}/connections/${parent.id}`
  await app.rest('POST', `${inside}/versions`, { name: 'first' })
  await app.rest('PUT', `${inside}/versions/first`, { name: 'first', description: 'first cut' })
  const published = (await app.rest('POST', `${inside}/versions/first/publish`)).body.version
  stored = {
    http: await make('http'),
    bigquery: await make('bigquery'),
    credential: { ...kept, data: credential.data },
    environment: parent.environments[0],
    version: published,
  }
  paths.environment = `${inside}/environments/${parent.environments[0].id}`
  paths.version = `${inside}/versions/first`
  paths.versions = `${inside}/versions`
  for (const protocol of ['http', 'bigquery'] as const) paths[protocol] = `/o/${organisation}/connections/${String(stored[protocol].id)}`
  paths.credential = `/o/${organisation}/credentials/${String(kept.id)}`
})
afterAll(() => app.close())

async function faultsOf(method: 'POST' | 'PUT', path: string, body: unknown): Promise<{ faults: string[]; statuses: Set<number> }> {
  const faults: string[] = []
  const statuses = new Set<number>()
  for (const { path: place, with: plantAt } of placesOf(body)) {
    for (const plant of planted) {
      const answer = await app.rest(method, path, plantAt(plant))
      statuses.add(answer.status)
      const fault = faultOf(answer)
      if (fault) faults.push(`${place} with ${JSON.stringify(plant)} ${fault}`)
    }
  }
  return { faults, statuses }
}

describe('a value of any type in any place of a body never comes back in a refusal, and breaks nothing', () => {
  it.each([
    ['POST', 'chartbrew', '/team/7/connections'],
    ['PUT', 'chartbrew', undefined],
    ['POST', 'http', `/o/${organisation}/protocols/http/connections`],
    ['PUT', 'http', undefined],
    ['POST', 'bigquery', `/api/connect/v1alpha1/o/${organisation}/protocols/bigquery/connections`],
    ['PUT', 'bigquery', undefined],
    ['POST', 'credential', `/o/${organisation}/credentials`],
    ['PUT', 'credential', undefined],
    ['PUT', 'environment', undefined],
    ['POST', 'version', 'versions'],
    ['PUT', 'version', undefined],
  ] as const)(
    '%s %s',
    async (method, kind, path) => {
      const body = kind === 'chartbrew' ? chartbrew : method === 'POST' ? bodies[kind] : stored[kind]
      const { faults, statuses } = await faultsOf(method, paths[path ?? kind] ?? path ?? '', body)
      expect(faults).toEqual([])
      expect(statuses).toContain(400)
      expect([...statuses].some((status) => status < 300)).toBe(true)
    },
    120_000,
  )

  it('is tried in every field that the vendors know', () => {
    expect(Object.keys(chartbrew)).toEqual(expect.arrayContaining([...Object.keys(chartbrewShape.shape), ...keptWhenEmpty]))
    const known = Object.keys({ ...stored.http, ...stored.bigquery })
    expect(known).toEqual(expect.arrayContaining(Object.keys(versoriShape.shape)))
  })
})

describe('a marked value never comes back', () => {
  const send =
    (body: string, headers: Record<string, string> = {}) =>
    (method: 'POST' | 'PUT', path: string) =>
      app.rest(method, path, body, { headers })

  it.each<[string, (method: 'POST' | 'PUT', path: string) => Promise<RestAnswer>]>([
    ['in malformed JSON', send(`{"name":"Shop","password":"${marker}"`)],
    ['in JSON with text after it', send(`{"password":"${marker}"} ${marker}`)],
    ['in JSON with a forbidden key', send(`{"__proto__":{"password":"${marker}"}}`)],
    ['as a text that is no JSON', send(marker)],
    ['as the whole body', send(`"${marker}"`)],
    ['in a list', send(`[{"password":"${marker}"}]`)],
    ['under a content type that is not read', send(`password=${marker}`, { 'content-type': 'application/x-www-form-urlencoded' })],
    ['as a content type', send('{}', { 'content-type': marker })],
    ['in a body that is too large', send(`{"password":"${marker.repeat(100_000)}"}`)],
    ['as an If-Match', send('{}', { 'if-match': marker })],
  ])('%s', async (_, ask) => {
    for (const [method, path] of [
      ['POST', '/team/7/connections'],
      ['PUT', paths.chartbrew],
      ['POST', `/o/${organisation}/protocols/http/connections`],
      ['PUT', paths.http],
      ['POST', `/o/${organisation}/credentials`],
      ['PUT', paths.credential],
      ['PUT', paths.environment],
      ['POST', paths.versions],
      ['PUT', paths.version],
    ] as const) {
      const answer = await ask(method, path ?? '')
      expect(faultOf(answer), path).toBeUndefined()
      expect(answer.text, path).not.toContain(marker)
    }
  })

  it.each([
    `/team/${marker}/connections`,
    `/team/7/connections/${marker}`,
    `/team/7/connections?project_id=${marker}`,
    `/team/7/${marker}`,
    `/o/${marker}/connections`,
    `/o/${organisation}/connections/${marker}`,
    `/o/${organisation}/connections?first=${marker}`,
    `/o/${organisation}/connections?first=${number}`,
    `/o/${organisation}/connections?after=${marker}`,
    `/o/${organisation}/connections?before=${marker}&after=${marker}`,
    `/o/${organisation}/connections?first=1&first=${marker}`,
    `/o/${organisation}/${marker}`,
    `/o/${organisation}/connections/${newUlid()}/versions/${marker}`,
    `/o/${organisation}/connections/${newUlid()}/environments/${marker}`,
    `/o/${organisation}/credentials/${marker}`,
    `/o/${organisation}/credentials?first=${marker}`,
    `/o/${organisation}/credentials?after=${marker}`,
    `/o/${organisation}/protocols/${marker}/auth-schemes`,
    `/${marker}`,
    `/team/%${marker}`,
  ])('in the URL %s', async (path) => {
    const answer = await app.rest('GET', path)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(faultOf(answer)).toBeUndefined()
  })

  it.each([
    { authorization: `Bearer ${marker}` },
    { authorization: marker },
    { cookie: `cookie=${marker}` },
    { authorization: `Bearer swb_${marker}_${marker}` },
  ])('as a token in %j', async (headers) => {
    for (const path of ['/team/7/connections', `/o/${organisation}/connections`]) {
      const answer = await app.rest('GET', path, undefined, { token: null, headers })
      expect(answer.status).toBe(401)
      expect(faultOf(answer)).toBeUndefined()
    }
  })
})
