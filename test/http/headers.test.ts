import { afterAll, beforeAll, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'

let app: TestApp
beforeAll(async () => {
  app = await boot({ env: { SWITCHBOARD_TRUST_PROXY: '127.0.0.1' } })
})
afterAll(() => app.close())

const get = (url: string, headers: Record<string, string> = {}) => app.app.http.inject({ method: 'GET', url, headers })
const page = { accept: 'text/html' }
const pages = /^default-src 'none'; script-src 'self'/
const nothing = "default-src 'none'; frame-ancestors 'none'"

it.each([
  ['a page', '/', page, 200, pages],
  ['GraphiQL', '/graphql', page, 200, pages],
  ['an answer', '/schema.graphql', {}, 200, nothing],
  ['health', '/livez', {}, 200, nothing],
  ['a refusal of a shim', '/team/7/connections', {}, 401, nothing],
  ['a refusal of GraphQL', '/graphql', {}, 401, nothing],
  ['a path that does not exist', '/nowhere', {}, 404, nothing],
  ['a path that is none', '/%zz', {}, 404, nothing],
])('%s is kept by nobody, framed by nobody and of the type that it says', async (_what, url, headers, status, policy) => {
  const answer = await get(url, headers)
  expect(answer.statusCode).toBe(status)
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': typeof policy === 'string' ? policy : expect.stringMatching(policy),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-request-id': expect.any(String),
  })
  expect(answer.headers).not.toHaveProperty('strict-transport-security')
})

it('what is no HTTP gets the same headers', async () => {
  const { port } = new URL(await app.app.http.listen({ host: '127.0.0.1', port: 0 }))
  const { createConnection } = await import('node:net')
  const text = await new Promise<string>((settle, fail) => {
    let said = ''
    const socket = createConnection(Number(port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'))
    socket.on('data', (chunk) => (said += String(chunk)))
    socket.on('close', () => settle(said))
    socket.on('error', fail)
  })
  expect(text).toMatch(/^HTTP\/1\.1 400 /)
  for (const header of ['cache-control: no-store', 'x-content-type-options: nosniff', `content-security-policy: ${nothing}`])
    expect(text).toContain(`${header}\r\n`)
})

it('browsers are told to come by TLS only when a trusted proxy says that they have', async () => {
  expect((await get('/livez', { 'x-forwarded-proto': 'https' })).headers['strict-transport-security']).toBe('max-age=31536000')
  const direct = await boot()
  const answer = await direct.app.http.inject({ url: '/livez', headers: { 'x-forwarded-proto': 'https' } })
  expect(answer.headers).not.toHaveProperty('strict-transport-security')
  await direct.close()
})

it('an audit record names the address that a trusted proxy tells, and no other', async () => {
  const told = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' }
  const refused = { query: 'mutation { createWorkspace(input: { vendor: CHARTBREW, key: "70", name: "A" }) { workspace { id } } }' }
  await app.rest('POST', '/graphql', refused, { headers: told })
  expect((await app.records()).at(-1)).toMatchObject({ action: 'create', address: '198.51.100.7' })
})

it.each([
  ['kept when it can stand in a log', 'build-4711.step_2', 'build-4711.step_2'],
  ['replaced when it is short', '4711', expect.stringMatching(/^[0-9A-Z]{26}$/i)],
  ['replaced when it holds anything else', 'build 4711 "\\u0007', expect.stringMatching(/^[0-9A-Z]{26}$/i)],
  ['replaced when it is long', 'a'.repeat(65), expect.stringMatching(/^[0-9A-Z]{26}$/i)],
])('the id that a caller gives a request is %s', async (_what, given, kept) => {
  expect((await get('/livez', { 'x-request-id': given })).headers['x-request-id']).toEqual(kept)
})
