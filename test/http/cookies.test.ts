import { afterAll, beforeAll, expect, it } from 'vitest'
import { httpConnection, make, organisation } from '../graphql/documents.js'
import { boot, type TestApp } from '../support/boot.js'

let app: TestApp
let path: string
let cookie: string
beforeAll(async () => {
  app = await boot({ env: { SWITCHBOARD_TRUST_PROXY: '127.0.0.1' } })
  const { id: workspaceId } = await app.workspace('versori', organisation)
  const { vendorKey } = await make(app, 'versori', httpConnection(workspaceId))
  path = `/o/${organisation}/connections/${vendorKey}`
  cookie = `cookie=${await app.token(['EDITOR'])}`
})
afterAll(() => app.close())

const put = async (headers: Record<string, string>) => {
  const { body } = await app.rest('GET', path)
  const sent = { cookie, host: 'gateway.example', 'x-forwarded-proto': 'https', ...headers }
  return (await app.rest('PUT', path, body, { token: null, headers: sent })).status
}

it.each([
  ['a page of the gateway', { origin: 'https://gateway.example', 'sec-fetch-site': 'same-origin' }],
  ['a program', {}],
  ['somebody who types', { 'sec-fetch-site': 'none' }],
])('a write by cookie is taken from %s', async (_name, headers) => {
  expect(await put(headers)).toBe(200)
})

it.each([
  ['a page without TLS of the same host', { origin: 'http://gateway.example' }],
  ['another site, whose browser sends no origin', { 'sec-fetch-site': 'cross-site' }],
  ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
])('a write by cookie is refused from %s', async (_name, headers) => {
  expect(await put(headers)).toBe(401)
})
