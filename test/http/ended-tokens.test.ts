import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { make, mutate } from '../graphql/documents.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'

let app: TestApp
let address: string
let shop: { readonly id: string; readonly vendorKey: string }
let clock = Date.parse('2026-03-01T08:00:00.000Z')
beforeAll(async () => {
  app = await boot({ now: () => clock })
  const { id: workspaceId } = await app.workspace('chartbrew', '7')
  shop = await make(app, 'chartbrew', { workspaceId, name: 'Shop', type: 'MYSQL', password: { value: 'teal-Oak-5' } })
  address = await app.app.http.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

const json = (body: object): [string, string] => ['application/json', JSON.stringify(body)]
const part = (boundary: string, name: string) =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="a.pem"\r\n\r\nx\r\n`
const revealing = (alias: string) => `${alias}: revealSecret(input: { id: "${shop.id}", field: "password" }) { secret { value } }`

/** Requests whose bodies come later than their headers. */
const late: readonly [name: string, ask: () => [method: string, path: string, type: string, body: string]][] = [
  ['a creation at a shim', () => ['POST', '/team/7/connections', ...json({ name: 'New', type: 'mysql' })]],
  ['a change at a shim', () => ['PUT', `/team/7/connections/${shop.vendorKey}`, ...json({ name: 'Renamed' })]],
  [
    'an upload',
    () => ['POST', `/team/7/connections/${shop.vendorKey}/files`, 'multipart/form-data; boundary=b', `${part('b', 'sslCa')}--b--\r\n`],
  ],
  ['a query', () => ['POST', '/graphql', ...json({ query: '{ viewer { token { name } } }' })]],
  ['a mutation that reveals', () => ['POST', '/graphql', ...json({ query: `mutation { ${revealing('a')} }` })]],
]

/** Sends a request but for the end of its body; `finish` sends that, once the gateway has seen the token. */
async function begin(
  token: string,
  [method, path, type, body]: [string, string, string, string],
): Promise<() => Promise<[number, string]>> {
  const seen = vi.spyOn(app.app.deps.store.tokens, 'hashed')
  const asked = request(address + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': type, 'content-length': body.length },
  })
  const answered = new Promise<[number, string]>((done, failed) => {
    asked.once('error', failed).once('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (more: string) => (text += more))
      answer.once('end', () => done([answer.statusCode ?? 0, text]))
    })
  })
  asked.write(body.slice(0, 1))
  await vi.waitFor(() => expect(seen).toHaveBeenCalled())
  seen.mockRestore()
  return () => {
    asked.end(body.slice(1))
    return answered
  }
}

const rowsOf = async () => (await app.rest('GET', '/team/7/connections')).text

describe('a token that ends while a body is on its way', () => {
  it.each(late)('opens nothing when it is revoked: %s', async (_name, ask) => {
    const { token, secret } = await mutate(app, 'createToken', { name: 'CI', grants: [{ roles: ['ADMIN'] }] })
    const before = await rowsOf()
    const finish = await begin(secret, ask())
    await mutate(app, 'revokeToken', { id: token.id })
    const [status, text] = await finish()
    expect(status).toBe(401)
    expect(text).not.toContain('teal-Oak-5')
    expect(await rowsOf()).toBe(before)
  })

  it('opens nothing when it expires', async () => {
    const expiresAt = new Date(clock + 1000).toISOString()
    const { secret } = await mutate(app, 'createToken', { name: 'CI', expiresAt, grants: [{ roles: ['ADMIN'] }] })
    const finish = await begin(secret, ['POST', '/team/7/connections', ...json({ name: 'New', type: 'mysql' })])
    clock += 2000
    expect((await finish())[0]).toBe(401)
  })
})

it('a workspace that is deleted while a body is on its way is not there', async () => {
  const { id } = await app.workspace('chartbrew', '8')
  const finish = await begin(adminToken, ['POST', '/team/8/connections', ...json({ name: 'New', type: 'mysql' })])
  await mutate(app, 'deleteWorkspace', { id, expectedRevision: 1 })
  expect(await finish()).toEqual([403, (await app.rest('GET', '/team/8/connections')).text])
})

it('a workspace that is deleted is not there for the next mutation of the same document', async () => {
  const { id } = await app.workspace('chartbrew', '9')
  const create = `createConnection(input: { connection: { chartbrew: { workspaceId: "${id}", name: "X", type: API } } }) { userErrors { code path } }`
  const gone = `deleteWorkspace(input: { id: "${id}", expectedRevision: 1 }) { userErrors { code } }`
  const { a, b, c } = await app.graph(`mutation { a: ${create} b: ${gone} c: ${create} }`)
  expect([a, b]).toEqual([{ userErrors: [] }, { userErrors: [] }])
  expect(c.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['connection', 'chartbrew', 'workspaceId'] }])
})

it('a token that revokes itself is done with, in the same document too', async () => {
  const { token, secret } = await mutate(app, 'createToken', { name: 'CI', grants: [{ roles: ['ADMIN'] }] })
  const before = `${revealing('before')} a: revokeToken(input: { id: "${token.id}" }) { token { revokedAt } }`
  const { body } = await app.graphAnswer(`mutation { ${before} ${revealing('after')} }`, {}, secret)
  expect(body.data).toMatchObject({
    before: { secret: { value: 'teal-Oak-5' } },
    a: { token: { revokedAt: expect.any(String) } },
    after: null,
  })
  expect(body.errors).toMatchObject([{ path: ['after'], extensions: { code: 'UNAUTHENTICATED' } }])
  expect((await app.graphAnswer('{ viewer { token { id } } }', {}, adminToken)).status).toBe(200)
})
