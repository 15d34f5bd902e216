import { readdirSync, readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'

let app: TestApp
beforeAll(async () => {
  app = await boot()
})
afterAll(() => app.close())

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'
const get = (path: string, accept?: string) => app.rest('GET', path, undefined, { token: null, ...(accept && { headers: { accept } }) })

it.each(['/', '/docs', '/graphql'])('shows a browser a page at %s that may load nothing from elsewhere', async (path) => {
  const { status, headers, text } = await get(path, browser)
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';.*connect-src 'self';.*frame-ancestors 'none'/)
  expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
  expect(headers).toMatchObject({ vary: 'accept', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' })
  expect(text).toContain('<html lang="en">')
})

it.each([undefined, '*/*', 'application/json', 'application/json, text/html', 'application/graphql-response+json', 'text/plain'])(
  'answers GraphQL, and asks for a token, to who accepts %s',
  async (accept) => {
    const { status, body } = await get('/graphql?query={__typename}', accept)
    expect(status).toBe(401)
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED')
  },
)

it('answers a POST by GraphQL even to a browser', async () => {
  const { status, body } = await app.rest('POST', '/graphql', { query: '{ __typename }' }, { headers: { accept: browser } })
  expect([status, body]).toEqual([200, { data: { __typename: 'Query' } }])
})

it('lets browsers keep what the pages load for good, because its name tells its content', async () => {
  const { text } = await get('/graphql', browser)
  const assets = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+-[\w-]{8}\.\w+)"/g)].map(([, path = '']) => path)
  expect(assets.length).toBeGreaterThan(1)
  for (const path of assets) {
    const { status, headers } = await get(path)
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    const small = await app.rest('GET', path, undefined, { token: null, headers: { 'accept-encoding': 'gzip' } })
    expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': headers['content-type'], vary: 'accept-encoding' })
    expect(Number(small.headers['content-length'])).toBeLessThan(Number(headers['content-length']))
  }
})

it.each(['/assets/none.js', '/assets/../.stamp', '/assets/%2e%2e/index.html', '/assets/'])('has nothing at %s', async (path) => {
  expect((await get(path)).status).toBe(404)
})

it('has examples in GraphiQL that the schema takes', async () => {
  const schema = buildSchema((await get('/schema.graphql')).text)
  const folder = 'src/web/graphiql/examples'
  const files = readdirSync(folder)
  expect(files).toHaveLength(6)
  for (const file of files) expect(validate(schema, parse(readFileSync(`${folder}/${file}`, 'utf8')))).toEqual([])
})
