import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { mutate } from '../graphql/documents.js'
import { boot, type TestApp } from '../support/boot.js'

let app: TestApp
let versori: Workspace
const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'
beforeAll(async () => {
  app = await boot()
  versori = await app.workspace('versori', organisation)
  await app.workspace('chartbrew', '7')
  await app.workspace('credible', 'orchard')
  await app.workspace('apinizer', 'Acme')
})
afterAll(() => app.close())

const many = (item: unknown): unknown[] => Array.from({ length: 1000 }, () => item)
const base = { name: 'v', baseUrl: 'https://h.example/', authSchemeConfigs: [], environments: [] }

it('a refusal names the first 20 fields that are wrong, and says how many more there are', async () => {
  const path = `/o/${organisation}/protocols/http/connections`
  const { status, body } = await app.rest('POST', path, { ...base, environmentVariables: many({}) })
  expect([status, body.fields.length, body.fields[19].field]).toEqual([400, 20, 'environmentVariables[9].value'])
  expect(body.message).toMatch(/; and 1980 more\.$/)

  const ids = await app.rest('POST', '/team/7/connections', { name: 'c', type: 'api', project_ids: many({}) })
  expect([ids.status, ids.body.error.split('; ').length]).toEqual([400, 21])
  expect(ids.body.error).toMatch(/; project_ids\[19\]: must be a string or a number; and 980 more$/)

  const duckdb = { type: 'duckdb', duckdbConnection: { attachedDatabases: many(1) } }
  const attached = await app.rest('POST', '/api/v0/projects/orchard/connections/d', duckdb)
  expect(attached.body).toEqual({ code: 400, message: expect.stringMatching(/attachedDatabases\[19\] must be an object; and 980 more\.$/) })

  const headers = { name: 'a', type: 'webhook', fullUrl: 'https://h.example/', headerList: many({ name: 'a', value: 'b' }) }
  const webhook = await app.rest('POST', '/apiops/projects/Acme/connections/a/', headers)
  expect(webhook.body).toEqual({ error: 'bad_request', error_description: 'headerList[1].name is named twice!' })
})

it('so do user errors, the last of which is about no field', async () => {
  const fields = { workspaceId: versori.id, ...base, protocol: 'HTTP', baseUrl: { value: base.baseUrl } }
  const connection = { versori: { ...fields, environmentVariables: many({ name: '', value: 'x' }) } }
  const { userErrors } = await mutate(app, 'createConnection', { connection })
  expect(userErrors).toHaveLength(21)
  expect(userErrors[19]).toMatchObject({ code: 'INVALID', path: ['connection', 'versori', 'environmentVariables', '19', 'name'] })
  expect(userErrors[20]).toEqual({ code: 'INVALID', message: 'There are 1979 more.', path: null })
})

it('a part that is changed by itself tells its own fields and the same count', async () => {
  const environments = [{ name: 'e', variables: [], credentials: {} }]
  const made = await app.rest('POST', `/o/${organisation}/protocols/http/connections`, { ...base, environments })
  const path = `/o/${organisation}/connections/${made.body.id}/environments/${made.body.environments[0].id}`
  const { status, body } = await app.rest('PUT', path, { variables: many({ name: 'a', value: 'x' }) })
  expect([status, body.fields.length, body.fields[0].field]).toEqual([400, 20, 'variables[1].name'])
  expect(body.message).toMatch(/; and 979 more\.$/)
})

it('a number out of range is told once, by the bounds of its field', async () => {
  const project = await app.workspace('apinizer', 'Numbers')
  const numbers = 'sendTimeout: 1e20, requestTimeout: -1e20, closeTimeout: 1.5, connectTimeout: 9007199254740991'
  const settings = `brokerURL: { value: "tcp://mq.example:61616" }, destinationType: QUEUE, destinationName: "q", ${numbers}`
  const activeMq = `{ activeMqConnectionProtocolType: TCP, ${settings} }`
  const apinizer = `{ workspaceId: "${project.id}", name: "mq", settings: { activeMq: ${activeMq} } }`
  const { createConnection } = await app.graph(
    `mutation { createConnection(input: { connection: { apinizer: ${apinizer} } }) { userErrors { message } } }`,
  )
  expect(createConnection.userErrors.map(({ message }: { message: string }) => message)).toEqual([
    'sendTimeout must be at most 9007199254740991.',
    'requestTimeout must be at least 0.',
    'closeTimeout must be an integer.',
  ])
})
